import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, startSystem } from './shopper.ts';

/** The whole way to a customer who left a number and no email, on the running system. */
let started: Awaited<ReturnType<typeof startSystem>>;
beforeAll(async () => {
  started = await startSystem();
});
afterAll(() => started?.stop());

describe('a customer who left his number and no email', () => {
  it('is told by one SMS that he paid, and by another what went back', async () => {
    const { shopper } = started;
    const customer = { name: 'Rahima', phone: '01812345678' };
    const order = await shopper.checkout('by-sms', { customer });
    await shopper.open(await shopper.authorise(order));
    const paid = await eventually(
      () => shopper.smses('01812345678'),
      ({ length }) => length === 1,
    );
    expect(paid[0]).toMatchObject({
      to: '+8801812345678',
      text: 'SundarBan: Your bKash payment of Tk 1,050.00 has been received. There is nothing more to pay. (by-sms)',
      at: expect.stringMatching(/Z$/),
    });
    await shopper.refund('by-sms', { refundId: 'R-1', amount: '50.00', reason: 'Broken' });
    const texts = await eventually(
      async () => (await shopper.smses('01812345678')).map(({ text }) => text),
      ({ length }) => length === 2,
    );
    expect(texts[1]).toBe('SundarBan: Tk 50.00 has been sent back to your bKash account. (by-sms)');
    const { addresses } = started.system;
    const page = await fetch(`${addresses.inbox}/sms`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('Tk 50.00 has been sent back');
  });

  it('still finds them there after a restart', async () => {
    await started.restart();
    expect(await started.shopper.smses('01812345678')).toHaveLength(2);
  });
});
