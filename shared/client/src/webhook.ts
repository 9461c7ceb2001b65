import type { PaymentEvent } from './contract.ts';

export type { PaymentEvent };

/** The message is not to be believed: answer 400 and do nothing. `reason` is for the log; it holds nothing sent. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
  readonly reason: 'missing_header' | 'too_old' | 'too_new' | 'wrong_signature' | 'unreadable';

  constructor(reason: WebhookError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

export interface ReceivedWebhook {
  /** The raw body, exactly as it came: JSON that was parsed and written again has another signature. */
  body: string | Uint8Array;
  /** Of the request: a `Headers`, or Node's object. */
  headers: Headers | Record<string, string | readonly string[] | undefined>;
  /** `whsec_…`; while a secret is being replaced, the old and the new one. */
  secret: string | readonly string[];
  /** For tests: milliseconds since 1970. */
  now?: number;
}

/** How far the sender's clock may be off, and for how long a caught message could be sent again (Standard Webhooks). */
const toleranceSeconds = 5 * 60;

/**
 * Reads a message of the payment backend to the shop, signed as https://www.standardwebhooks.com says. The same message
 * may come more than once: let `webhook-id` or the order's own state decide whether it is new.
 *
 * @throws WebhookError for a message that is not to be believed; TypeError for a secret that is none
 */
export async function verifyWebhook({
  body,
  headers,
  secret,
  now = Date.now(),
}: ReceivedWebhook): Promise<PaymentEvent> {
  const id = header(headers, 'webhook-id');
  const timestamp = header(headers, 'webhook-timestamp');
  const signatures = header(headers, 'webhook-signature');
  checkAge(timestamp, now);
  const content = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const signed = joined(new TextEncoder().encode(`${id}.${timestamp}.`), content);
  const keys = await Promise.all([secret].flat().map(keyOf));
  if (!(await isSignedByOne(keys, signatures, signed))) {
    throw new WebhookError('wrong_signature', 'No signature of the message was made with our secret.');
  }
  return parsed(content);
}

function checkAge(timestamp: string, now: number): void {
  const seconds = /^[0-9]{1,12}$/.test(timestamp) ? Number(timestamp) : Number.NaN;
  if (Number.isNaN(seconds))
    throw new WebhookError('missing_header', 'webhook-timestamp is no number of seconds.');
  const age = now / 1000 - seconds;
  if (age > toleranceSeconds) throw new WebhookError('too_old', 'The message is older than five minutes.');
  if (age < -toleranceSeconds)
    throw new WebhookError('too_new', 'The message is of the future: is the clock right?');
}

/** `v1,<base64> v1,<base64>`: one for each secret in force. Web Crypto compares in constant time. */
async function isSignedByOne(keys: Key[], signatures: string, signed: Bytes): Promise<boolean> {
  for (const signature of signatures.split(' ').slice(0, maxSignatures)) {
    const [version, encoded = ''] = signature.split(',');
    const bytes = version === 'v1' ? fromBase64(encoded) : undefined;
    if (!bytes) continue;
    for (const key of keys) if (await crypto.subtle.verify('HMAC', key, bytes, signed)) return true;
  }
  return false;
}

/** Two secrets overlap, each signs once: what has more only costs time. */
const maxSignatures = 8;

async function keyOf(secret: string): Promise<Key> {
  const bytes = secret.startsWith('whsec_') ? fromBase64(secret.slice('whsec_'.length)) : undefined;
  // Standard Webhooks asks for 24 to 64 bytes.
  if (!bytes || bytes.length < 24)
    throw new TypeError('The webhook secret must be whsec_ and base64 of 24 bytes or more.');
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
}

type Bytes = Uint8Array<ArrayBuffer>;
/** Named so, because not every runtime's types know `CryptoKey`. */
type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

function fromBase64(text: string): Bytes | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function joined(head: Uint8Array, tail: Uint8Array): Bytes {
  const bytes = new Uint8Array(head.length + tail.length);
  bytes.set(head);
  bytes.set(tail, head.length);
  return bytes;
}

function header(headers: ReceivedWebhook['headers'], name: string): string {
  const value =
    typeof headers.get === 'function' ? headers.get(name) : (headers as Record<string, unknown>)[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new WebhookError('missing_header', `The message has no ${name}.`);
}

function parsed(content: Uint8Array): PaymentEvent {
  try {
    const event = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content));
    if (typeof event?.type === 'string' && typeof event.data?.orderId === 'string') return event;
  } catch {
    // Falls through to the same refusal.
  }
  throw new WebhookError('unreadable', 'The message is signed and holds no event of an order.');
}
