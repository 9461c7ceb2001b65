import { createServer } from 'node:http';
import { listen } from '../listen.ts';

/** What each port from the base on is for, in their public order. */
const purposes = ['the storefront', 'the payment API', 'the bKash simulator', 'the inbox'];

/**
 * Makes sure that all four ports can be had before anything starts.
 *
 * @param portBase 0: any four free ports in a row
 * @returns the base
 * @throws one line that names the first port that is taken
 */
export async function claimPorts(portBase: number): Promise<number> {
  if (portBase !== 0) {
    await probe(portBase);
    return portBase;
  }
  for (let attempt = 0; attempt < 50; attempt += 1) {
    // Below the range from which systems give out ephemeral ports, which our own servers ask for meanwhile.
    const base = 10_000 + 4 * Math.floor(Math.random() * 5_000);
    const isFree = await probe(base).then(
      () => true,
      () => false,
    );
    if (isFree) return base;
  }
  throw new Error('No four free ports in a row were found.');
}

async function probe(portBase: number): Promise<void> {
  for (const [index, purpose] of purposes.entries()) {
    const server = await listen(createServer(), portBase + index, purpose);
    await server.close();
  }
}
