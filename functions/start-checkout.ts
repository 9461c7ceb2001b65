export async function handler(): Promise<never> {
  throw new Error('start-checkout is not built yet');
}
