import type { Journal, Quarantine } from '../adapters/dynamodb/message-port.ts';
import type {
  NoticeOutcome,
  RefusalReason,
  SnsControl,
  SnsEnvelope,
  SnsNotification,
  SnsVerifier,
  SubscriptionConfirmer,
  Verdict,
} from '../adapters/sns/port.ts';
import type { SettleQueue } from '../adapters/sqs/port.ts';
import type { Telemetry } from '../adapters/telemetry/port.ts';
import type { Settings } from './ports.ts';
import { readGenuine } from './read-genuine.ts';
import { receiptOf } from './receipt.ts';

export interface ReceivePorts {
  settings: Pick<Settings['settings'], 'stage'>;
  verifier: SnsVerifier;
  confirmer: SubscriptionConfirmer;
  readNotice(message: string): NoticeOutcome;
  settleQueue: SettleQueue;
  quarantine: Quarantine;
  journal: Journal;
  telemetry: Telemetry;
}

export type Received = { kind: 'accepted' } | { kind: 'refused'; reason: RefusalReason };

type Genuine = Extract<Verdict, { kind: 'genuine' }>;
type Unreachable = Extract<Verdict, { kind: 'unreachable' }>;

/**
 * Takes one SNS envelope at the door. `accepted` is only said after the message is durably queued, kept in quarantine
 * with its reason, or acted on as the control message that it is (I11). Throws when it was not: the caller must answer
 * 5xx, for a 4xx makes SNS give up.
 *
 * Nothing is decided here: a webhook never pays (`design.md` section 2, rule 9). What is queued names no payer (I10).
 */
export async function receiveWebhook(
  envelope: SnsEnvelope,
  receivedAt: number,
  ports: ReceivePorts,
): Promise<Received> {
  const verdict = await ports.verifier.verify(envelope, receivedAt);
  if (verdict.kind === 'refused') {
    ports.telemetry.event('WebhookRefused', { reason: verdict.reason, messageId: envelope.MessageId });
    ports.telemetry.metric('WebhookRefused');
    return verdict;
  }
  if (envelope.Type !== 'Notification') await actOn(envelope, receivedAt, verdict, ports);
  else if (verdict.kind === 'unreachable') await hold(envelope, receivedAt, verdict, ports);
  else await take(envelope, receivedAt, verdict, ports);
  return { kind: 'accepted' };
}

async function take(
  envelope: SnsNotification,
  receivedAt: number,
  verdict: Genuine,
  { settings: { stage }, readNotice, settleQueue, quarantine, journal, telemetry }: ReceivePorts,
): Promise<void> {
  const receipt = receiptOf(envelope, receivedAt, verdict);
  const { messageId } = receipt;
  const told = readGenuine(envelope, verdict, { readNotice, stage });
  if (told.kind === 'payment') {
    await settleQueue.send({ kind: 'webhook', receipt, notice: told.notice, putBacks: 0 });
    telemetry.event('WebhookQueued', { state: 'verified', messageId });
  } else {
    const { kind: _, ...why } = told;
    await quarantine.keep({ receipt, reason: told.reason, body: JSON.stringify(envelope) });
    await journal.record({
      receipt,
      verdict: verdict.stale ? 'stale' : 'genuine',
      ...why,
      outcome: 'quarantined',
    });
    telemetry.event('WebhookQuarantined', { messageId, reason: told.reason });
    telemetry.metric('WebhookQuarantined');
  }
  telemetry.metric('WebhookReceived');
}

/** The envelope, payer and all, waits in the quarantine, where it would end anyway; the queue only says where. */
async function hold(
  envelope: SnsNotification,
  receivedAt: number,
  verdict: Unreachable,
  { quarantine, settleQueue, telemetry }: ReceivePorts,
): Promise<void> {
  const receipt = receiptOf(envelope, receivedAt, verdict);
  await quarantine.keep({ receipt, reason: 'unverified', body: JSON.stringify(envelope) });
  await settleQueue.send({ kind: 'held', fingerprint: receipt.fingerprint, receivedAt });
  telemetry.event('WebhookQueued', { state: 'unverified', messageId: receipt.messageId });
}

/** However old: confirming the pinned topic is what we want at any time, and the token has its own end. */
async function actOn(
  control: SnsControl,
  receivedAt: number,
  verdict: Genuine | Unreachable,
  { confirmer, journal, telemetry }: ReceivePorts,
): Promise<void> {
  // A control message is acted on here and now, so it cannot wait unverified; SNS sends it again.
  if (verdict.kind === 'unreachable')
    throw new Error(`A ${control.Type} could not be verified: ${verdict.reason}`);
  const receipt = receiptOf(control, receivedAt, verdict);
  const { messageId } = receipt;
  if (control.Type === 'SubscriptionConfirmation') {
    await confirmer.confirm(control.Token);
    await journal.record({ receipt, verdict: 'genuine', outcome: 'confirmed' });
    telemetry.event('TopicConfirmed', { messageId });
  } else {
    telemetry.event('TopicUnsubscribed', { messageId });
    telemetry.metric('TopicUnsubscribed');
    await journal.record({ receipt, verdict: 'genuine', outcome: 'unsubscribed' });
  }
}
