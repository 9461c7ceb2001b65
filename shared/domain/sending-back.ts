import type { Poisha } from './money.ts';
import { type MoneyBack, moneyBackOf, withProgress } from './money-back.ts';
import type { Order } from './order.ts';
import type { Refusal } from './payment.ts';
import type { RefundProgress } from './refund.ts';
import type { TimelineWhat } from './timeline.ts';
import { doubled, type Waits } from './waits.ts';

/** A refund that bKash lists for a payment. Entries carry no reason of ours, so they are told apart by their trxIDs. */
export interface ListedRefund {
  refundTrxId: string;
  amountPoisha: Poisha;
  completed: boolean;
  /** Epoch milliseconds. */
  completedAt?: number;
}

type Sending = Extract<RefundProgress, { state: 'sending' }>;

/** The right to send it, given to one caller by one write, with what bKash lists already (the intent of rule 14). */
export function refundClaimed(
  order: Order,
  one: MoneyBack,
  listed: ListedRefund[],
  now: number,
  waits: Waits,
): Order {
  const sends = one.progress.state === 'sending' ? 2 : 1;
  // All of them: an amount may be misnamed in one list and right in the next. Ten at most, by bKash's own limit.
  const knownBefore =
    one.progress.state === 'sending'
      ? one.progress.knownBefore
      : listed.map(({ refundTrxId }) => refundTrxId);
  const nextLookAt = now + (waits.looksAfterSilenceMs[0] ?? 0);
  const sending = { state: 'sending' as const, changedAt: now, sentAt: now, nextLookAt, knownBefore, sends };
  return withProgress(order, one, { ...sending, unanswered: 0 } as Sending, 'refund_sent', now);
}

export type RefundResult =
  | { kind: 'succeeded'; refundTrxId: string }
  | { kind: 'refused'; refusal: Refusal }
  /** 2023: the shop's balance at bKash. */
  | { kind: 'insufficient' }
  | { kind: 'later' }
  | { kind: 'not_sent' }
  | { kind: 'unknown' };

/**
 * Only an explicit yes is a yes, and one that names a refund known before is none: bKash repeats what it did earlier.
 * After the second send only a yes decides: the first may have been performed.
 */
export function afterRefund(
  order: Order,
  { kind, id }: Pick<MoneyBack, 'kind' | 'id'>,
  sentAt: number,
  result: RefundResult,
  now: number,
  waits: Waits,
): Order {
  const one = moneyBackOf(order).find((other) => other.kind === kind && other.id === id);
  if (one?.progress.state !== 'sending' || one.progress.sentAt !== sentAt) return order;
  if (result.kind === 'succeeded') {
    const { refundTrxId } = result;
    return isNews(order, one.progress, refundTrxId) ? succeeded(order, one, refundTrxId, now) : order;
  }
  if (one.progress.sends === 2 || result.kind === 'unknown') return order;
  switch (result.kind) {
    case 'refused': {
      const { refusal } = result;
      return withProgress(order, one, { state: 'refused', changedAt: now, refusal }, 'refund_refused', now);
    }
    case 'insufficient':
      return requestedAgain(order, one, now + waits.balanceRetryMs, 'refund_waits', now);
    case 'later':
      return requestedAgain(order, one, now + waits.lookAgainToMs, 'refund_waits', now);
    case 'not_sent':
      return requestedAgain(order, one, now + waits.lookAgainFromMs, 'refund_not_sent', now);
  }
}

/** Takes the due look or try by moving its time: of all callers one asks bKash. */
export function moneyBackLookClaimed(order: Order, one: MoneyBack, now: number, waits: Waits): Order {
  const { progress } = one;
  switch (progress.state) {
    case 'requested': {
      const pauseMs = doubled(waits.lookAgainFromMs, waits.lookAgainToMs, progress.tries);
      const next = { ...progress, tries: progress.tries + 1, nextTryAt: now + pauseMs };
      return withProgress(order, one, next, undefined, now);
    }
    case 'sending': {
      const pauseMs = doubled(waits.lookAgainFromMs, waits.lookAgainToMs, progress.unanswered);
      const next = { ...progress, unanswered: progress.unanswered + 1, nextLookAt: now + pauseMs };
      return withProgress(order, one, next, undefined, now);
    }
    case 'unknown':
      return withProgress(order, one, { ...progress, nextLookAt: now + hourlyMs(waits) }, undefined, now);
    case 'succeeded':
    case 'refused':
      return order;
  }
}

/**
 * What bKash's list means for a refund that nobody answered. Absent once proves nothing; twice sends it again, once,
 * unless the list holds something new that is no refund of ours.
 */
export function afterRefundLook(
  order: Order,
  one: MoneyBack,
  listed: ListedRefund[],
  now: number,
  waits: Waits,
): Order {
  const { progress } = one;
  if (progress.state !== 'sending' && progress.state !== 'unknown') return order;
  const news = listed.filter(({ refundTrxId }) => isNews(order, progress, refundTrxId));
  const found = ofSameAmount(news, one).find(({ completed }) => completed);
  if (found) return succeeded(order, one, found.refundTrxId, now);
  if (progress.state === 'unknown') return order;
  const [first = 0, second = 0] = waits.looksAfterSilenceMs;
  const { absentAt } = progress;
  if (absentAt === undefined || now - absentAt < second - first) {
    const counted = absentAt ?? now;
    const nextLookAt = Math.max(progress.sentAt + second, counted + second - first);
    return withProgress(
      order,
      one,
      { ...progress, absentAt: counted, unanswered: 0, nextLookAt },
      undefined,
      now,
    );
  }
  // What is listed anew and is nobody's may be this one, whatever amount the list names for it: never sent beside that.
  if (progress.sends === 1 && news.length === 0) {
    return withProgress(order, one, { ...progress, absentTwice: true, nextLookAt: now }, undefined, now);
  }
  const unknown = {
    state: 'unknown' as const,
    changedAt: now,
    knownBefore: progress.knownBefore,
    nextLookAt: now + hourlyMs(waits),
  };
  return withProgress(order, one, unknown, 'refund_unknown', now);
}

/** One entry of bKash's is one refund: what was there before, or what another one was found by, is not this one. */
export function isNews(
  order: Order,
  { knownBefore }: { knownBefore: string[] },
  refundTrxId: string,
): boolean {
  const isTaken = moneyBackOf(order).some(
    ({ progress }) => progress.state === 'succeeded' && progress.refundTrxId === refundTrxId,
  );
  return !isTaken && !knownBefore.includes(refundTrxId);
}

/** Two looks found nothing: it may be sent a second time, and the consumer does it. */
export function mayBeSentAgain({ progress }: MoneyBack): boolean {
  return progress.state === 'sending' && progress.absentTwice === true && progress.sends === 1;
}

function succeeded(order: Order, one: MoneyBack, refundTrxId: string, now: number): Order {
  return withProgress(
    order,
    one,
    { state: 'succeeded', changedAt: now, refundTrxId },
    'refund_succeeded',
    now,
  );
}

function requestedAgain(
  order: Order,
  one: MoneyBack,
  nextTryAt: number,
  what: TimelineWhat,
  now: number,
): Order {
  return withProgress(order, one, { state: 'requested', changedAt: now, nextTryAt, tries: 0 }, what, now);
}

function ofSameAmount(listed: ListedRefund[], { amountPoisha }: MoneyBack): ListedRefund[] {
  return listed.filter((entry) => entry.amountPoisha === amountPoisha);
}

function hourlyMs(waits: Waits): number {
  return waits.doubtfulLooksMs.at(-1) ?? 0;
}
