import { describe, expect, it } from 'vitest';
import { localWaits, productionWaits, type Waits } from '../../shared/config/stage.ts';
import {
  doubled,
  doubtfulMarginMs,
  executeMarginMs,
  maxAttemptsWithPayment,
  paymentLifeMs,
} from '../../shared/domain/waits.ts';

/** Design section 2, in milliseconds. Whoever changes a number here changes what customers and bKash meet. */
const designed: Waits = {
  executeAbortInRequestMs: 25_000,
  executeAbortInConsumerMs: 28_000,
  looksAfterSilenceMs: [35_000, 150_000],
  lookAgainFromMs: 30_000,
  lookAgainToMs: 5 * 60_000,
  doubtfulLooksMs: [5, 15, 30, 60].map((minutes) => minutes * 60_000),
  createLeaseMs: 40_000,
  supersedeAfterMs: 10 * 60_000,
  graceAfterExpiryMs: 15 * 60_000,
  absentCustomerMs: 25 * 60_000,
  absentCustomerByLinkMs: 2 * 60_000,
  couponAlarmMs: 15 * 60_000,
  balanceRetryMs: 60 * 60_000,
  unmatchedWebhookMs: 15 * 60_000,
  createBackoffFromMs: 5_000,
  createBackoffToMs: 5 * 60_000,
  closedWithoutTokenMs: 5 * 60_000,
  shopRetryFromMs: 30_000,
  shopRetryToMs: 3 * 60 * 60_000,
  shopGiveUpMs: 3 * 24 * 60 * 60_000,
};

describe('the waits', () => {
  it("of production are the design's", () => {
    expect(productionWaits).toEqual(designed);
  });

  it('of the local system are a tenth, but for the aborts and looks that the contract gives', () => {
    const tenth = Object.fromEntries(
      Object.entries(designed).map(([name, wait]) => [
        name,
        Array.isArray(wait) ? wait.map((ms) => ms / 10) : wait / 10,
      ]),
    );
    expect(localWaits).toEqual({
      ...tenth,
      executeAbortInRequestMs: 5_000,
      executeAbortInConsumerMs: 5_000,
      looksAfterSilenceMs: [7_000, 20_000],
    });
  });

  it("of bKash's own making are its own on every stage, and the margins kept to them the design's", () => {
    const minutes = 60_000;
    expect(paymentLifeMs).toBe(24 * 60 * minutes);
    expect(executeMarginMs).toBe(10 * minutes);
    expect(doubtfulMarginMs).toBe(15 * minutes);
    expect(maxAttemptsWithPayment).toBe(20);
  });

  it('between the two looks that count leave bKash 115 s to finish what it began', () => {
    const [first = 0, second = 0] = productionWaits.looksAfterSilenceMs;
    expect(second - first).toBe(115_000);
  });

  it('after a look nobody answered double from half a minute, and stay at five', () => {
    const { lookAgainFromMs, lookAgainToMs } = productionWaits;
    const pauses = [0, 1, 2, 3, 4, 1_000].map((times) => doubled(lookAgainFromMs, lookAgainToMs, times));
    expect(pauses.map((ms) => ms / 1000)).toEqual([30, 60, 120, 240, 300, 300]);
  });

  it('let no Execute outlive the first look at it', () => {
    for (const waits of [productionWaits, localWaits]) {
      expect(waits.executeAbortInConsumerMs).toBeLessThan(waits.looksAfterSilenceMs[0] ?? 0);
      expect(waits.executeAbortInRequestMs).toBeLessThan(waits.looksAfterSilenceMs[0] ?? 0);
    }
  });
});
