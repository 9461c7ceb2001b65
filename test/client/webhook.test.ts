import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { type ReceivedWebhook, verifyWebhook, WebhookError } from '../../shared/client/src/webhook.ts';
import { paidOrder } from '../../shared/contract/openapi/examples.ts';

/**
 * The verifier against the reference library's signatures: another's signer, so that both sides cannot share a mistake.
 */
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const nextSecret = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
const event = { type: 'order.paid', timestamp: '2026-11-23T06:01:13.000Z', data: paidOrder };
const body = JSON.stringify({ ...event, note: 'টাকা' });
const now = Date.parse('2026-11-23T06:01:14Z');

function signed(
  given: { body?: string; secrets?: string[]; at?: number } = {},
): ReceivedWebhook & { headers: Record<string, string> } {
  const at = new Date(given.at ?? now);
  const signatures = (given.secrets ?? [secret]).map((one) =>
    new Webhook(one).sign('msg_1', at, given.body ?? body),
  );
  const headers = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': signatures.join(' '),
  };
  return { body: given.body ?? body, headers, secret, now };
}

const reasonOf = async (message: ReceivedWebhook) => {
  const error = await verifyWebhook(message).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof WebhookError ? error.reason : error;
};

describe('a message to the shop', () => {
  it('is read as the reference library signs it', async () => {
    expect(await verifyWebhook(signed())).toMatchObject(event);
  });

  it.each<[string, (message: ReturnType<typeof signed>) => Partial<ReceivedWebhook>]>([
    ['as bytes', () => ({ body: Buffer.from(body) })],
    ['with a Headers', ({ headers }) => ({ headers: new Headers(headers) })],
    ['while our secret is being replaced', () => ({ secret: [nextSecret, secret] })],
  ])('is read %s', async (_, change) => {
    const message = signed();
    expect(await verifyWebhook({ ...message, ...change(message) })).toMatchObject(event);
  });

  it('is read while the sender’s secret is being replaced: one good signature of two is enough', async () => {
    expect(await verifyWebhook(signed({ secrets: [nextSecret, secret] }))).toMatchObject(event);
  });

  it.each<[string, ReceivedWebhook]>([
    ['another secret', signed({ secrets: [nextSecret] })],
    ['one byte changed', { ...signed(), body: body.replace('1050.00', '1050.01') }],
    ['another id', { ...signed(), headers: { ...signed().headers, 'webhook-id': 'msg_2' } }],
    [
      'another time',
      {
        ...signed(),
        headers: { ...signed().headers, 'webhook-timestamp': String(Math.floor(now / 1000) + 1) },
      },
    ],
    [
      'an asymmetric signature’s version',
      {
        ...signed(),
        headers: {
          ...signed().headers,
          'webhook-signature': signed().headers['webhook-signature']?.replace('v1,', 'v1a,'),
        },
      },
    ],
    ['no base64', { ...signed(), headers: { ...signed().headers, 'webhook-signature': 'v1,%%%' } }],
  ])('is not believed with %s', async (_, message) => {
    expect(await reasonOf(message)).toBe('wrong_signature');
  });

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])(
    'is not believed without %s',
    async (name) => {
      const message = signed();
      expect(await reasonOf({ ...message, headers: { ...message.headers, [name]: undefined } })).toBe(
        'missing_header',
      );
      expect(await reasonOf({ ...message, headers: { ...message.headers, [name]: '' } })).toBe(
        'missing_header',
      );
    },
  );

  it.each([
    [-301, 'too_old'],
    [301, 'too_new'],
  ] as const)(
    'is not believed when it is %i s away, though its signature is right',
    async (seconds, reason) => {
      expect(await reasonOf(signed({ at: now + seconds * 1000 }))).toBe(reason);
      expect(await reasonOf(signed({ at: now + Math.sign(seconds) * 299_000 }))).toBeUndefined();
    },
  );

  it.each(['', 'null', '{"type":"order.paid"}', 'not json'])(
    'is unreadable when it holds "%s"',
    async (text) => {
      expect(await reasonOf(signed({ body: text }))).toBe('unreadable');
    },
  );

  it.each(['', 'whsec_', 'whsec_c2hvcnQ=', 'whsec_%%%', Buffer.alloc(32).toString('base64')])(
    'is not judged by "%s", which is no secret, and the error does not quote it',
    async (bad) => {
      const error = await reasonOf({ ...signed(), secret: bad });
      expect(error).toBeInstanceOf(TypeError);
      if (bad.length > 6) expect(String(error)).not.toContain(bad.slice(6));
    },
  );
});
