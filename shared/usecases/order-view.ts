import type { CheckoutResponse } from '../contract/checkout-response.ts';
import type { OrderView, RefundView } from '../contract/order-view.ts';
import { invoiceOf, maskedWallet } from '../domain/ids.ts';
import { amountFromPoisha } from '../domain/money.ts';
import { refundedPoisha } from '../domain/money-back.ts';
import type { Attempt, Order } from '../domain/order.ts';
import type { Refund, RefundProgress, Surplus } from '../domain/refund.ts';
import { isOpen, isPayable, paidAttempt, statusOf } from '../domain/status.ts';
import type { TimelineEntry } from '../domain/timeline.ts';
import type { Links } from './ports.ts';
import { timelineTexts } from './timeline-texts.ts';

/** Who reads: a token's holder may be anybody who was sent the link, so he sees no personal data. */
export type Reader = 'key' | 'token';

/** The order as the outside may see it. Built field by field: what is not named here stays inside. */
export function orderView(order: Order, reader: Reader, now: number): OrderView {
  return {
    orderId: order.orderId,
    status: statusOf(order),
    payable: isPayable(order, now),
    amount: amountFromPoisha(order.amountPoisha),
    currency: 'BDT',
    amountPaid: amountFromPoisha(paidAttempt(order) && !order.review ? order.amountPoisha : 0),
    amountRefunded: amountFromPoisha(refundedPoisha(order)),
    locale: order.locale,
    mode: order.mode,
    createdAt: time(order.createdAt),
    expiresAt: time(order.expiresAt),
    updatedAt: time(order.updatedAt),
    attempts: order.attempts.map((attempt) => attemptView(order, attempt, reader)),
    refunds: order.refunds.map(refundView),
    surplus: order.surplus.map(surplusView),
    timeline: order.timeline.map(timelineView),
  };
}

/** The answer to a checkout: the view for the shop's server, plus what its customer needs to pay. */
export function checkoutView(order: Order, links: Links, now: number): CheckoutResponse {
  const live = isOpen(order) ? order.attempts.find(({ state }) => state === 'created') : undefined;
  const bkashUrl = live && 'bkashUrl' in live ? live.bkashUrl : null;
  return {
    ...orderView(order, 'key', now),
    payUrl: links.payUrl(order),
    bkashUrl,
    token: links.orderToken(order),
  };
}

function attemptView(order: Order, attempt: Attempt, reader: Reader): OrderView['attempts'][number] {
  const captured = attempt.state === 'completed' ? attempt.captured : undefined;
  const refusal = attempt.state === 'refused' ? attempt.refusal : undefined;
  const paymentId = 'paymentId' in attempt ? attempt.paymentId : undefined;
  const reason = reasonOf(attempt);
  return {
    attempt: attempt.attempt,
    invoice: invoiceOf(order.environment, order.orderId, attempt.attempt),
    state: attempt.state,
    amount: amountFromPoisha(captured?.amountPoisha ?? order.amountPoisha),
    at: time(attempt.changedAt),
    ...(paymentId !== undefined && { paymentID: paymentId }),
    ...(captured && { trxID: captured.trxId }),
    ...(captured?.payer !== undefined && reader === 'key' && { payer: maskedWallet(captured.payer) }),
    ...(reason !== undefined && { reason }),
    ...(refusal && { message: refusal.message[order.locale] }),
  };
}

/** bKash's code of a refusal, `at_bkash` when its page refused, why the attempt lapsed, or that money was attached. */
function reasonOf(attempt: Attempt): string | undefined {
  if (attempt.state === 'completed') return 'attached' in attempt ? 'attached' : undefined;
  if (attempt.state === 'lapsed') return attempt.reason;
  if (attempt.state === 'refused') return attempt.refusal?.code ?? 'at_bkash';
  return undefined;
}

/** One refund as the shop asked for it, and how far it has come. */
export function refundView({ refundId, amountPoisha, reason, at, progress }: Refund): RefundView {
  return {
    refundId,
    amount: amountFromPoisha(amountPoisha),
    ...progressView(progress),
    reason,
    at: time(at),
  };
}

/** Money that a person has to judge first waits as `requested` too; judged, it does not go back from here. */
function surplusView(surplus: Surplus): OrderView['surplus'][number] {
  const { trxId, attempt, amountPoisha, at, progress, settled } = surplus;
  return {
    trxID: trxId,
    attempt,
    amount: amountFromPoisha(amountPoisha),
    ...(progress
      ? progressView(progress)
      : { state: settled ? ('refused' as const) : ('requested' as const) }),
    at: time(at),
  };
}

function progressView(progress: RefundProgress): Pick<RefundView, 'state' | 'refundTrxID'> {
  const { state } = progress;
  return state === 'succeeded' ? { state, refundTrxID: progress.refundTrxId } : { state };
}

function timelineView({ at, what, attempt }: TimelineEntry): OrderView['timeline'][number] {
  const text = timelineTexts[what];
  return { at: time(at), what, detail: attempt === undefined ? text : `${text} (attempt ${attempt})` };
}

function time(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
