import * as z from 'zod/mini';
import type { SnsEnvelope, SnsNotification } from './port.ts';

/**
 * Reads a request's raw body as an SNS envelope; undefined when it is none. Only the signed fields are kept.
 * The content type is not asked: SNS sends JSON as `text/plain`.
 */
export function parseEnvelope(rawBody: Uint8Array): SnsEnvelope | undefined {
  const json = jsonFrom(rawBody);
  const parsed = envelopeSchema.safeParse(json);
  if (!parsed.success) return undefined;
  const envelope = parsed.data;
  return envelope.Type === 'Notification' ? notificationFrom(envelope) : envelope;
}

/** SNS leaves an absent Subject out of the signed text, and some relays write it back as null or empty. */
function notificationFrom({ Subject, ...rest }: z.infer<typeof notificationSchema>): SnsNotification {
  return Subject ? { ...rest, Subject } : rest;
}

/**
 * One printable line. The signed text is `key\nvalue\n…`: were any value but Message's free to hold a line break,
 * one signature would fit two different envelopes.
 */
const line = (maxLength: number) => z.string().check(z.regex(/^\P{Cc}+$/u), z.maxLength(maxLength));

const signed = {
  MessageId: line(128),
  TopicArn: line(512),
  Message: z.string(),
  Timestamp: line(64),
  SignatureVersion: line(8),
  Signature: line(2048),
  SigningCertURL: line(2048),
};

export const notificationSchema = z.object({
  ...signed,
  Type: z.literal('Notification'),
  Subject: z.nullish(z.string().check(z.regex(/^\P{Cc}*$/u), z.maxLength(512))),
});

const controlSchema = z.object({
  ...signed,
  Type: z.enum(['SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  Token: line(2048),
  SubscribeURL: line(4096),
});

const envelopeSchema = z.discriminatedUnion('Type', [notificationSchema, controlSchema]);

function jsonFrom(rawBody: Uint8Array): unknown {
  try {
    // Fatal: bytes that are not UTF-8 are no JSON, rather than a text with replacement characters in it.
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(rawBody));
  } catch {
    return undefined;
  }
}
