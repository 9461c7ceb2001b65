import type { Journal, JournalLookup, JournalOutcome } from '../adapters/dynamodb/message-port.ts';
import type { PaymentClaimStore, TrxOwner, UnclaimedReason } from '../adapters/dynamodb/money-port.ts';
import type { PaymentNotice } from '../adapters/sns/port.ts';
import type { SettleQueue, WebhookMessage } from '../adapters/sqs/port.ts';
import { attemptDueAt } from '../domain/due.ts';
import { orderOfInvoice } from '../domain/ids.ts';
import { type Attempt, attemptNumbered, hasPayment, type Order } from '../domain/order.ts';
import { surplusOf } from '../domain/surplus.ts';
import { paymentLifeMs } from '../domain/waits.ts';
import { closeRecorded } from './close-claim.ts';
import type { ExecutePorts } from './execute-payment.ts';
import { explainAmount } from './explain-amount.ts';
import { askAbout, lookAgain } from './look-again.ts';
import { showsMoney } from './shows-money.ts';

export interface SettlePorts extends ExecutePorts {
  claims: PaymentClaimStore;
  settleQueue: SettleQueue;
  journal: Journal;
  journalled: JournalLookup;
}

/** SQS delays a message by at most 15 minutes. */
const maxDelaySeconds = 900;

/** How a notification stands after it was weighed. `final` is journalled, and then nothing remembers the message. */
type Standing =
  | { kind: 'final'; outcome: JournalOutcome; reason?: UnclaimedReason }
  | { kind: 'waits'; waitMs: number }
  | { kind: 'replay' };

/**
 * A genuine notification never pays (design rule 9): it is a reason to ask bKash, or to wait for the look that will.
 * It ends applied, dropped, or kept as unclaimed money, and is put back until then (I11). The journal is written last:
 * if that fails, the message comes again to money that is already where it belongs.
 */
export async function settleWebhook(ports: SettlePorts, message: WebhookMessage): Promise<void> {
  const { receipt, notice } = message;
  const standing = await standingOf(ports, message);
  if (standing.kind === 'waits') return putBack(ports, message, standing.waitMs);
  if (standing.kind === 'final') {
    const { kind: _, ...end } = standing;
    await ports.journal.record({ receipt, verdict: 'genuine', notice, ...end });
    if (end.outcome !== 'dropped') return;
  }
  ports.telemetry.event('WebhookDropped', { trxID: notice.trxId, state: standing.kind });
}

async function standingOf(ports: SettlePorts, message: WebhookMessage): Promise<Standing> {
  const match = await matchOf(ports, message.notice);
  const { trxId } = message.notice;
  const goesBack = match && surplusOf(match.order, { trxId, attempt: match.attempt.attempt });
  if (match && (goesBack || isRecorded(match.attempt, message.notice))) {
    const isNews = await explainAmount(ports, match.order, message.notice);
    return { kind: 'final', outcome: isNews ? 'applied' : 'dropped' };
  }
  // Most notifications ended above. From here on a message costs a Query or an alarm, so it is weighed once only.
  const before = await ports.journalled.find(message.receipt);
  const isTwin = before === 'waiting' && message.putBacks === 0;
  if (before === 'final' || isTwin) return { kind: 'replay' };
  if (!match) return unmatched(ports, message, 'no_order');
  const { order, attempt } = match;
  switch (attempt.state) {
    case 'completed':
      return unclaimed(ports, message, 'other_trx');
    case 'executing':
    case 'unknown':
      return undecided(ports, message, order, attempt);
    default:
      return hasPayment(attempt)
        ? asked(ports, message, order, attempt)
        : unmatched(ports, message, 'no_payment');
  }
}

/** By invoice, else by a trxID that an attempt has already recorded: a webhook carries no paymentID. */
async function matchOf(ports: SettlePorts, { invoice, trxId }: PaymentNotice) {
  const named = invoice ? orderOfInvoice(ports.settings.stage, invoice) : undefined;
  return (await attemptOf(ports, named)) ?? attemptOf(ports, await ports.ties.ownerOf(trxId));
}

async function attemptOf({ orders }: SettlePorts, owner: TrxOwner | undefined) {
  const order = owner && (await orders.find(owner.orderId));
  const attempt = order && attemptNumbered(order, owner.attempt);
  return attempt && { order, attempt };
}

function isRecorded(attempt: Attempt | undefined, notice: PaymentNotice): boolean {
  return attempt?.state === 'completed' && attempt.captured.trxId === notice.trxId;
}

/** Its Execute is under way or unanswered: the look that is coming decides, and is not hurried. */
async function undecided(
  ports: SettlePorts,
  message: WebhookMessage,
  order: Order,
  attempt: Attempt,
): Promise<Standing> {
  const untilLookMs = (attemptDueAt(attempt) ?? 0) - ports.clock.now();
  if (untilLookMs > 0) return patient(ports, message, untilLookMs);
  const looked = await lookAgain(ports, order, {});
  await closeRecorded(ports, order, looked);
  const after = attemptNumbered(looked, attempt.attempt);
  return afterAsking(ports, message, after) ?? patient(ports, message, pauseMs(ports, message));
}

/** Nobody else is about to ask: one Query that bKash answers, with an alarm. */
async function asked(
  ports: SettlePorts,
  message: WebhookMessage,
  order: Order,
  { attempt }: Attempt,
): Promise<Standing> {
  ports.telemetry.metric('SettledByWebhook');
  const { outcome, order: next } = await askAbout(ports, order, attempt);
  await closeRecorded(ports, order, next);
  // An answer that changes nothing writes nothing, so what the customer did meanwhile shows in the table only.
  const after = (await attemptOf(ports, { orderId: order.orderId, attempt }))?.attempt;
  const told = afterAsking(ports, message, after);
  if (told) return told;
  const isSentMeanwhile = after?.state === 'executing' || after?.state === 'unknown';
  return outcome?.kind === 'initiated' && !isSentMeanwhile
    ? unclaimed(ports, message, 'not_completed_at_bkash')
    : patient(ports, message, pauseMs(ports, message));
}

function afterAsking(
  ports: SettlePorts,
  message: WebhookMessage,
  attempt: Attempt | undefined,
): Standing | Promise<Standing> | undefined {
  if (attempt?.state !== 'completed') return undefined;
  return isRecorded(attempt, message.notice)
    ? { kind: 'final', outcome: 'applied' }
    : unclaimed(ports, message, 'other_trx');
}

/** Waits for bKash as long as a paymentID lives; by then its attempt is decided, or a person has to look. */
function patient(ports: SettlePorts, message: WebhookMessage, waitMs: number): Standing | Promise<Standing> {
  const isOver = ageMs(ports, message) > paymentLifeMs;
  return isOver ? unclaimed(ports, message, 'unanswered') : { kind: 'waits', waitMs };
}

/** Its order may be a moment behind; after a quarter of an hour it is money that nobody claims. */
function unmatched(
  ports: SettlePorts,
  message: WebhookMessage,
  reason: UnclaimedReason,
): Standing | Promise<Standing> {
  const isOver = ageMs(ports, message) >= ports.settings.waits.unmatchedWebhookMs;
  return isOver ? unclaimed(ports, message, reason) : { kind: 'waits', waitMs: pauseMs(ports, message) };
}

async function unclaimed(
  ports: SettlePorts,
  message: WebhookMessage,
  reason: UnclaimedReason,
): Promise<Standing> {
  const { receipt, notice } = message;
  const { status: _, currency: __, completedAt: ___, ...money } = notice;
  const { trxId } = money;
  const { messageId, receivedAt: at } = receipt;
  const holder = await ports.ties.ownerOf(trxId);
  const isHidden = holder !== undefined && !(await showsMoney(ports, holder, trxId));
  // Its order is about to show it; the next time it is a tie whose writer died.
  if (isHidden && message.putBacks === 0) return { kind: 'waits', waitMs: pauseMs(ports, message) };
  await ports.unclaimed.keep({ ...money, messageId, reason, at });
  // An attempt that recorded it while we decided found nothing to close: its tie was there before our entry.
  if (!isHidden && (await ports.ties.ownerOf(trxId))) {
    await ports.unclaimed.close(trxId);
    return { kind: 'final', outcome: 'dropped' };
  }
  ports.telemetry.metric('UnclaimedMoney');
  ports.telemetry.event('UnclaimedMoney', { trxID: trxId, reason });
  return { kind: 'final', outcome: 'unclaimed', reason };
}

/** A fresh send, so that waiting never counts as failing; the pause grows with the message's age, which bounds it. */
async function putBack(ports: SettlePorts, message: WebhookMessage, waitMs: number): Promise<void> {
  const { receipt, notice, putBacks } = message;
  const delaySeconds = Math.min(maxDelaySeconds, Math.ceil(waitMs / 1000));
  await ports.settleQueue.send({ ...message, putBacks: putBacks + 1 }, { delaySeconds });
  if (putBacks > 0) return;
  try {
    await ports.journal.waits({ receipt, verdict: 'genuine', notice });
  } catch {
    // It waits in the queue whether this is noted or not. Failing here would bring it back beside its own copy.
    ports.telemetry.event('JournalFailed', { messageId: receipt.messageId });
  }
}

function ageMs({ clock }: SettlePorts, { receipt }: WebhookMessage): number {
  return clock.now() - receipt.receivedAt;
}

function pauseMs(ports: SettlePorts, message: WebhookMessage): number {
  const { lookAgainFromMs, lookAgainToMs } = ports.settings.waits;
  return Math.min(lookAgainToMs, Math.max(lookAgainFromMs, ageMs(ports, message)));
}
