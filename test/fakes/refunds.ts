import type { BkashRefunds, RefundOutcome, RefundPayment } from '../../shared/adapters/bkash/port.ts';
import type { ListedRefund } from '../../shared/domain/sending-back.ts';

/** bKash's side of refunds: gives back what it is asked, lists it, and goes wrong as the test wrote down. */
export class FakeRefunds implements BkashRefunds {
  readonly sent: RefundPayment[] = [];
  readonly listed: ListedRefund[] = [];
  /** What the next refunds answer instead; `committed` ones are performed all the same. */
  readonly outcomes: Array<{ outcome: RefundOutcome; committed: boolean }> = [];
  /** How many status calls stay unanswered. */
  silentLooks = 0;
  looks = 0;
  /** Runs while a refund is under way: what others do meanwhile. */
  meanwhile: (() => Promise<void>) | undefined;
  /** The same while bKash is asked what it has given back. */
  duringLook: (() => Promise<void>) | undefined;

  async refundPayment(_token: unknown, refund: RefundPayment): Promise<RefundOutcome> {
    this.sent.push(refund);
    const { meanwhile } = this;
    this.meanwhile = undefined;
    await meanwhile?.();
    const scripted = this.outcomes.shift();
    if (scripted && !scripted.committed) return scripted.outcome;
    const { amountPoisha } = refund;
    const refundTrxId = `REF${this.listed.length + 1}`;
    this.listed.push({ refundTrxId, amountPoisha, completed: true });
    return scripted?.outcome ?? { kind: 'succeeded', refundTrxId, amountPoisha };
  }

  async refundStatus() {
    this.looks += 1;
    const { duringLook } = this;
    this.duringLook = undefined;
    await duringLook?.();
    if (this.silentLooks > 0) {
      this.silentLooks -= 1;
      return { kind: 'unanswered' as const, reason: 'timeout', unauthorised: false };
    }
    return { kind: 'listed' as const, refunds: [...this.listed] };
  }
}
