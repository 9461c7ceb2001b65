import { doubled, type Waits } from './waits.ts';

/** How often and since when the shop's server has not taken a message, and when it is asked next; epoch ms. */
export interface ShopRetry {
  since: number;
  dueAt: number;
  /** Tries that failed. */
  tries: number;
}

/**
 * After a try that failed at `now`: half a minute, a minute, two … up to three hours apart, so that a shop which
 * restarts hears within a minute and one that is down for a weekend costs two dozen requests a message. Undefined when
 * it was tried for three days: then a person replays it.
 * @param random 0 to 1: messages that failed together are spread from half a pause to one and a half, so that a shop
 * which comes back is not met by all of them at once.
 */
export function nextRetry(
  retry: ShopRetry | undefined,
  now: number,
  waits: Waits,
  random: number,
): ShopRetry | undefined {
  const { since, tries } = retry ?? { since: now, tries: 0 };
  if (now - since >= waits.shopGiveUpMs) return undefined;
  const pauseMs = doubled(waits.shopRetryFromMs, waits.shopRetryToMs, tries) * (0.5 + random);
  return { since, dueAt: now + Math.ceil(pauseMs), tries: tries + 1 };
}
