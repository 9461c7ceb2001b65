import { describe, expect, it } from 'vitest';
import type { SnsNotification } from '../../../shared/adapters/sns/port.ts';
import type { SettleMessage } from '../../../shared/adapters/sqs/port.ts';
import { parseSettleMessage } from '../../../shared/adapters/sqs/settle-message.ts';
import { envelopeOf, identity, notification, now, signed } from '../sns/signer.ts';

const envelope = envelopeOf(signed(notification(), await identity())) as SnsNotification;
const webhook: SettleMessage = { kind: 'webhook', envelope, verified: true, stale: false, receivedAt: now };

describe('a message of the settle queue', () => {
  it.each<SettleMessage>([
    webhook,
    { ...webhook, verified: false, stale: true, envelope: { ...envelope, Subject: 'Payment' } },
    { kind: 'look', orderId: 'order-1' },
    { kind: 'probe' },
  ])('comes out as it went in (%#)', (message) => {
    expect(parseSettleMessage(JSON.stringify(message))).toEqual(message);
  });

  it.each([
    ['no JSON', '{'],
    ['another kind', '{"kind":"other"}'],
    ['an order id that is none', '{"kind":"look","orderId":"../x"}'],
    ['a field nobody knows', '{"kind":"look","orderId":"a","force":true}'],
    ['an envelope that is none', JSON.stringify({ ...webhook, envelope: {} })],
    ['a verified that is no yes or no', JSON.stringify({ ...webhook, verified: 'yes' })],
    [
      'a subscription',
      JSON.stringify({ ...webhook, envelope: { ...envelope, Type: 'SubscriptionConfirmation' } }),
    ],
  ])('is not %s', (_, body) => {
    expect(parseSettleMessage(body)).toBeUndefined();
  });

  it('fits SQS however large the webhook was', () => {
    const message = { ...webhook, envelope: { ...envelope, Message: '"\u0001\\é'.repeat(6_000) } };
    expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(256 * 1024);
  });
});
