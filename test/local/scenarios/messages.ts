import { expect } from 'vitest';
import { eventually } from '../system/shopper.ts';
import type { Story } from './ground.ts';

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

  'a reader calls an email spam': async (ground, orderId) => {
    const [email, phone] = [`complaint+${orderId.toLowerCase()}@example.com`, '01612345672'];
    await ground.purchase(orderId, { customer: { email, phone } });
    await ground.until(orderId, ({ timeline }) => timeline.some(({ what }) => what === 'email_complained'));
    expect(await ground.shopper.emailsTo(email)).toHaveLength(1);
    expect(await ground.shopper.smses(phone)).toEqual([]);
  },
};
