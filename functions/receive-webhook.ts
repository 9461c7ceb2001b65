export async function handler(): Promise<never> {
  throw new Error('receive-webhook is not built yet');
}
