/** The waits of a stage, in milliseconds, that the rules of an attempt's life use. `shared/config/stage.ts` holds them. */
export interface Waits {
  looksAfterSilenceMs: number[];
  lookAgainFromMs: number;
  lookAgainToMs: number;
  /** After doubt began; the last distance repeats. */
  doubtfulLooksMs: number[];
  createLeaseMs: number;
  supersedeAfterMs: number;
  graceAfterExpiryMs: number;
  absentCustomerMs: number;
  absentCustomerByLinkMs: number;
  couponAlarmMs: number;
  balanceRetryMs: number;
  createBackoffFromMs: number;
  createBackoffToMs: number;
  shopRetryFromMs: number;
  shopRetryToMs: number;
  shopGiveUpMs: number;
}

/** A paymentID lives 24 hours (`bkash-api.md` section 4). Never scaled: it is bKash's clock, not ours. */
export const paymentLifeMs = 24 * 60 * 60_000;

/** No Execute is sent in the last ten minutes of a paymentID: it could die on the way. */
export const executeMarginMs = 10 * 60_000;

/**
 * A call leaves within this of its claim, or not at all: the first look is 35 s after the claim, two of our clocks may
 * differ by four, and bKash may take its 30 (`bkash-api.md` section 5.2).
 */
export const sendWithinMs = 1_000;

/** A doubtful attempt is looked at until this long after the death of its paymentID, then it was never captured. */
export const doubtfulMarginMs = 15 * 60_000;

/** bKash hands out a paymentID for nothing; twenty an order are patience enough and bound the item's size. */
export const maxAttemptsWithPayment = 20;

/** 30 s, 60 s, 120 s … up to the cap. `times` counts from 0. */
export function doubled(fromMs: number, toMs: number, times: number): number {
  return Math.min(toMs, fromMs * 2 ** Math.min(times, 30));
}
