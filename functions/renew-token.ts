export async function handler(): Promise<never> {
  throw new Error('renew-token is not built yet');
}
