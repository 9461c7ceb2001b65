import type { EventName, Telemetry } from '../adapters/telemetry/port.ts';
import type { Order } from '../domain/order.ts';
import { type OrderStatus, statusOf } from '../domain/status.ts';
import { waitingSince } from '../domain/waiting.ts';

/** One log line per turn of an order, and a count of what a person has to answer: money to check or to give back. */
export function tellOrder(telemetry: Telemetry, before: Order, after: Order): void {
  const { orderId } = after;
  const status = statusOf(after);
  const event = turns[status];
  if (event && status !== statusOf(before)) telemetry.event(event, { orderId, reason: after.review?.reason });
  if (isForAPerson(after) && !isForAPerson(before)) telemetry.metric('OrderReview');
  for (const { trxId, attempt } of after.surplus.slice(before.surplus.length)) {
    telemetry.event('SurplusRecorded', { orderId, attempt, trxID: trxId });
    telemetry.metric('SurplusRecorded');
  }
}

/** Told after a look of the schedule: the oldest wait is what an alarm watches. */
export function tellWait(telemetry: Telemetry, order: Order, now: number): void {
  const since = waitingSince(order);
  if (since !== undefined) telemetry.metric('UndecidedSeconds', Math.round((now - since) / 1000));
}

/** `cancelled` is the customer's change of mind as well as the shop's withdrawal; only the latter is told, by its caller. */
const turns: Partial<Record<OrderStatus, EventName>> = {
  paid: 'OrderPaid',
  review: 'OrderReview',
  expired: 'OrderExpired',
};

/** A lower amount is first looked up: a coupon explains itself, and wakes nobody (design rule 11). */
function isForAPerson({ review }: Order): boolean {
  return review !== undefined && review.couponLookAt === undefined;
}
