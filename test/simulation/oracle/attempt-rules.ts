import { lifecycle } from '../../../shared/domain/lifecycle.ts';
import type { Attempt, Order } from '../../../shared/domain/order.ts';
import type { Instance } from '../cloud/instance.ts';
import { leastLookMs } from './call-rules.ts';
import {
  clocksMs,
  effective,
  isLifeOver,
  mayBeDoubted,
  type PaymentFile,
  type Payments,
} from './payments.ts';
import type { Verdicts } from './verdicts.ts';

/** States in which no further attempt starts (design rule 7). */
const blocking = new Set(['authorised', 'executing', 'unknown']);

/** Whoever creates a payment is waited for so long (design rule 1). */
const createLeaseMs = 40_000;

/** What one write may do to the attempts of an order: every step judged by what bKash has said, not by what we think. */
export class AttemptRules {
  readonly #payments: Payments;
  readonly #verdicts: Verdicts;
  readonly #now: () => number;

  constructor(payments: Payments, verdicts: Verdicts, now: () => number) {
    this.#payments = payments;
    this.#verdicts = verdicts;
    this.#now = now;
  }

  judge(before: Order | undefined, after: Order, by: Instance): void {
    for (const attempt of after.attempts) {
      const earlier = before?.attempts.find((one) => one.attempt === attempt.attempt);
      if (earlier === attempt) continue;
      if (!earlier) this.#started(before, after, attempt);
      else if (earlier.state !== attempt.state) this.#stepped(before as Order, after, earlier, attempt, by);
      else this.#stayed(after, earlier, attempt);
    }
  }

  #started(before: Order | undefined, after: Order, started: Attempt): void {
    const { attempt } = started;
    const isAttached = started.state === 'completed' && 'attached' in started;
    const others = before?.attempts ?? [];
    const now = this.#now();
    const isLeased = (one: Attempt) =>
      one.state === 'creating' && now < one.startedAt + createLeaseMs - clocksMs;
    const inTheWay = others.filter((one) => blocking.has(one.state) || isLeased(one));
    const live = after.attempts.filter(({ state }) => state === 'created' || state === 'creating');
    const doubtful = others.filter(({ state }) => state === 'doubtful');
    const isPayable = before === undefined || isOpen(before);
    const mayBePaid = isPayable || before?.closed?.as === 'expired';
    const isFine = isAttached
      ? mayBePaid && others.every(({ state }) => !blocking.has(state))
      : isPayable && inTheWay.length === 0 && live.length === 1 && doubtful.length < 2;
    this.#verdicts.unless(isFine, 'rule 7: one live attempt', () => {
      const states = others.map((one) => `${one.attempt} ${one.state}`).join(', ');
      return `${after.orderId} starts attempt ${attempt} beside ${states}`;
    });
  }

  #stepped(before: Order, after: Order, earlier: Attempt, attempt: Attempt, by: Instance): void {
    const what = `${after.orderId}, attempt ${attempt.attempt}: ${earlier.state} → ${attempt.state}`;
    const file = 'paymentId' in attempt ? this.#payments.of(attempt.paymentId) : undefined;
    const isKnownStep = lifecycle[earlier.state].includes(attempt.state);
    this.#verdicts.unless(isKnownStep, 'I3 final is final', () => what);
    if (!file) return;
    const wasSent =
      earlier.state === 'executing' || earlier.state === 'unknown' || earlier.state === 'doubtful';
    switch (attempt.state) {
      case 'executing':
        this.#claimed(before, after, earlier, file, what);
        break;
      case 'completed': {
        file.completed ??= { at: this.#now(), by };
        const { trxId } = attempt.captured;
        const isTold = file.toldTrxIds.has(trxId);
        this.#verdicts.unless(isTold, 'I2 paid is captured', () => `${what}, and bKash never said ${trxId}`);
        break;
      }
      default:
        if (wasSent) this.#ended(attempt, file, what);
    }
  }

  /** What becomes of an Execute that may have arrived is bKash's to say, or the end of its paymentID's life. */
  #ended({ state }: Attempt, file: PaymentFile, what: string): void {
    const silence = 'I5 silence is not failure' as const;
    switch (state) {
      case 'doubtful':
        return void this.#verdicts.unless(
          mayBeDoubted(file),
          silence,
          () => `${what} after ${file.initiated.length} answered looks`,
        );
      case 'refused':
        return void this.#verdicts.unless(
          isRefused(file),
          silence,
          () => `${what}, and bKash never refused it`,
        );
      case 'authorised': {
        const isFree = effective(file).length === 0;
        return void this.#verdicts.unless(
          isFree,
          'I6 one Execute',
          () => `${what}, though its Execute may have arrived`,
        );
      }
      case 'cancelled':
      case 'lapsed': {
        const isDead = isLifeOver(file, this.#now()) && (file.initiated.length > 0 || file.isUnknownToBkash);
        return void this.#verdicts.unless(
          isDead,
          silence,
          () => `${what} while its Execute may have been performed`,
        );
      }
    }
  }

  #claimed(before: Order, after: Order, earlier: Attempt, file: PaymentFile, what: string): void {
    file.claim = { at: this.#now(), version: after.version };
    file.claims = earlier.state === 'unknown' ? 2 : 1;
    const isSpent = ['refused', 'cancelled', 'lapsed'].includes(earlier.state) && effective(file).length > 0;
    const { executingAttempt } = before;
    const isFree =
      executingAttempt === undefined || (executingAttempt === file.attempt && earlier.state === 'unknown');
    const blockers = before.attempts.filter((one) => one !== earlier && blocking.has(one.state));
    const isFine = isFree && !isSpent && isOpen(before) && blockers.length === 0;
    this.#verdicts.unless(
      isFine,
      'I6 one Execute',
      () => `${what} of an order that is closed or claimed, or of a spent attempt`,
    );
  }

  /** A look that counts is far enough from the Execute that it asks about. */
  #stayed({ orderId }: Order, earlier: Attempt, attempt: Attempt): void {
    const isCompleted = attempt.state === 'completed' || earlier.state === 'completed';
    if (isCompleted) {
      const isSame = JSON.stringify(earlier) === JSON.stringify(attempt);
      this.#verdicts.unless(
        isSame,
        'I3 final is final',
        () => `${orderId} changes its completed attempt ${attempt.attempt}`,
      );
    }
    if (attempt.state !== 'unknown' || earlier.state !== 'unknown') return;
    if (attempt.looks.length <= earlier.looks.length) return;
    const file = this.#payments.of(attempt.paymentId);
    const sentAt = file && effective(file).at(-1)?.sentAt;
    const sinceMs = sentAt === undefined ? undefined : this.#now() - sentAt;
    this.#verdicts.unless(
      sinceMs === undefined || sinceMs >= leastLookMs,
      'rule 5: looks are far enough from the Execute',
      () => `${orderId} counts a look ${sinceMs} ms after its Execute`,
    );
  }
}

/** One explicit no to the only Execute there was; or one that came too early, and then Initiated. */
function isRefused(file: PaymentFile): boolean {
  const [only, second] = effective(file);
  if (!only || second) return false;
  if (only.outcome === 'premature') return file.initiated.some(({ askedAt }) => askedAt > only.sentAt);
  return only.outcome === 'refused';
}

/** As production means it, said once more in the oracle's words. */
export function isOpen({ attempts, surplus, closed, review }: Order): boolean {
  const isPaid = attempts.some(
    ({ attempt, state }) => state === 'completed' && !surplus.some((one) => one.attempt === attempt),
  );
  return !closed && !review && !isPaid;
}
