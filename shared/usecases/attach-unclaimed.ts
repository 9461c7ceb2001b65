import type { PaymentClaimStore, TrxOwner, UnclaimedRecord } from '../adapters/dynamodb/money-port.ts';
import { type AttachRefusal, attached, attachRefusal } from '../domain/attaching.ts';
import type { Poisha } from '../domain/money.ts';
import { nextNumber, type Order } from '../domain/order.ts';
import type { Captured } from '../domain/payment.ts';
import { closeClaim } from './close-claim.ts';
import { tellOrder } from './tell.ts';
import { type DeskPorts, proofOf, type UnprovenReason, weighUnclaimed } from './weigh-unclaimed.ts';

export type AttachAnswer =
  | { kind: 'attached' | 'already'; order: Order }
  | { kind: 'no_entry' }
  | { kind: 'no_order' }
  | { kind: 'closed'; money: UnclaimedRecord }
  | { kind: 'recorded'; owner: TrxOwner }
  | { kind: 'refused'; why: AttachRefusal | UnprovenReason }
  /** Its invoice names another order of ours. */
  | { kind: 'names_another'; orderId: string }
  | { kind: 'wrong_amount'; paidPoisha: Poisha; orderedPoisha: Poisha };

/** Each round lost is somebody else's write to this order or this money: more in a row would be a loop. */
const maxRounds = 10;

/**
 * An operator says that money without an order pays this one. bKash's own Search must say Completed with the amount of
 * the order; then one write ties the trxID, pays the order and closes the entry. A repetition finds that it is done.
 */
export async function attachUnclaimed(
  ports: DeskPorts & { claims: PaymentClaimStore },
  trxId: string,
  orderId: string,
): Promise<AttachAnswer> {
  const { clock, desk, orders, settings, telemetry } = ports;
  for (let round = 0; round < maxRounds; round += 1) {
    const weighed = await weighUnclaimed(ports, trxId);
    const order = await orders.find(orderId);
    if (!order) return { kind: 'no_order' };
    if (weighed.kind === 'closed') return isDone(weighed.money, order) ? { kind: 'already', order } : weighed;
    if (weighed.kind !== 'open') return weighed;
    const { money, named } = weighed;
    if (named && named.order.orderId !== orderId) {
      return { kind: 'names_another', orderId: named.order.orderId };
    }
    const why = attachRefusal(order);
    if (why) return { kind: 'refused', why };

    const proof = await proofOf(ports, money, named);
    if (proof.kind === 'unproven') return { kind: 'refused', why: proof.why };
    const { amountPoisha, saleAmountPoisha: paidPoisha = amountPoisha } = proof.found;
    if (paidPoisha !== order.amountPoisha) {
      return { kind: 'wrong_amount', paidPoisha, orderedPoisha: order.amountPoisha };
    }
    const captured: Captured = {
      trxId,
      amountPoisha,
      currency: 'BDT',
      ...(money.payer !== undefined && { payer: money.payer }),
    };
    const next = attached(order, captured, settings.bkash.generation, clock.now());
    const owner = { orderId, attempt: nextNumber(order) };
    const settled = await desk.settle({ trxId, owner, next, as: 'attached' });
    if (settled.kind === 'conflict') continue;
    tellOrder(telemetry, order, settled.order);
    await closeClaim(ports, orderId, trxId);
    return { kind: 'attached', order: settled.order };
  }
  throw new Error(`Order ${orderId} kept changing while money was being attached to it.`);
}

function isDone({ closedAs, closedFor }: UnclaimedRecord, { orderId }: Order): boolean {
  return closedAs === 'attached' && closedFor === orderId;
}
