import { describe, expect, it } from 'vitest';
import { type LetterKind, messages } from '../../../shared/adapters/ses/messages.ts';
import { parseNotice, parseShopMessage } from '../../../shared/adapters/sqs/notice-message.ts';
import { orderFor } from '../ses/orders.ts';

const notice = { orderId: 'SB-1001', fact: 'order.paid', channel: 'email' };

describe('a message of the notice queue', () => {
  it.each(Object.keys(messages) as LetterKind[])('tells of %s', (kind) => {
    const { fact } = orderFor(kind);
    expect(parseNotice(JSON.stringify({ ...notice, fact }))).toEqual({ ...notice, fact });
  });

  it.each([
    ['is not JSON', 'rahela@example.com'],
    ['is empty', ''],
    ['is a list', '[]'],
    ['tells of something else', JSON.stringify({ ...notice, fact: 'order.lost' })],
    ['goes by another way', JSON.stringify({ ...notice, channel: 'pigeon' })],
    ['has an order id that is none', JSON.stringify({ ...notice, orderId: '../x' })],
    ['has more to say', JSON.stringify({ ...notice, email: 'rahela@example.com' })],
    ['lacks a field', JSON.stringify({ orderId: 'SB-1001', fact: 'order.paid' })],
  ])('is refused, and not quoted, when it %s', (_what, body) => {
    expect(() => parseNotice(body)).toThrow(/^A message of the notice queue is not a notice\.$/);
  });
});

describe('a message of the shop’s queue', () => {
  const retry = { since: 1, dueAt: 2, tries: 1 };

  it.each([
    { orderId: 'SB-1', fact: 'order.paid', channel: 'shop' },
    { orderId: 'SB-1', fact: 'order.refunded:R-1', channel: 'shop', retry },
    { orderId: 'SB-1', fact: 'attempt.failed:12', channel: 'shop' },
  ])('is read as it was sent: %j', (message) => {
    expect(parseShopMessage(JSON.stringify(message))).toEqual(message);
  });

  it.each([
    '{"orderId":"SB-1","fact":"order.paid","channel":"email"}',
    '{"orderId":"SB-1","fact":"attempt.failed:x","channel":"shop"}',
    '{"orderId":"SB-1","fact":"order.paid","channel":"shop","to":"a@example.com"}',
    '{"orderId":"SB-1","fact":"order.paid","channel":"shop","retry":{"since":1}}',
    'nonsense',
  ])('is refused when it is %s', (body) => {
    expect(() => parseShopMessage(body)).toThrow('not one for the shop');
  });

  it('is none of a customer’s: news of an attempt reach nobody by letter', () => {
    const news = '{"orderId":"SB-1","fact":"attempt.failed:1","channel":"email"}';
    expect(() => parseNotice(news)).toThrow('is not a notice');
  });
});
