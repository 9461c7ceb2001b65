export async function handler(): Promise<never> {
  throw new Error('announce is not built yet');
}
