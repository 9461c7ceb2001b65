import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Merchant, merchantWithSimulator } from './merchant.ts';

/** Goal: the authorise handle does what a customer can do on the page, no more. */
let merchant: Merchant;
let paymentId: string;
beforeAll(async () => {
  merchant = await merchantWithSimulator();
});
afterAll(() => merchant.leave());

describe('a customer at bKash', () => {
  it('who mistypes the OTP twice may go on; the count of tries is told', async () => {
    paymentId = (await merchant.create()).body.paymentId;
    expect(await authorise({ otp: '000000' })).toEqual({ error: 'wrong_otp', triesLeft: 2 });
    expect(await authorise({ otp: '000000' })).toEqual({ error: 'wrong_otp', triesLeft: 1 });
    expect(await statusOf({})).toBe('success');
  });

  it.each([
    ['OTP', { otp: '000000' }],
    ['PIN', { pin: '00000' }],
  ])('who mistypes the %s three times is sent back with failure, for good', async (_, wrong) => {
    paymentId = (await merchant.create()).body.paymentId;
    await authorise(wrong);
    await authorise(wrong);
    expect(await statusOf(wrong)).toBe('failure');
    expect(await statusOf({})).toBe('failure');
    expect((await merchant.execute(paymentId)).body.externalCode).toBe('2056');
  });

  it('who closes the page is sent back with cancel, and may open it again and pay', async () => {
    paymentId = (await merchant.create()).body.paymentId;
    expect(await statusOf({ action: 'cancel' })).toBe('cancel');
    expect((await merchant.api('/query/payment', { paymentId })).body.transactionStatus).toBe('Initiated');
    expect(await statusOf({})).toBe('success');
    expect((await merchant.execute(paymentId)).status).toBe(200);
  });

  it('does not get three fresh tries by closing the page', async () => {
    paymentId = (await merchant.create()).body.paymentId;
    await authorise({ pin: '00000' });
    await authorise({ pin: '00000' });
    await authorise({ action: 'cancel' });
    expect(await statusOf({ pin: '00000' })).toBe('failure');
  });

  it('who fails by request is sent back with failure', async () => {
    paymentId = (await merchant.create()).body.paymentId;
    expect(await statusOf({ action: 'fail' })).toBe('failure');
  });

  it('needs a bKash number', async () => {
    paymentId = (await merchant.create()).body.paymentId;
    for (const wallet of ['0177061857', '8801770618575', '01270618575', '০১৭৭০৬১৮৫৭৫']) {
      expect(await authorise({ wallet })).toMatchObject({ error: 'invalid_wallet' });
    }
  });

  it('opens the wallets whose PIN bKash itself prints differently with either PIN', async () => {
    for (const pin of ['13131', '12121']) {
      paymentId = (await merchant.create()).body.paymentId;
      expect(await statusOf({ wallet: '01877722345', pin })).toBe('success');
    }
  });

  it('whom nobody named is another one at each payment, so that equal purchases are no duplicates', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => merchant.authorised('500.00')));
    const executed = await Promise.all(ids.map((id) => merchant.execute(id)));
    expect(executed.every(({ status }) => status === 200)).toBe(true);
    expect(new Set(executed.map(({ body }) => body.payerAccount)).size).toBe(20);
  });

  it('finds nothing under an id that is not there, and an act that nobody knows is refused', async () => {
    expect((await merchant.authorise('TR0011none')).status).toBe(404);
    expect((await merchant.authorise(paymentId, { action: 'dance' })).status).toBe(400);
  });

  it('cannot pay after the paymentID has expired', async () => {
    paymentId = (await merchant.create()).body.paymentId;
    await merchant.advance(24 * 3600);
    expect((await merchant.authorise(paymentId)).status).toBe(409);
  });
});

async function authorise(body: Record<string, unknown>) {
  return (await merchant.authorise(paymentId, body)).body;
}

async function statusOf(body: Record<string, unknown>): Promise<string | null> {
  const { redirectUrl } = await authorise(body);
  const url = new URL(redirectUrl);
  expect(url.searchParams.get('paymentID')).toBe(paymentId);
  return url.searchParams.get('status');
}
