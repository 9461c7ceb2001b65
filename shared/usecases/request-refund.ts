import type { Orders } from '../adapters/dynamodb/port.ts';
import type { Order } from '../domain/order.ts';
import type { Refund } from '../domain/refund.ts';
import { type RefundDecision, type RefundRequest, refundRequested } from '../domain/refunding.ts';
import { type ComeBackPorts, comeBack } from './come-back.ts';
import type { Settings } from './ports.ts';

/** Each round lost is somebody else's write: a hundred refunds at once are a shop's mistake, not a loop. */
const maxRounds = 150;

export type RefundAnswer =
  | { kind: 'accepted' | 'same'; refund: Refund }
  | Exclude<RefundDecision, { kind: 'requested' | 'same' }>;

/** Takes a refund up: stored as an intent, and the consumer sent after it. Undefined when there is no such order. */
export async function requestRefund(
  ports: Settings & ComeBackPorts & { orders: Orders },
  orderId: string,
  request: RefundRequest,
): Promise<RefundAnswer | undefined> {
  const { clock, orders, settings } = ports;
  let order = await orders.find(orderId);
  if (!order) return undefined;
  for (let round = 0; round < maxRounds; round += 1) {
    const decision = refundRequested(order, request, settings.refundWindowDays, clock.now());
    if (decision.kind === 'same') return { kind: 'same', refund: refundOf(order, request.refundId) };
    if (decision.kind !== 'requested') return decision;
    const saved = await orders.save(decision.order);
    if (saved.kind === 'saved') {
      await comeBack(ports, order, saved.order);
      return { kind: 'accepted', refund: refundOf(saved.order, request.refundId) };
    }
    order = saved.order;
  }
  throw new Error(`Order ${orderId} kept changing while its refund was being taken up.`);
}

function refundOf(order: Order, refundId: string): Refund {
  const refund = order.refunds.find((one) => one.refundId === refundId);
  if (!refund) throw new Error('A refund that was stored is not there.');
  return refund;
}
