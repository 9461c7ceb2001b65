import { expect } from 'vitest';
import { eventually } from '../system/shopper.ts';
import type { Story } from './ground.ts';
import type { Heard } from './shop-server.ts';

/** What becomes of a message after it was sent. */
export const messages: Record<string, Story> = {
  'an email comes back': async (ground, orderId) => {
    const [email, phone] = [`bounce+${orderId.toLowerCase()}@example.com`, '01612345671'];
    await ground.purchase(orderId, { customer: { email, phone } });
    await ground.until(orderId, ({ timeline }) => timeline.some(({ what }) => what === 'email_bounced'));
    const [sms] = await eventually(
      () => ground.shopper.smses(phone),
      ({ length }) => length === 1,
    );
    expect(sms?.text).toContain('has been received');
    expect((await ground.shopper.order(orderId)).status).toBe('paid');
  },

  'the customer has lost his email': async (ground, orderId) => {
    await ground.purchase(orderId);
    await ground.endsPaid(orderId);
    const { answer } = await ground.ops(`resend ${orderId} order.paid`);
    expect(answer).toMatchObject({ outcome: 'done', code: 'queued' });
    const emails = await eventually(
      () => ground.shopper.emails(orderId),
      ({ length }) => length === 2,
    );
    expect(new Set(emails.map(({ subject }) => subject)).size).toBe(1);
    const { status, timeline } = await ground.shopper.order(orderId);
    expect([status, timeline.at(-1)?.what]).toEqual(['paid', 'told_again']);
  },

  'the shop’s own server is down': async (ground, orderId) => {
    const { shop } = ground;
    const of = (heard: readonly Heard[]) => heard.filter((one) => one.orderId === orderId);
    const hears = (times: number) =>
      eventually(
        async () => of(shop.heard),
        ({ length }) => length === times,
        20_000,
      );
    shop.isDown = true;
    await ground.purchase(orderId);
    await ground.endsPaid(orderId);
    await eventually(
      async () => of(shop.refused),
      ({ length }) => length >= 2,
      20_000,
    );
    shop.isDown = false;
    await hears(1);
    const { answer } = await ground.ops(`resend ${orderId} order.paid --channel shop`);
    expect(answer).toMatchObject({ outcome: 'done', code: 'queued' });
    const heard = await hears(2);
    expect(new Set([...of(shop.refused), ...heard].map(({ id, type }) => `${id} ${type}`)).size).toBe(1);
  },

  'a reader calls an email spam': async (ground, orderId) => {
    const [email, phone] = [`complaint+${orderId.toLowerCase()}@example.com`, '01612345672'];
    await ground.purchase(orderId, { customer: { email, phone } });
    await ground.until(orderId, ({ timeline }) => timeline.some(({ what }) => what === 'email_complained'));
    expect(await ground.shopper.emailsTo(email)).toHaveLength(1);
    expect(await ground.shopper.smses(phone)).toEqual([]);
  },
};
