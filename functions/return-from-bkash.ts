export async function handler(): Promise<never> {
  throw new Error('return-from-bkash is not built yet');
}
