export async function handler(): Promise<never> {
  throw new Error('pay-link is not built yet');
}
