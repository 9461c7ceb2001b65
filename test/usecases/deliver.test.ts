import { describe, expect, it } from 'vitest';
import type { CustomerNotice } from '../../shared/adapters/dynamodb/notice-port.ts';
import type { Attempt, Order } from '../../shared/domain/order.ts';
import { orderFor, pendingOrder } from '../adapters/ses/orders.ts';
import { aLedger, aPost, notice } from '../fakes/post.ts';

const paid = orderFor('order.paid').order;
const pageOpen: Attempt = {
  attempt: 1,
  product: 'tokenized',
  generation: 'v2',
  startedAt: 1,
  changedAt: 1,
  state: 'created',
  paymentId: 'TR0011a',
  paymentCreatedAt: 1,
  bkashUrl: 'https://page.example',
};

describe('a notice', () => {
  it('is claimed, then sent, and nothing is written after that', async () => {
    const post = aPost();
    await post.deliver();
    expect(post.steps).toEqual(['find SB-1001', 'claim message-1 at 5000', 'send order.paid']);
    expect(post.telemetry.told).toEqual([{ name: 'NoticeSent', ...notice, messageId: 'message-1' }]);
  });

  it('that another message has sent is dropped', async () => {
    const post = aPost({ claim: 'sent' });
    await post.deliver();
    expect(post.sends()).toBe(0);
    expect(post.telemetry.told).toMatchObject([{ name: 'NoticeDropped', reason: 'told_already' }]);
  });

  it('that is being sent at this moment comes again later', async () => {
    const post = aPost({ claim: 'busy' });
    await expect(post.deliver()).rejects.toThrow('is being sent');
    expect(post.sends()).toBe(0);
  });

  it.each([
    ['whose order is pending after all', pendingOrder(), 'true_no_more'],
    ['whose order has gone on to review', orderFor('order.review').order, 'true_no_more'],
    ['whose customer left no address', { ...paid, customer: {} }, 'no_address'],
    ['whose order nobody knows', undefined, 'no_order'],
  ])('%s is dropped without a claim', async (_what, order, reason) => {
    const post = aPost({ order });
    await post.deliver();
    expect(post.steps).toEqual(['find SB-1001']);
    expect(post.telemetry.told).toEqual([
      { name: 'NoticeDropped', ...notice, messageId: 'message-1', reason },
    ]);
  });

  it('that the carrier refused gives its claim back, so that any later message may send', async () => {
    const post = aPost({ sending: { kind: 'refused', code: 'Throttling' } });
    await expect(post.deliver()).rejects.toThrow('refused, Throttling');
    expect(post.steps.at(-1)).toBe('release SB-1001');
    expect(post.telemetry.told).toMatchObject([
      { name: 'NoticeFailed', reason: 'refused', code: 'Throttling' },
    ]);
    expect(post.telemetry.counted).toEqual(['NoticeFailed']);
  });

  it('that may have been sent keeps its claim: no other message sends it a second time', async () => {
    const post = aPost({ sending: { kind: 'unanswered', code: 'TimeoutError' } });
    await expect(post.deliver()).rejects.toThrow('unanswered, TimeoutError');
    expect(post.steps.at(-1)).toBe('send order.paid');
    expect(post.telemetry.counted).toEqual(['NoticeFailed']);
  });

  it('says nothing of the customer, whatever becomes of it', async () => {
    const endings = [
      aPost(),
      aPost({ claim: 'sent' }),
      aPost({ order: pendingOrder() }),
      aPost({ sending: { kind: 'refused', code: 'MessageRejected' } }),
      aPost({ sending: { kind: 'unanswered', code: 'TimeoutError' } }),
    ];
    for (const post of endings) {
      const thrown = await post.deliver().then(
        () => '',
        (error: Error) => `${error.message} ${error.cause}`,
      );
      expect(thrown + JSON.stringify(post.telemetry.told)).not.toMatch(/rahela|khatun|0171|@|shop\.example/i);
    }
  });
});

describe('a notice by SMS', () => {
  const bySms: CustomerNotice = { ...notice, channel: 'sms' };

  it('goes to a customer who left a number and no email', async () => {
    const post = aPost({ order: { ...paid, customer: { phone: '01712345678' } } });
    await post.deliver('message-1', bySms);
    expect(post.steps.at(-1)).toBe('send order.paid by SMS');
  });

  it('does not go to one who is told by email', async () => {
    const post = aPost();
    await post.deliver('message-1', bySms);
    expect(post.telemetry.told).toMatchObject([{ name: 'NoticeDropped', reason: 'no_address' }]);
  });
});

describe('a payment link', () => {
  const link: CustomerNotice = { ...notice, fact: 'order.payment_link' };
  const waiting = orderFor('order.payment_link').order;

  it('is sent to a customer who still can pay', async () => {
    const post = aPost({ order: { ...waiting, expiresAt: 5_001 } });
    await post.deliver('message-1', link);
    expect(post.sends()).toBe(1);
  });

  it.each<[string, Order]>([
    ['has paid', paid],
    ['is over, though nobody has closed it yet', { ...waiting, expiresAt: 5_000 }],
    ['was withdrawn', { ...waiting, closed: { as: 'withdrawn', at: 1 } }],
    ['has a page of bKash', { ...waiting, attempts: [pageOpen] }],
  ])('is not sent where the customer or his order %s', async (_, order) => {
    const post = aPost({ order });
    await post.deliver('message-1', link);
    expect(post.sends()).toBe(0);
    expect(post.telemetry.told).toMatchObject([{ name: 'NoticeDropped', reason: 'true_no_more' }]);
  });
});

describe('two messages about one fact', () => {
  it('that race tell the customer once', async () => {
    const post = aPost({ ledger: aLedger() });
    await Promise.all([post.deliver('message-1'), post.deliver('message-2'), post.deliver('message-3')]);
    expect(post.sends()).toBe(1);
  });

  it('tell him after all when the first was refused', async () => {
    const ledger = aLedger();
    const refused = aPost({ ledger, sending: { kind: 'refused', code: 'Throttling' } });
    await expect(refused.deliver('message-1')).rejects.toThrow();
    const second = aPost({ ledger });
    await second.deliver('message-2');
    expect(second.sends()).toBe(1);
  });
});
