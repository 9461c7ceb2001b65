export async function handler(): Promise<never> {
  throw new Error('settle-payments is not built yet');
}
