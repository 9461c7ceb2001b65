import type { Order } from '../domain/order.ts';
import { afterCouponLook, couponAttempt, couponLookClaimed } from '../domain/reviewing.ts';
import type { ExecutePorts } from './execute-payment.ts';
import { tokenThroughGate } from './pass-gate.ts';
import { tellOrder } from './tell.ts';
import { tellGate } from './tell-gate.ts';
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
    : await search(ports, attempt.generation, trxId, abortMs);
  const soldPoisha = found && (found.saleAmountPoisha ?? found.amountPoisha);
  const next = await transition(orders, order, (current) =>
    afterCouponLook(current, trxId, soldPoisha, clock.now(), settings.waits),
  );
  tellOrder(telemetry, given, next);
  return next;
}

/** The transaction as bKash knows it, completed; undefined when bKash did not say. */
async function search(
  ports: ExecutePorts,
  generation: Order['attempts'][number]['generation'],
  trxId: string,
  abortMs?: number,
) {
  const token = await tokenThroughGate(ports, 'harmless');
  if (!token) return undefined;
  const outcome = await ports.bkash[generation].searchTransaction(token, trxId, abortMs);
  await tellGate(ports.gate, outcome);
  if (outcome.kind === 'unanswered' && outcome.unauthorised) await ports.tokens.rejected(token);
  return outcome.kind === 'found' && outcome.completed ? outcome : undefined;
}
