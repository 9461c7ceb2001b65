import { type KeyObject, verify as verifySignature } from 'node:crypto';
import type { StageConfig } from '../../config/stage.ts';
import { CertificateRefused, CertificateUnreachable, signingCertificates } from './certificate.ts';
import type { SnsEnvelope, SnsVerifier, Verdict } from './port.ts';

export type PinnedTopic = Pick<StageConfig, 'stage' | 'webhooks' | 'topicArn' | 'certificateOrigin'>;

/**
 * Believes an envelope only of the pinned topic, signed by Amazon for that topic's region. The checks run in the
 * order of `design.md` section 7, cheapest first, and nothing is fetched before the topic and the address are right.
 *
 * Topic before signature matters: every AWS customer's own topic has a genuine signature.
 */
export function snsVerifier(pinned: PinnedTopic, fetcher: typeof fetch = fetch): SnsVerifier {
  const topicArn = pinned.webhooks === 'on' ? pinned.topicArn : undefined;
  if (topicArn === undefined) return { verify: async () => refused('webhooks_off') };
  const keyAt = signingCertificates(regionOf(topicArn), certificateOriginOf(pinned), fetcher);

  return {
    async verify(envelope, receivedAt) {
      if (envelope.TopicArn !== topicArn) return refused('foreign_topic');
      const algorithm = algorithms.get(envelope.SignatureVersion);
      if (!algorithm) return refused('signature_version');
      try {
        const key = await keyAt(envelope.SigningCertURL, receivedAt);
        if (!isSigned(envelope, algorithm, key)) return refused('signature');
        return { kind: 'genuine', stale: isStale(envelope.Timestamp, receivedAt) };
      } catch (error) {
        if (error instanceof CertificateRefused) return refused(error.reason);
        if (error instanceof CertificateUnreachable) return { kind: 'unreachable', reason: error.message };
        throw error;
      }
    },
  };
}

/** `arn:aws:sns:<region>:…`; the config's schema has checked the shape. */
export function regionOf(topicArn: string): string {
  return topicArn.split(':')[3] ?? '';
}

/** A second lock: start-up refuses this setting elsewhere, and so does this. */
export function certificateOriginOf({ stage, certificateOrigin }: PinnedTopic): string | undefined {
  if (certificateOrigin !== undefined && stage !== 'local')
    throw new Error(`certificateOrigin is for stage local only, not ${stage}`);
  return certificateOrigin;
}

/** SNS's two signature versions, over the same text; bKash's samples all show 1. */
const algorithms = new Map([
  ['1', 'RSA-SHA1'],
  ['2', 'RSA-SHA256'],
]);

/** SNS gives up a delivery after an hour at most (`bkash-api.md` 6.4); a quarter more for clocks and queues. */
const maxAgeMs = 75 * 60_000;
/** SNS's clock may be ahead of ours by this much (`design.md` section 2, clocks). */
const maxAheadMs = 10 * 60_000;

function isSigned(envelope: SnsEnvelope, algorithm: string, key: KeyObject): boolean {
  const signature = Buffer.from(envelope.Signature, 'base64');
  // Node reads base64 leniently; only the one exact spelling of a signature is that signature.
  if (signature.toString('base64') !== envelope.Signature) return false;
  return verifySignature(algorithm, Buffer.from(signedText(envelope)), key, signature);
}

/** AWS's canonical text: each present key and its value on lines of their own, in byte order of the keys. */
function signedText(envelope: SnsEnvelope): string {
  const { Message, MessageId, Timestamp, TopicArn, Type } = envelope;
  const fields =
    envelope.Type === 'Notification'
      ? { Message, MessageId, Subject: envelope.Subject, Timestamp, TopicArn, Type }
      : {
          Message,
          MessageId,
          SubscribeURL: envelope.SubscribeURL,
          Timestamp,
          Token: envelope.Token,
          TopicArn,
          Type,
        };
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}\n${value}\n`)
    .join('');
}

/** A time that cannot be read is not a time to act on. */
function isStale(timestamp: string, receivedAt: number): boolean {
  const ageMs = receivedAt - Date.parse(timestamp);
  const isFresh = ageMs <= maxAgeMs && ageMs >= -maxAheadMs;
  return !isFresh;
}

function refused(reason: Extract<Verdict, { kind: 'refused' }>['reason']): Verdict {
  return { kind: 'refused', reason };
}
