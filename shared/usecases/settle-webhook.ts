import type { Quarantine } from '../adapters/dynamodb/port.ts';
import type { NoticeOutcome, PaymentNotice, SnsVerifier } from '../adapters/sns/port.ts';
import type { SettleQueue, WebhookMessage } from '../adapters/sqs/port.ts';
import { attemptDueAt } from '../domain/due.ts';
import { orderOfInvoice } from '../domain/ids.ts';
import { type Attempt, attemptNumbered, hasPayment, type Order } from '../domain/order.ts';
import type { ExecutePorts } from './execute-payment.ts';
import { askAbout, lookAgain } from './look-again.ts';

export interface SettlePorts extends ExecutePorts {
  quarantine: Quarantine;
  settleQueue: SettleQueue;
  verifier: SnsVerifier;
  readNotice(message: string): NoticeOutcome;
}

/** A message we cannot verify for as long as we would call a verified one stale is put aside for a person. */
const unverifiedForMs = 75 * 60_000;

/** SQS delays a message by at most 15 minutes. */
const maxDelaySeconds = 900;

/**
 * A webhook never pays (design rule 9): it is a reason to ask bKash, or to wait for the look that will. Every
 * message ends applied, put back, in quarantine with a reason, or kept as unclaimed money (I11).
 */
export async function settleWebhook(ports: SettlePorts, message: WebhookMessage): Promise<void> {
  const doubt = await doubtAbout(ports, message);
  if (doubt === 'ask_later') {
    const waited = ports.clock.now() - message.receivedAt;
    if (waited > unverifiedForMs) return quarantined(ports, message, 'certificate_unreachable');
    return putBack(ports, message, ports.settings.waits.lookAgainFromMs);
  }
  if (doubt) return quarantined(ports, message, doubt);

  const read = ports.readNotice(message.envelope.Message);
  if (read.kind === 'unrecognised') return quarantined(ports, message, read.reason);
  const { notice } = read;
  if (notice.status !== 'Completed') return quarantined(ports, message, 'not_completed');

  const match = await matchOf(ports, notice);
  if (!match) return unmatched(ports, message, notice, 'no_order');
  return applied(ports, message, notice, match.order, match.attempt);
}

async function doubtAbout(ports: SettlePorts, message: WebhookMessage): Promise<string | undefined> {
  if (message.verified) return message.stale ? 'stale' : undefined;
  const verdict = await ports.verifier.verify(message.envelope, message.receivedAt);
  if (verdict.kind === 'unreachable') return 'ask_later';
  if (verdict.kind === 'refused') return verdict.reason;
  return verdict.stale ? 'stale' : undefined;
}

async function applied(
  ports: SettlePorts,
  message: WebhookMessage,
  notice: PaymentNotice,
  order: Order,
  attempt: Attempt,
): Promise<void> {
  switch (attempt.state) {
    case 'completed':
      if (attempt.captured.trxId === notice.trxId)
        return ports.telemetry.event('WebhookDropped', { trxID: notice.trxId });
      return keepUnclaimed(ports, message, notice, 'other_trx');
    case 'executing':
    case 'unknown': {
      const waitMs = (attemptDueAt(attempt) ?? 0) - ports.clock.now();
      if (waitMs > 0) return putBack(ports, message, waitMs);
      await lookAgain(ports, order, {});
      return putBack(ports, message, ports.settings.waits.lookAgainFromMs);
    }
    default: {
      if (!hasPayment(attempt)) return unmatched(ports, message, notice, 'no_payment');
      ports.telemetry.metric('SettledByWebhook');
      const asked = await askAbout(ports, order, attempt.attempt);
      const decided = attemptNumbered(asked, attempt.attempt)?.state === 'completed';
      return decided ? undefined : unmatched(ports, message, notice, 'not_completed_at_bkash');
    }
  }
}

/** By invoice, else by a trxID that an attempt has already recorded: a webhook carries no paymentID. */
async function matchOf(ports: SettlePorts, notice: PaymentNotice) {
  const named = notice.invoice ? orderOfInvoice(ports.settings.stage, notice.invoice) : undefined;
  const owner = named ?? (await ports.ties.ownerOf(notice.trxId));
  const order = owner && (await ports.orders.find(owner.orderId));
  const attempt = order && attemptNumbered(order, owner.attempt);
  return attempt && { order, attempt };
}

/** Its order may be a moment behind; after a quarter of an hour it is money that nobody claims. */
async function unmatched(
  ports: SettlePorts,
  message: WebhookMessage,
  notice: PaymentNotice,
  reason: string,
): Promise<void> {
  const { unmatchedWebhookMs, lookAgainToMs } = ports.settings.waits;
  const waited = ports.clock.now() - message.receivedAt;
  if (waited < unmatchedWebhookMs) return putBack(ports, message, lookAgainToMs);
  return keepUnclaimed(ports, message, notice, reason);
}

async function keepUnclaimed(
  ports: SettlePorts,
  message: WebhookMessage,
  notice: PaymentNotice,
  reason: string,
): Promise<void> {
  await ports.unclaimed.keep({
    trxId: notice.trxId,
    amountPoisha: notice.saleAmountPoisha ?? notice.amountPoisha ?? 0,
    ...(notice.invoice === undefined ? {} : { invoice: notice.invoice }),
    ...(notice.payer === undefined ? {} : { payer: notice.payer }),
    reason,
    at: message.receivedAt,
  });
  ports.telemetry.metric('UnclaimedMoney');
  ports.telemetry.event('UnclaimedMoney', { trxID: notice.trxId, reason });
}

async function quarantined(ports: SettlePorts, message: WebhookMessage, reason: string): Promise<void> {
  const { MessageId: messageId } = message.envelope;
  await ports.quarantine.keep({
    messageId,
    reason,
    body: JSON.stringify(message.envelope),
    at: message.receivedAt,
  });
  ports.telemetry.metric('WebhookQuarantined');
  ports.telemetry.event('WebhookQuarantined', { messageId, reason });
}

function putBack(ports: SettlePorts, message: WebhookMessage, waitMs: number): Promise<void> {
  const delaySeconds = Math.min(maxDelaySeconds, Math.ceil(waitMs / 1000));
  return ports.settleQueue.send(message, { delaySeconds });
}
