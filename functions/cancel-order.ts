export async function handler(): Promise<never> {
  throw new Error('cancel-order is not built yet');
}
