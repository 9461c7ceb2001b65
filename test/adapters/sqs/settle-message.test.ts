import { describe, expect, it } from 'vitest';
import type { SettleMessage, WebhookMessage } from '../../../shared/adapters/sqs/port.ts';
import { parseSettleMessage } from '../../../shared/adapters/sqs/settle-message.ts';
import { aReceipt } from '../../fakes/receipt.ts';

const receipt = aReceipt();
const notice = { trxId: 'DKN1A2B3C4', status: 'Completed', currency: 'BDT' };
const whole = {
  amountPoisha: 9_000,
  saleAmountPoisha: 10_000,
  invoice: 'SB-1-1',
  payer: '017*****678',
  completedAt: receipt.publishedAt,
};
const webhook: WebhookMessage = { kind: 'webhook', receipt, notice, putBacks: 0 };
const held: SettleMessage = { kind: 'held', fingerprint: receipt.fingerprint, receivedAt: 1 };

describe('a message of the settle queue', () => {
  it.each<{ message: SettleMessage }>([
    { message: webhook },
    { message: { ...webhook, notice: { ...notice, ...whole }, putBacks: 3 } },
    { message: held },
    { message: { kind: 'look', orderId: 'order-1' } },
    { message: { kind: 'claim', orderId: 'order-1' } },
    { message: { kind: 'probe' } },
  ])('comes out as it went in (%#)', ({ message }) => {
    expect(parseSettleMessage(JSON.stringify(message))).toEqual(message);
  });

  it.each([
    ['no JSON', '{'],
    ['another kind', '{"kind":"other"}'],
    ['an order id that is none', '{"kind":"look","orderId":"../x"}'],
    ['a number that a customer typed', '{"kind":"claim","orderId":"a","trxId":"DKN1A2B3C4"}'],
    ['a field nobody knows', '{"kind":"look","orderId":"a","force":true}'],
    ['a notice without its receipt', JSON.stringify({ ...webhook, receipt: {} })],
    ['an unread message', JSON.stringify({ ...webhook, envelope: { Message: '{}' } })],
    ['a notice with more to say', JSON.stringify({ ...webhook, notice: { ...notice, debitMSISDN: '01' } })],
    ['a payment that is not completed', JSON.stringify({ ...webhook, notice: { ...notice, status: 'X' } })],
    [
      'a subscription',
      JSON.stringify({ ...webhook, receipt: { ...receipt, type: 'SubscriptionConfirmation' } }),
    ],
    ['a reference to nothing of ours', JSON.stringify({ ...held, fingerprint: '../x' })],
  ])('is not %s', (_, body) => {
    expect(parseSettleMessage(body)).toBeUndefined();
  });
});
