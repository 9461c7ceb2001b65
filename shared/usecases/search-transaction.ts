import type { SearchOutcome } from '../adapters/bkash/port.ts';
import type { Generation } from '../domain/order.ts';
import { type GatePorts, tokenThroughGate } from './pass-gate.ts';
import { tellGate } from './tell-gate.ts';

/** What bKash itself says of a transaction; undefined when it could not be asked. */
export async function searchTransaction(
  ports: GatePorts,
  generation: Generation,
  trxId: string,
  abortMs?: number,
): Promise<SearchOutcome | undefined> {
  const token = await tokenThroughGate(ports, 'harmless');
  if (!token) return undefined;
  const outcome = await ports.bkash[generation].searchTransaction(token, trxId, abortMs);
  await tellGate(ports.gate, outcome);
  if (outcome.kind === 'unanswered' && outcome.unauthorised) await ports.tokens.rejected(token);
  return outcome;
}
