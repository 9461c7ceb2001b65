import type { ExecuteResponse } from '../../../shared/contract/sdk-payment.ts';
import type { InProcessBkash } from '../bkash/in-process.ts';
import { failures } from './order-rules.ts';
import { isUndecided, type Payments, sentBefore } from './payments.ts';
import type { Verdicts } from './verdicts.ts';

/** What the shop's page may be told when it executes: of money that moved, and of no end while one is undecided. */
export class PageRules {
  readonly #payments: Payments;
  readonly #verdicts: Verdicts;
  readonly #bkash: InProcessBkash;
  readonly #now: () => number;

  constructor(payments: Payments, verdicts: Verdicts, bkash: InProcessBkash, now: () => number) {
    this.#payments = payments;
    this.#verdicts = verdicts;
    this.#bkash = bkash;
    this.#now = now;
  }

  /** `begunAt`: when the function began that answered; what was sent since then it need not know. */
  told(orderId: string, { status, bkash }: ExecuteResponse, begunAt: number): void {
    const what = `${orderId} is told in its page: ${status}`;
    if (bkash && 'trxID' in bkash) {
      const entry = this.#bkash.books.entry(bkash.trxID);
      this.#verdicts.unless(
        entry?.paymentId === bkash.paymentID,
        'I2 paid is captured',
        () => `${what} by ${bkash.trxID}, which is not bKash's for ${bkash.paymentID}`,
      );
    }
    if (!failures.has(status)) return;
    const undecided = this.#payments
      .ofOrder(orderId)
      .find((file) => isUndecided(sentBefore(file, begunAt), this.#now()));
    if (undecided) {
      const message = `${what} while attempt ${undecided.attempt} is undecided`;
      this.#verdicts.breach('I5 silence is not failure', message);
    }
  }
}
