import type { Order } from '../domain/order.ts';
import { afterCouponLook, couponAttempt, couponLookClaimed } from '../domain/reviewing.ts';
import type { ExecutePorts } from './execute-payment.ts';
import { searchTransaction } from './search-transaction.ts';
import { tellOrder } from './tell.ts';
import { transition } from './transition.ts';

/** One Search about a lower amount, if this caller wins the look: what was sold tells a coupon from a shortfall. */
export async function lookUpCoupon(ports: ExecutePorts, given: Order, abortMs?: number): Promise<Order> {
  const { clock, orders, settings, telemetry } = ports;
  const taken = await orders.save(couponLookClaimed(given, clock.now(), settings.waits));
  if (taken.kind === 'conflict') return taken.order;
  const order = taken.order;
  const attempt = couponAttempt(order);
  if (!attempt) return order;
  const { trxId } = attempt.captured;
  const found = order.review?.couponAsked
    ? undefined
    : await searchTransaction(ports, attempt, trxId, abortMs);
  const isSaid = found?.kind === 'found' && found.completed;
  const soldPoisha = isSaid ? (found.saleAmountPoisha ?? found.amountPoisha) : undefined;
  const next = await transition(orders, order, (current) =>
    afterCouponLook(current, trxId, soldPoisha, clock.now(), settings.waits),
  );
  tellOrder(telemetry, given, next);
  return next;
}
