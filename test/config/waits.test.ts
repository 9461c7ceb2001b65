import { describe, expect, it } from 'vitest';
import { localWaits, productionWaits, type Waits } from '../../shared/config/stage.ts';

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
  unmatchedWebhookMs: 15 * 60_000,
  createBackoffFromMs: 5_000,
  createBackoffToMs: 5 * 60_000,
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

  it('let no Execute outlive the first look at it', () => {
    for (const waits of [productionWaits, localWaits]) {
      expect(waits.executeAbortInConsumerMs).toBeLessThan(waits.looksAfterSilenceMs[0] ?? 0);
      expect(waits.executeAbortInRequestMs).toBeLessThan(waits.looksAfterSilenceMs[0] ?? 0);
    }
  });
});
