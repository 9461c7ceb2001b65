import type { PaymentClaimStore } from '../adapters/dynamodb/money-port.ts';
import type { Orders } from '../adapters/dynamodb/port.ts';
import { noted, type Order } from '../domain/order.ts';
import { claimClosed, isRecorded } from '../domain/payment-claims.ts';
import type { Clock } from './ports.ts';
import { transition } from './transition.ts';

interface ClaimPorts {
  claims: PaymentClaimStore;
  clock: Pick<Clock, 'now'>;
}

/** Each round lost is the customer, who says something again: so many in a row would be a loop. */
const maxRounds = 10;

/** Nobody has to look at this claim any more. Nothing is written where there is no open one. */
export async function closeClaim(
  { claims: store, clock }: ClaimPorts,
  orderId: string,
  trxId: string,
  because?: string,
): Promise<void> {
  let claims = await store.find(orderId);
  for (let round = 0; round < maxRounds; round += 1) {
    const next = claimClosed(claims, trxId, clock.now(), because);
    if (next === claims) return;
    const saved = await store.save(next);
    if (saved.kind === 'saved') return;
    claims = saved.claims;
  }
  throw new Error(`The claims of order ${orderId} kept changing.`);
}

/**
 * What the order has recorded between these two states, its customer may have said before. Whoever dies over this
 * leaves nothing open: a claim that the order has recorded is none (`openClaims`), and the operator's list closes it.
 */
export async function closeRecorded(ports: ClaimPorts, before: Order, after: Order): Promise<void> {
  for (const trxId of trxIdsOf(after)) {
    if (!isRecorded(before, trxId)) await closeClaim(ports, after.orderId, trxId);
  }
}

function trxIdsOf({ attempts }: Order): string[] {
  return attempts.flatMap((one) => (one.state === 'completed' ? [one.captured.trxId] : []));
}

export type CloseAnswer = 'closed' | 'already' | 'recorded' | 'no_claim' | 'no_order';

/** An operator has dealt with what a customer said. The order's timeline tells of it before it is so. */
export async function closeClaimByHand(
  ports: ClaimPorts & { orders: Orders },
  orderId: string,
  trxId: string,
  reason: string,
): Promise<CloseAnswer> {
  const order = await ports.orders.find(orderId);
  if (!order) return 'no_order';
  const { claims } = await ports.claims.find(orderId);
  const claim = claims.find((one) => one.trxId === trxId);
  if (!claim) return 'no_claim';
  if (isRecorded(order, trxId)) {
    await closeClaim(ports, orderId, trxId);
    return 'recorded';
  }
  if (claim.closedAt !== undefined) return 'already';
  await transition(ports.orders, order, (current) => noted(current, 'claim_closed', ports.clock.now()));
  await closeClaim(ports, orderId, trxId, reason);
  return 'closed';
}
