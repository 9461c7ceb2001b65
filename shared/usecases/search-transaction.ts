import type { SearchOutcome } from '../adapters/bkash/port.ts';
import type { BkashApi } from '../domain/order.ts';
import { type LinePorts, lineOf } from './bkash-line.ts';
import { tokenThroughGate } from './pass-gate.ts';
import type { Clock } from './ports.ts';
import { tellGate } from './tell-gate.ts';

/** What bKash itself says of a transaction; undefined when it could not be asked. */
export async function searchTransaction(
  ports: LinePorts & { clock: Pick<Clock, 'now'> },
  api: BkashApi,
  trxId: string,
  abortMs?: number,
): Promise<SearchOutcome | undefined> {
  const line = lineOf(ports, api);
  const token = await tokenThroughGate(ports, line, 'harmless');
  if (!line || !token) return undefined;
  const outcome = await line.bkash.searchTransaction(token, trxId, abortMs);
  await tellGate(line.gate, outcome);
  if (outcome.kind === 'unanswered' && outcome.unauthorised) await line.tokens.rejected(token);
  return outcome;
}
