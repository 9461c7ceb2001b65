export async function handler(): Promise<never> {
  throw new Error('deliver is not built yet');
}
