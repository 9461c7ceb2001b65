import type { TrxOwner, UnclaimedRecord } from '../adapters/dynamodb/money-port.ts';
import { showsMoney } from './shows-money.ts';
import type { DeskPorts } from './weigh-unclaimed.ts';

export type WriteOffAnswer =
  | { kind: 'written_off' }
  | { kind: 'already' }
  | { kind: 'no_entry' }
  | { kind: 'closed'; money: UnclaimedRecord }
  | { kind: 'recorded'; owner: TrxOwner }
  /** An attempt holds the trxID, and its order does not show the money: it is neither nobody's nor recorded. */
  | { kind: 'not_shown'; owner: TrxOwner };

type WriteOffPorts = Pick<DeskPorts, 'desk' | 'ties' | 'orders' | 'unclaimed'>;

/**
 * A person has dealt with the money outside this system, and says how. Nothing is tied: should an attempt record the
 * trxID one day, that is the truth and stands.
 */
export async function writeOffUnclaimed(
  ports: WriteOffPorts,
  trxId: string,
  reason: string,
): Promise<WriteOffAnswer> {
  const { desk, ties, unclaimed } = ports;
  const owner = await ties.ownerOf(trxId);
  const money = await desk.find(trxId);
  if (!money) return { kind: 'no_entry' };
  if (money.closedAt === undefined) {
    if (owner && !(await showsMoney(ports, owner, trxId))) return { kind: 'not_shown', owner };
    if (owner) {
      await unclaimed.close(trxId);
      return { kind: 'recorded', owner };
    }
    if (await desk.writeOff(trxId, reason)) return { kind: 'written_off' };
  }
  const closed = await desk.find(trxId);
  if (!closed || closed.closedAs === 'written_off') return { kind: 'already' };
  return { kind: 'closed', money: closed };
}
