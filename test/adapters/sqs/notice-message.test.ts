import { describe, expect, it } from 'vitest';
import { parseNotice } from '../../../shared/adapters/sqs/notice-message.ts';

const notice = { orderId: 'SB-1001', fact: 'order.paid', channel: 'email' };

describe('a message of the notice queue', () => {
  it.each(['order.paid', 'order.review', 'order.expired', 'order.cancelled', 'order.payment_link'])(
    'tells of %s',
    (fact) => {
      expect(parseNotice(JSON.stringify({ ...notice, fact }))).toEqual({ ...notice, fact });
    },
  );

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
