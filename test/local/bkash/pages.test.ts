import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Merchant, merchantWithSimulator } from './merchant.ts';

/** Goal: a customer without JavaScript gets through bKash's page, and nothing a merchant sends becomes markup. */
let merchant: Merchant;
let address: string;
let paymentId: string;
beforeAll(async () => {
  merchant = await merchantWithSimulator();
});
afterAll(() => merchant.leave());

describe("the simulator's front page", () => {
  it('tells whoever opens its address how to pay and where its books are', async () => {
    const answer = await fetch(`${merchant.simulator.url}/`);
    const text = await answer.text();
    expect(answer.status).toBe(200);
    for (const known of ['01770618575', '123456', '12121', '01823074817', '2029', 'href="/simulator/ledger"'])
      expect(text).toContain(known);
  });
});

describe("bKash's page", () => {
  it('leads from wallet over OTP and PIN back to the shop, by plain forms', async () => {
    await open({ amount: '125050.00' });
    const wallet = await get();
    expect(wallet.text).toContain('name="wallet"');
    expect(wallet.text).toContain('৳1,25,050.00');
    expect(wallet.text).toContain('local.order1-1');
    expect(wallet.text).toContain('01770618575');
    const otp = await post({ step: 'wallet', wallet: '01770618575' });
    expect(otp.text).toContain('017•••••575');
    expect(otp.text).toContain('123456');
    const pin = await post({ step: 'otp', otp: '123456' });
    expect(pin.text).toContain('type="password"');
    const back = await post({ step: 'pin', pin: '12121' });
    expect(callbackOf(back)).toEqual([paymentId, 'success']);
    expect(callbackOf(await get())).toEqual([paymentId, 'success']);
    expect((await merchant.execute(paymentId)).body.payerAccount).toBe('01770618575');
  });

  it('keeps a mistyped number to be mended and tells the tries that are left', async () => {
    await open();
    const again = await post({ step: 'wallet', wallet: '0177' });
    expect(again.text).toContain('role="alert"');
    expect(again.text).toContain('value="0177"');
    await post({ step: 'wallet', wallet: '01770618575' });
    expect((await post({ step: 'otp', otp: '1' })).text).toContain('Tries left: 2.');
    expect((await post({ step: 'otp', otp: '1' }, 'bn')).text).toContain('আর ১ বার চেষ্টা করতে পারবেন।');
    expect(callbackOf(await post({ step: 'otp', otp: '1' }))).toEqual([paymentId, 'failure']);
    expect(callbackOf(await get())).toEqual([paymentId, 'failure']);
  });

  it.each(['wallet', 'otp', 'pin'])('leads back with cancel when closed at the step %s', async (step) => {
    await open();
    if (step !== 'wallet') await post({ step: 'wallet', wallet: '01770618575' });
    if (step === 'pin') await post({ step: 'otp', otp: '123456' });
    expect(callbackOf(await post({ step, action: 'close' }))).toEqual([paymentId, 'cancel']);
    expect((await get()).text).toContain('name="wallet"');
  });

  it("does not take a stale tab's answer for another step's", async () => {
    await open();
    await post({ step: 'wallet', wallet: '01770618575' });
    const shown = await post({ step: 'pin', pin: '12121' });
    expect(shown.text).toContain('name="otp"');
    const { body } = await merchant.api('/query/payment', { paymentId });
    expect(body.verificationStatus).toBe('Incomplete');
  });

  it('is Bangla or English as the customer chose, else as the browser asks, else Bangla', async () => {
    await open();
    expect((await get('bn')).text).toContain('<html lang="bn">');
    expect((await get(undefined, 'en-GB,en')).text).toContain('<html lang="en">');
    expect((await get(undefined, 'fr')).text).toContain('<html lang="bn">');
  });

  it('fills in a wallet that the merchant gave as the reference', async () => {
    await open({ payerReference: '01929918378' });
    expect((await get()).text).toContain('value="01929918378"');
  });

  it('shows whatever the merchant and the customer typed as text, never as markup', async () => {
    await open({ merchantInvoiceNumber: `x"onmouseover='1'`, subMerchantName: '<script>alert(1)</script>' });
    const { text } = await post({ step: 'wallet', wallet: '"><b>' });
    expect(text).not.toMatch(/<script|<b>|"onmouseover/);
    expect(text).toContain('&#60;script&#62;');
  });

  it('opens only with its key, and says so kindly', async () => {
    await open();
    address = address.replace(/hash=\w/, 'hash=_');
    const refused = await get();
    expect(refused.status).toBe(404);
    expect(refused.text).toContain('no such payment');
  });

  it('tells a customer whose payment has expired or is used up to begin again', async () => {
    await open();
    await merchant.execute(paymentId);
    expect((await get()).text).toContain('can no longer be made');
    await open();
    await merchant.advance(24 * 3600);
    expect((await get()).text).toContain('has expired');
  });

  it('runs no script and is framed by nobody', async () => {
    await open();
    const policy = (await get()).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  });
});

interface Shown {
  status: number;
  text: string;
  location: string | null;
  headers: Headers;
}

async function open(fields: Record<string, unknown> = {}): Promise<void> {
  const { body } = await merchant.create(fields);
  paymentId = body.paymentId;
  address = body.bkashURL;
}

function get(language: string | undefined = 'en', accept = ''): Promise<Shown> {
  const url = language === undefined || accept !== '' ? address : `${address}&lang=${language}`;
  return show(fetch(url, { redirect: 'manual', headers: { 'accept-language': accept } }));
}

/** Posts the form and, as a browser would, follows the redirect to the next step, but not the one to the shop. */
async function post(fields: Record<string, string>, language = 'en'): Promise<Shown> {
  const body = new URLSearchParams(fields);
  const shown = await show(
    fetch(`${address}&lang=${language}`, { method: 'POST', body, redirect: 'manual' }),
  );
  return shown.location?.startsWith('/') ? await get(language) : shown;
}

async function show(pending: Promise<Response>): Promise<Shown> {
  const response = await pending;
  const { status, headers } = response;
  return { status, text: await response.text(), location: headers.get('location'), headers };
}

function callbackOf({ status, location }: Shown): Array<string | null> {
  expect(status).toBe(303);
  const { searchParams } = new URL(location ?? '');
  return [searchParams.get('paymentID'), searchParams.get('status')];
}
