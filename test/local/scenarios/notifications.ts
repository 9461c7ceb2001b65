import { expect } from 'vitest';
import { eventually } from '../system/shopper.ts';
import { type Ground, type Story, untilFirstLook } from './ground.ts';
import { returned } from './refunds.ts';

/** What happens to a notification on its way: whatever it is, the order ends as the ledger says. */
export const notifications: Record<string, Story> = {
  'the notification comes twice': happyDespite('duplicate'),
  'the notification comes late': happyDespite('delay', { times: 1, delayMs: 5_000 }),
  'the notifications come in another order': happyDespite('reorder', { times: 2 }),
  'the notification has no invoice': happyDespite('no_invoice'),
  'the notification comes from another topic': happyDespite('foreign_topic'),
  'the notification is forged': happyDespite('forged_signature'),
  'the notification never comes': happyDespite('drop'),

  'a forged notification of a payment that nobody executed': async (ground, orderId) => {
    const order = await ground.shopper.checkout(orderId);
    await ground.fault('webhook', 'forged_signature');
    const before = await ground.calls();
    await ground.control(`/payments/${order.attempts[0]?.paymentID}/capture`, {}).catch(() => undefined);
    await new Promise((done) => setTimeout(done, 2_500));
    expect((await ground.calls()).query).toBe(before.query);
    expect((await ground.shopper.order(orderId)).status).toBe('pending');
  },

  'the notification is the only one who knows: the customer and his return are gone': async (
    ground,
    orderId,
  ) => {
    const { order } = await ground.onPage(orderId);
    const before = await ground.calls();
    await ground.control(`/payments/${order.attempts[0]?.paymentID}/capture`, {});
    await ground.endsPaid(orderId);
    const after = await ground.calls();
    expect((after.query ?? 0) - (before.query ?? 0)).toBe(1);
    expect((after.execute ?? 0) - (before.execute ?? 0)).toBe(0);
  },

  'money moves for an order that was withdrawn': async (ground, orderId) => {
    const { order } = await ground.onPage(orderId);
    await ground.shopper.cancel(orderId);
    await ground.control(`/payments/${order.attempts[0]?.paymentID}/capture`, {});
    const surplus = await ground.until(orderId, (one) => one.surplus.length > 0);
    expect(surplus).toMatchObject({
      status: 'cancelled',
      amountPaid: '0.00',
      surplus: [{ amount: '1050.00' }],
    });
  },

  'money arrives twice, and the surplus goes back by itself': async (ground, orderId) => {
    const { order, callback } = await ground.onPage(orderId, 'cancel');
    await ground.shopper.open(callback);
    await ground.shopper.open(await ground.payByLink(orderId, order.payUrl));
    await ground.until(orderId, ({ status }) => status === 'paid');
    await ground.control(`/payments/${order.attempts[0]?.paymentID}/capture`, {});
    const whole = await ground.until(orderId, ({ surplus }) => surplus[0]?.state === 'succeeded');
    expect(whole).toMatchObject({ status: 'paid', amountPaid: '1050.00', amountRefunded: '0.00' });
    expect(await returned(ground, orderId)).toEqual([whole.surplus[0]?.refundTrxID]);
    await eventually(
      () => ground.shopper.emails(orderId),
      (emails) => emails.some(({ subject }) => subject.includes('surplus')),
    );
  },

  'a notification is sent again days later': async (ground, orderId) => {
    await ground.purchase(orderId);
    const paid = await ground.endsPaid(orderId);
    await notified(ground);
    await ground.control(`/webhooks/${paid.attempts[0]?.trxID}/resend`, {});
    await new Promise((done) => setTimeout(done, 2_500));
    expect(await ground.shopper.order(orderId)).toEqual(paid);
  },

  'a coupon paid the rest': async (ground, orderId) => {
    await ground.fault('execute', 'amount', { times: 1, amount: '950.00' });
    await ground.fault('webhook', 'coupon', { times: 1, amount: '950.00' });
    await ground.purchase(orderId);
    await ground.until(orderId, ({ status }) => status === 'review' || status === 'paid');
    await ground.advance(untilFirstLook);
    const paid = await ground.until(orderId, ({ status }) => status === 'paid');
    expect(paid).toMatchObject({ amountPaid: '1050.00', attempts: [{ amount: '950.00' }] });
  },

  'money comes without any order': async (ground) => {
    const before = await ground.calls();
    await ground.control('/wallet-payments', { amount: '250.00', reference: 'Tea' });
    await new Promise((done) => setTimeout(done, 2_500));
    expect((await ground.calls()).query).toBe(before.query);
  },
};

function happyDespite(fault: string, more: Record<string, unknown> = { times: 1 }): Story {
  return async (ground, orderId) => {
    await ground.fault('webhook', fault, more);
    const before = await ground.calls();
    await ground.purchase(orderId);
    const paid = await ground.endsPaid(orderId);
    await ground.advance(10);
    await new Promise((done) => setTimeout(done, 1_500));
    expect(await ground.shopper.order(orderId)).toEqual(paid);
    expect((await ground.calls()).query).toBe(before.query);
  };
}

async function notified(ground: Ground): Promise<void> {
  await eventually(
    () => ground.shopper.webhooks(),
    ({ items }) => items.length > 0,
  );
}
