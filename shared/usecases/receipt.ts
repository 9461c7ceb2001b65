import { createHash } from 'node:crypto';
import type { Receipt, SnsEnvelope, Verdict } from '../adapters/sns/port.ts';

/** What is remembered of a message however it ends. Its own time is believed of a genuine, fresh message only. */
export function receiptOf(envelope: SnsEnvelope, receivedAt: number, verdict: Verdict): Receipt {
  const isFresh = verdict.kind === 'genuine' && !verdict.stale;
  return {
    fingerprint: fingerprintOf(envelope),
    messageId: envelope.MessageId,
    type: envelope.Type,
    topicArn: envelope.TopicArn,
    signatureVersion: envelope.SignatureVersion,
    publishedAt: isFresh ? Date.parse(envelope.Timestamp) : receivedAt,
    receivedAt,
  };
}

/**
 * SHA-256 of all that decides whether the message is believed and what it says. It cannot be turned back into the
 * payer's number by trying them all: Amazon's signature is in it, and that is not in the queue.
 */
function fingerprintOf(envelope: SnsEnvelope): string {
  const { Type, MessageId, TopicArn, Message, Timestamp, SignatureVersion, Signature, SigningCertURL } =
    envelope;
  const rest =
    envelope.Type === 'Notification' ? [envelope.Subject] : [envelope.Token, envelope.SubscribeURL];
  const whole = [Type, MessageId, TopicArn, Message, Timestamp, SignatureVersion, Signature, SigningCertURL];
  return createHash('sha256')
    .update(JSON.stringify([...whole, ...rest]))
    .digest('hex');
}
