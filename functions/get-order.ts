export async function handler(): Promise<never> {
  throw new Error('get-order is not built yet');
}
