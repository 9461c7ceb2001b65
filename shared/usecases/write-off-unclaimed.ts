import type { TrxOwner, TrxTies, UnclaimedDesk, UnclaimedRecord } from '../adapters/dynamodb/money-port.ts';

export type WriteOffAnswer =
  | { kind: 'written_off' }
  | { kind: 'already' }
  | { kind: 'no_entry' }
  | { kind: 'closed'; money: UnclaimedRecord }
  | { kind: 'recorded'; owner: TrxOwner };

/**
 * A person has dealt with the money outside this system, and says how. Nothing is tied: should an attempt record the
 * trxID one day, that is the truth and stands.
 */
export async function writeOffUnclaimed(
  { desk, ties }: { desk: UnclaimedDesk; ties: TrxTies },
  trxId: string,
  reason: string,
): Promise<WriteOffAnswer> {
  const owner = await ties.ownerOf(trxId);
  const money = await desk.find(trxId);
  if (!money) return { kind: 'no_entry' };
  if (money.closedAt === undefined) {
    if (owner) return { kind: 'recorded', owner };
    if (await desk.writeOff(trxId, reason)) return { kind: 'written_off' };
  }
  const closed = await desk.find(trxId);
  if (!closed || closed.closedAs === 'written_off') return { kind: 'already' };
  return { kind: 'closed', money: closed };
}
