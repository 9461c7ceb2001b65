import type { Attempt, Order } from './order.ts';

/**
 * Since when (epoch ms) the customer of this order has been waiting for bKash's word: since his approval was
 * recorded or its Execute was sent, whichever came first, however often it was sent since. Undefined when nothing is
 * owed or under way. A doubtful attempt does not wait: bKash has answered twice that it knows of no payment.
 */
export function waitingSince(order: Order): number | undefined {
  const since = order.attempts.filter(isWaiting).map((attempt) => approvedAt(order, attempt));
  return since.length > 0 ? Math.min(...since) : undefined;
}

function isWaiting({ state }: Attempt): boolean {
  return state === 'authorised' || state === 'executing' || state === 'unknown';
}

/** The attempt's own times move with every further send; the timeline keeps the first. */
function approvedAt(order: Order, { attempt, changedAt }: Attempt): number {
  const approved = order.timeline.find(
    (entry) =>
      entry.attempt === attempt && (entry.what === 'customer_authorised' || entry.what === 'execute_sent'),
  );
  return approved?.at ?? changedAt;
}
