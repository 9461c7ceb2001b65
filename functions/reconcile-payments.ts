export async function handler(): Promise<never> {
  throw new Error('reconcile-payments is not built yet');
}
