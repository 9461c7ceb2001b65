import type { PaymentError } from './payment-error.ts';

/** Tries of one call, the first included: a passing trouble is over by then, or is none that a wait of ours mends. */
export const maxTries = 3;

/** Whether the same request may be sent once more. One reason a line. */
export function mayRepeat(error: PaymentError, isRepeatable: boolean): boolean {
  // A second one might do it twice.
  if (!isRepeatable) return false;
  // It may have been done or not: the same request again finds out.
  if (error.code === 'no_answer') return true;
  // API Gateway was too busy for it.
  if (error.status === 429) return true;
  // A failure on the way or of the API; what it refuses with a reason stays refused.
  return (error.status ?? 0) >= 500;
}

/**
 * The pause before the next try: anything up to 250 ms, then up to 500 ms and so on, so that callers who failed together
 * do not come back together.
 *
 * @param random from 0 up to 1
 */
export function pauseMs(triesSoFar: number, random: number): number {
  return Math.round(random * 250 * 2 ** (triesSoFar - 1));
}
