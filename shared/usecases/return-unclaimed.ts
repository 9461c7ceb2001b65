import type { TrxOwner, UnclaimedRecord } from '../adapters/dynamodb/money-port.ts';
import { isDeciding } from '../domain/attaching.ts';
import { hasPayment, type Order } from '../domain/order.ts';
import { withSurplus } from '../domain/surplus.ts';
import { type ComeBackPorts, comeBack } from './come-back.ts';
import { tellOrder } from './tell.ts';
import { type DeskPorts, proofOf, type UnprovenReason, weighUnclaimed } from './weigh-unclaimed.ts';

export type ReturnAnswer =
  | { kind: 'returning' | 'already'; order: Order }
  | { kind: 'no_entry' }
  | { kind: 'closed'; money: UnclaimedRecord }
  | { kind: 'recorded'; owner: TrxOwner }
  /** bKash's API gives back by paymentID only, and this money names none of ours. */
  | { kind: 'by_hand_only' }
  | { kind: 'refused'; why: 'deciding' | UnprovenReason };

/** As for attaching. */
const maxRounds = 10;

/**
 * An operator sends unclaimed money back through the payment of ours that its invoice names. One write ties the trxID,
 * records it as surplus of that order and closes the entry; the saga does the rest, as for every surplus.
 */
export async function returnUnclaimed(
  ports: DeskPorts & ComeBackPorts,
  trxId: string,
): Promise<ReturnAnswer> {
  const { clock, desk, orders, telemetry } = ports;
  for (let round = 0; round < maxRounds; round += 1) {
    const weighed = await weighUnclaimed(ports, trxId);
    if (weighed.kind === 'closed') {
      const { closedAs, closedFor } = weighed.money;
      const order = closedAs === 'returned' && closedFor ? await orders.find(closedFor) : undefined;
      return order ? { kind: 'already', order } : weighed;
    }
    if (weighed.kind !== 'open') return weighed;
    const { money, named } = weighed;
    if (!named || !hasPayment(named.attempt)) return { kind: 'by_hand_only' };
    if (isDeciding(named.attempt)) return { kind: 'refused', why: 'deciding' };

    const proof = await proofOf(ports, money, named);
    if (proof.kind === 'unproven') return { kind: 'refused', why: proof.why };
    const { order, attempt } = named;
    const { amountPoisha } = proof.found;
    const owner = { orderId: order.orderId, attempt: attempt.attempt };
    const surplus = { trxId, attempt: attempt.attempt, amountPoisha, heldByAnother: false };
    const next = withSurplus(order, surplus, clock.now());
    const settled = await desk.settle({ trxId, owner, next, as: 'returned' });
    if (settled.kind === 'conflict') continue;
    tellOrder(telemetry, order, settled.order);
    await comeBack(ports, order, settled.order);
    return { kind: 'returning', order: settled.order };
  }
  throw new Error(`The money ${trxId} kept changing while it was being returned.`);
}
