import type { SearchOutcome } from '../adapters/bkash/port.ts';
import type { BkashApi } from '../domain/order.ts';
import { type LinePorts, lineOf } from './bkash-line.ts';
import { askThroughGate } from './pass-gate.ts';
import type { Clock } from './ports.ts';

/** What bKash itself says of a transaction; undefined when it could not be asked. */
export async function searchTransaction(
  ports: LinePorts & { clock: Pick<Clock, 'now'> },
  api: BkashApi,
  trxId: string,
  abortMs?: number,
): Promise<SearchOutcome | undefined> {
  return askThroughGate(ports, lineOf(ports, api), ({ bkash }, token) =>
    bkash.searchTransaction(token, trxId, abortMs),
  );
}
