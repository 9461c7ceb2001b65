import type { CallOptions } from './connection.ts';
import type { Order } from './contract.ts';
import { PaymentError } from './payment-error.ts';
import type { Time } from './time.ts';

export interface FollowOptions extends CallOptions {
  /** Called with the order as first read, and after every change of it. */
  onChange?: (order: Order) => void;
}

/** `pending` and `review` change by themselves; in every other state it is the customer's or the shop's turn. */
function isDecided({ status }: Order): boolean {
  return status !== 'pending' && status !== 'review';
}

/** Most payments are decided within seconds, the rest within minutes: quick first, then lighter on phone and API. */
const firstPauseMs = 2_000;
const longestPauseMs = 20_000;
const growth = 1.3;
/** A page that was forgotten does not ask for ever. */
const longestFollowingMs = 30 * 60_000;

/** Reads until the order is decided. Trouble that passes is waited out; what the API refuses ends it. */
export async function follow(
  getOrder: (options: { signal?: AbortSignal | undefined }) => Promise<Order>,
  { onChange, signal }: FollowOptions,
  time: Time,
): Promise<Order> {
  const giveUpAt = time.now() + longestFollowingMs;
  let seen: Order | undefined;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * growth, longestPauseMs)) {
    try {
      const order = await getOrder({ signal });
      if (order.updatedAt !== seen?.updatedAt || order.status !== seen.status) onChange?.(order);
      seen = order;
      if (isDecided(order)) return order;
    } catch (error) {
      if (!isPassing(error) || time.now() >= giveUpAt) throw error;
    }
    if (seen && time.now() >= giveUpAt) return seen;
    // Up to a fifth more or less: pages that were opened together do not ask together for long.
    await time.sleep(pauseMs * (0.8 + 0.4 * time.random()), signal);
    signal?.throwIfAborted();
  }
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof PaymentError)) return false;
  return error.code === 'no_answer' || error.status === 429 || (error.status ?? 0) >= 500;
}
