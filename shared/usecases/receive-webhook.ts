import type {
  RefusalReason,
  SnsControl,
  SnsEnvelope,
  SnsNotification,
  SnsVerifier,
  SubscriptionConfirmer,
} from '../adapters/sns/port.ts';
import type { SettleQueue } from '../adapters/sqs/port.ts';
import type { Telemetry } from '../adapters/telemetry/port.ts';

export interface ReceivePorts {
  verifier: SnsVerifier;
  confirmer: SubscriptionConfirmer;
  settleQueue: SettleQueue;
  telemetry: Telemetry;
}

export type Received = { kind: 'accepted' } | { kind: 'refused'; reason: RefusalReason };

/**
 * Takes one SNS envelope at the door. `accepted` is only said after the message is durably queued (or after the
 * control message was acted on). Throws when it was not: the caller must answer 5xx, for a 4xx makes SNS give up.
 *
 * Nothing is decided here: a webhook never pays (`design.md` section 2, rule 9).
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
  const verified = verdict.kind === 'genuine';
  if (envelope.Type === 'Notification') {
    const stale = verified && verdict.stale;
    await queue(envelope, { verified, stale, receivedAt }, ports);
  } else if (verified) {
    await actOn(envelope, ports);
  } else {
    // A control message is acted on here and now, so it cannot wait unverified in the queue; SNS sends it again.
    throw new Error(`A ${envelope.Type} could not be verified: ${verdict.reason}`);
  }
  return { kind: 'accepted' };
}

async function queue(
  envelope: SnsNotification,
  judged: { verified: boolean; stale: boolean; receivedAt: number },
  { settleQueue, telemetry }: ReceivePorts,
): Promise<void> {
  await settleQueue.send({ kind: 'webhook', envelope, ...judged });
  if (judged.verified) telemetry.metric('WebhookReceived');
  const state = judged.stale ? 'stale' : judged.verified ? 'verified' : 'unverified';
  telemetry.event('WebhookQueued', { state, messageId: envelope.MessageId });
  telemetry.metric('WebhookQueued');
}

/** However old: confirming the pinned topic is what we want at any time, and the token has its own end. */
async function actOn(control: SnsControl, { confirmer, telemetry }: ReceivePorts): Promise<void> {
  if (control.Type === 'SubscriptionConfirmation') {
    await confirmer.confirm(control.Token);
    telemetry.event('TopicConfirmed', { messageId: control.MessageId });
  } else {
    telemetry.event('TopicUnsubscribed', { messageId: control.MessageId });
    telemetry.metric('TopicUnsubscribed');
  }
}
