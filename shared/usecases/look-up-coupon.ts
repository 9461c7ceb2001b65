import type { BkashApi, Order } from '../domain/order.ts';
import { afterCouponLook, couponAttempt, couponLookClaimed } from '../domain/reviewing.ts';
import { lineOf } from './bkash-line.ts';
import type { ExecutePorts } from './execute-payment.ts';
import { tokenThroughGate } from './pass-gate.ts';
import { tellOrder } from './tell.ts';
import { tellGate } from './tell-gate.ts';
import { transition } from './transition.ts';

/** One Search about a lower amount, if this caller wins the look: what was sold tells a coupon from a shortfall. */
export async function lookUpCoupon(ports: ExecutePorts, given: Order): Promise<Order> {
  const { clock, orders, settings, telemetry } = ports;
  const taken = await orders.save(couponLookClaimed(given, clock.now(), settings.waits));
  if (taken.kind === 'conflict') return taken.order;
  const order = taken.order;
  const attempt = couponAttempt(order);
  if (!attempt) return order;
  const { trxId } = attempt.captured;
  const found = order.review?.couponAsked ? undefined : await search(ports, attempt, trxId);
  const soldPoisha = found && (found.saleAmountPoisha ?? found.amountPoisha);
  const next = await transition(orders, order, (current) =>
    afterCouponLook(current, trxId, soldPoisha, clock.now(), settings.waits),
  );
  tellOrder(telemetry, given, next);
  return next;
}

/** The transaction as bKash knows it, completed; undefined when bKash did not say. */
async function search(ports: ExecutePorts, api: BkashApi, trxId: string) {
  const line = lineOf(ports, api);
  const token = await tokenThroughGate(ports, line, 'harmless');
  if (!line || !token) return undefined;
  const outcome = await line.bkash.searchTransaction(token, trxId);
  await tellGate(line.gate, outcome);
  if (outcome.kind === 'unanswered' && outcome.unauthorised) await line.tokens.rejected(token);
  return outcome.kind === 'found' && outcome.completed ? outcome : undefined;
}
