import { parseEnvelope } from '../../../shared/adapters/sns/envelope.ts';
import { parsePaymentNotice } from '../../../shared/adapters/sns/notification.ts';
import type { PaymentNotice } from '../../../shared/adapters/sns/port.ts';
import type { SettleMessage } from '../../../shared/adapters/sqs/port.ts';
import type { Order } from '../../../shared/domain/order.ts';
import { paidAttempt, statusOf } from '../../../shared/domain/status.ts';
import type { MemoryTable } from '../../in-memory/table.ts';
import type { InProcessBkash } from '../bkash/in-process.ts';
import { clocksMs, isUndecided, isUndecidedIn, type Payments } from './payments.ts';
import type { Verdicts } from './verdicts.ts';

const graceMs = 15 * 60_000;
/** What nobody may be told while an Execute is undecided. */
export const failures: ReadonlySet<string> = new Set(['failed', 'cancelled', 'expired']);

/** What one write may make of an order, and what anybody may be shown of it (I2 to I5, I9). */
export class OrderRules {
  /** Transactions whose ordered amount bKash has named: a lower amount is explained by it. */
  readonly explained = new Set<string>();
  readonly #payments: Payments;
  readonly #verdicts: Verdicts;
  readonly #table: MemoryTable;
  readonly #bkash: InProcessBkash;
  readonly #now: () => number;

  constructor(
    payments: Payments,
    verdicts: Verdicts,
    table: MemoryTable,
    bkash: InProcessBkash,
    now: () => number,
  ) {
    this.#payments = payments;
    this.#verdicts = verdicts;
    this.#table = table;
    this.#bkash = bkash;
    this.#now = now;
  }

  /** The consumer takes a notification that names the amount of a sale. */
  hears(body: string): void {
    const message = JSON.parse(body) as SettleMessage;
    const notice = this.#noticeIn(message);
    if (notice?.saleAmountPoisha !== undefined) this.explained.add(notice.trxId);
  }

  /** One that could not be verified at the door is in the quarantine, and only its name in the queue. */
  #noticeIn(message: SettleMessage): PaymentNotice | undefined {
    if (message.kind === 'webhook') return message.notice;
    const held = message.kind === 'held' ? this.#table.quarantined.get(message.fingerprint) : undefined;
    const envelope = held && parseEnvelope(Buffer.from(held.body));
    const read = envelope?.Type === 'Notification' ? parsePaymentNotice(envelope.Message) : undefined;
    return read?.kind === 'payment' ? read.notice : undefined;
  }

  judge(before: Order | undefined, after: Order): void {
    if (before) this.#monotonic(before, after);
    this.#money(after);
    this.#refundSum(after);
    this.shown(after, 'is written');
    if (after.closed && !before?.closed) this.#closes(before ?? after, after);
  }

  /** Somebody is shown this copy of the order. */
  shown(order: Order, how: string): void {
    const status = statusOf(order);
    if (!failures.has(status)) return;
    const undecided = this.#payments
      .ofOrder(order.orderId)
      .find((file) => isUndecidedIn(order, file, this.#now()));
    if (undecided) {
      const message = `${order.orderId} ${how} as ${status} while attempt ${undecided.attempt} is undecided`;
      this.#verdicts.breach('I5 silence is not failure', message);
    }
  }

  #monotonic(before: Order, after: Order): void {
    const { orderId } = after;
    const follows = after.version === before.version + 1;
    this.#verdicts.unless(
      follows,
      'I3 final is final',
      () => `${orderId} v${after.version} is written over v${before.version}`,
    );
    const paid = before.review ? undefined : paidAttempt(before);
    const isReopened = before.closed?.as === 'expired' && !after.closed && paidAttempt(after) !== undefined;
    const isLost =
      (paid && paidAttempt(after)?.captured.trxId !== paid.captured.trxId) ||
      (before.closed && after.closed?.as !== before.closed.as && !isReopened) ||
      after.surplus.length < before.surplus.length ||
      after.refunds.length < before.refunds.length ||
      before.refunds.some(
        ({ progress }, index) =>
          progress.state === 'succeeded' && after.refunds[index]?.progress !== progress,
      );
    this.#verdicts.unless(
      !isLost,
      'I3 final is final',
      () => `${orderId} loses something final in v${after.version}`,
    );
  }

  /** I2: what is called paid is in bKash's ledger, by this payment, invoice and amount, and tied to it. */
  #money(order: Order): void {
    for (const attempt of order.attempts) {
      if (attempt.state !== 'completed') continue;
      const { trxId, amountPoisha } = attempt.captured;
      const what = `${order.orderId}, attempt ${attempt.attempt}, trxID ${trxId}`;
      const entry = this.#bkash.books.entry(trxId);
      const paymentId = 'paymentId' in attempt ? attempt.paymentId : undefined;
      const isAttached = 'attached' in attempt && this.explained.has(trxId);
      const isOurs = entry?.kind === 'payment' && (isAttached || entry.paymentId === paymentId);
      this.#verdicts.unless(
        isOurs,
        'I2 paid is captured',
        () => `${what}: not in bKash's ledger for this payment`,
      );
      const owner = this.#table.trxOwners.get(trxId);
      const isTied = owner?.orderId === order.orderId && owner.attempt === attempt.attempt;
      // An operator's wrong guess may hold it: then a person is called, and nothing of it is kept or sent (rule 9).
      const isForAPerson = isHeldByAnother(order, attempt.attempt);
      this.#verdicts.unless(
        isTied || isForAPerson,
        'I2 paid is captured',
        () => `${what}: completed without its tie`,
      );
      const isKept = !order.review && !order.surplus.some((one) => one.attempt === attempt.attempt);
      const isAccepted = order.reviewed?.as === 'accepted' && order.reviewed.attempt === attempt.attempt;
      if (!isKept || isAccepted) continue;
      const isExplained = amountPoisha < order.amountPoisha && this.explained.has(trxId);
      const isWhole =
        entry?.amountPoisha === order.amountPoisha && (amountPoisha === order.amountPoisha || isExplained);
      this.#verdicts.unless(
        isWhole,
        'I2 paid is captured',
        () => `${what}: kept with ${amountPoisha} of ${order.amountPoisha}`,
      );
    }
    const kept = order.attempts.filter(
      ({ state, attempt }) => state === 'completed' && !order.surplus.some((one) => one.attempt === attempt),
    );
    this.#verdicts.unless(
      kept.length <= 1,
      'I4 one payment is kept',
      () => `${order.orderId} keeps ${kept.length} payments`,
    );
  }

  /** I9, on our own side: bKash's guard is not ours. */
  #refundSum(order: Order): void {
    if (order.refunds.length === 0) return;
    const paid = paidAttempt(order);
    const standing = order.refunds.filter(({ progress }) => progress.state !== 'refused');
    const sum = standing.reduce((total, { amountPoisha }) => total + amountPoisha, 0);
    const captured = paid?.captured.amountPoisha ?? 0;
    const ids = new Set(order.refunds.map(({ refundId }) => refundId));
    const isFine = sum <= captured && ids.size === order.refunds.length;
    this.#verdicts.unless(
      isFine,
      'I9 refunds within the capture',
      () => `${order.orderId} gives back ${sum} of ${captured}`,
    );
  }

  #closes(before: Order, after: Order): void {
    const { orderId, closed, expiresAt } = after;
    if (closed?.as === 'expired') {
      const isOver = this.#now() >= expiresAt + graceMs - clocksMs;
      this.#verdicts.unless(
        isOver,
        'rule 2: owed while in time',
        () => `${orderId} expires before its grace is over`,
      );
      const undecided = before.attempts.some(({ state }) =>
        ['authorised', 'executing', 'unknown', 'doubtful'].includes(state),
      );
      this.#verdicts.unless(
        !undecided,
        'I5 silence is not failure',
        () => `${orderId} expires with an attempt undecided`,
      );
      return;
    }
    const running = this.#payments
      .ofOrder(orderId)
      .filter((file) => isUndecided(file, this.#now()))
      .filter(({ attempt }) => after.attempts.find((one) => one.attempt === attempt)?.state !== 'doubtful');
    this.#verdicts.unless(
      running.length === 0,
      'I5 silence is not failure',
      () => `${orderId} is withdrawn while an Execute is undecided`,
    );
  }
}

function isHeldByAnother({ review, surplus }: Order, number: number): boolean {
  const isReviewed = review?.reason === 'trx_held_by_another' && review.attempt === number;
  return isReviewed || surplus.some(({ attempt, heldByAnother }) => attempt === number && heldByAnother);
}
