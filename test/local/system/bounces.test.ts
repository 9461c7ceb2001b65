import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, startSystem } from './shopper.ts';

/**
 * Goal: an email that comes back reaches its customer by SMS, and a reader who complains is written no more. Method:
 * the running system, whose mail server treats `bounce@…` and `complaint@…` as SES's mailbox simulator does; the event
 * goes through the template's own rules into its queue.
 */
let started: Awaited<ReturnType<typeof startSystem>>;
beforeAll(async () => {
  started = await startSystem();
});
afterAll(() => started?.stop());

async function paid(orderId: string, customer: { email: string; phone: string }): Promise<void> {
  const { shopper } = started;
  await shopper.open(await shopper.authorise(await shopper.checkout(orderId, { customer })));
}

const turnsOf = async (orderId: string) =>
  (await started.shopper.order(orderId)).timeline.map(({ what }) => what);

describe('a customer whose email comes back', () => {
  it('is told by SMS what he was written, once, and by SMS alone from then on', async () => {
    const phone = '01912345671';
    await paid('came-back', { email: 'bounce+1@example.com', phone });
    const texts = () => started.shopper.smses(phone).then((all) => all.map(({ text }) => text));
    await eventually(texts, ({ length }) => length === 1);
    expect((await texts())[0]).toContain('Your bKash payment of Tk 1,050.00 has been received');
    expect(await turnsOf('came-back')).toContain('email_bounced');
    await started.shopper.refund('came-back', { refundId: 'R-1', amount: '50.00', reason: 'Broken' });
    await eventually(texts, ({ length }) => length === 2);
    expect((await texts())[1]).toContain('Tk 50.00 has been sent back');
    expect(await started.shopper.emailsTo('bounce+1@example.com')).toHaveLength(1);
  });
});

describe('a customer who calls an email spam', () => {
  it('is written no more, by no channel', async () => {
    const phone = '01912345672';
    await paid('complained', { email: 'complaint+1@example.com', phone });
    await eventually(
      () => turnsOf('complained'),
      (turns) => turns.includes('email_complained'),
    );
    await started.shopper.refund('complained', { refundId: 'R-1', amount: '50.00', reason: 'Broken' });
    await eventually(
      () => started.shopper.order('complained'),
      ({ status }) => status === 'partially_refunded',
    );
    // The way to an email is shorter than the one to the next order's.
    await paid('afterwards', { email: 'afterwards@example.com', phone: '01912345673' });
    await eventually(
      () => started.shopper.emailsTo('afterwards@example.com'),
      ({ length }) => length === 1,
    );
    expect(await started.shopper.emailsTo('complaint+1@example.com')).toHaveLength(1);
    expect(await started.shopper.smses(phone)).toEqual([]);
  });
});
