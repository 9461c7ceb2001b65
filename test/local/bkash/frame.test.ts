import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { localCheckoutCredentials as shop } from '../../../infra/local/bkash/credentials.ts';
import { type Merchant, merchantWithSimulator } from './merchant.ts';

/** Goal: bKash's frame leads through the same steps as its page, and tells the shop's page, and nobody else, how it ended. */
const shopOrigin = 'http://shop.example:8080';
let merchant: Merchant;
let headers: Record<string, string>;
let paymentID: string;
beforeAll(async () => {
  merchant = await merchantWithSimulator();
  const signIn = { username: shop.username, password: shop.password };
  const app = { app_key: shop.appKey, app_secret: shop.appSecret };
  const { body } = await merchant.call('/v1.2.0-beta/checkout/token/grant', app, signIn);
  headers = { authorization: body.id_token, 'x-app-key': shop.appKey };
});
beforeEach(async () => {
  const sale = {
    amount: '125050.00',
    currency: 'BDT',
    intent: 'sale',
    merchantInvoiceNumber: 'local.order1-1',
  };
  ({ paymentID } = (await merchant.call('/v1.2.0-beta/checkout/payment/create', sale, headers)).body);
});
afterAll(() => merchant.leave());

describe('bKash’s frame', () => {
  it('leads from wallet over OTP and PIN, and then tells that the customer approved', async () => {
    const wallet = await get();
    expect(wallet.text).toContain('name="wallet"');
    expect(wallet.text).toContain('৳1,25,050.00');
    expect((await post({ step: 'wallet', wallet: '0177' })).text).toContain('value="0177"');
    await post({ step: 'wallet', wallet: '01770618575' });
    expect((await get()).text).toContain('name="otp"');
    await post({ step: 'otp', otp: '123456' });
    expect(toldBy(await post({ step: 'pin', pin: '12121' }))).toEqual([
      'approved',
      'itself',
      paymentID,
      shopOrigin,
    ]);
    expect(toldBy(await get())).toEqual(['approved', 'itself', paymentID, shopOrigin]);
  });

  it('tells that it was closed, and opens again', async () => {
    expect(toldBy(await post({ step: 'wallet', action: 'close' }))).toEqual([
      'closed',
      'itself',
      paymentID,
      shopOrigin,
    ]);
    expect((await get()).text).toContain('name="wallet"');
  });

  it('ends after three wrong codes with words and a button, and never tells of an approval', async () => {
    await post({ step: 'wallet', wallet: '01770618575' });
    for (const _ of [1, 2]) expect((await post({ step: 'otp', otp: '1' })).text).toContain('Tries left');
    const failed = await post({ step: 'otp', otp: '1' });
    expect(failed.text).toContain('You were not charged');
    expect(toldBy(failed)).toEqual(['closed', 'button', paymentID, shopOrigin]);
  });

  it('waits for the shop’s create, and says where that came to nothing', async () => {
    expect((await get('')).text).toContain('One moment');
    expect(toldBy(await get('&notice=failed'))).toEqual(['closed', 'button', '', shopOrigin]);
  });

  it('stands in the page of the shop that opened it only, and runs its own script only', async () => {
    const { policy } = await get();
    expect(policy).toContain(`frame-ancestors ${shopOrigin}`);
    expect(policy).toMatch(/script-src 'sha256-[^']+'; base-uri/);
  });

  it.each([
    '',
    '*',
    'javascript:alert(1)',
    'http://a.example http://b.example',
    'http://a.example/x',
    "x'; script-src *",
  ])('is not shown to a page that names itself %j', async (origin) => {
    const url = `${merchant.simulator.url}/checkout/frame?${new URLSearchParams({ shop: origin, paymentID })}`;
    const response = await fetch(url);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(await response.text()).not.toContain('local.order1-1');
  });

  it('shows no payment of bKash’s own page, and none that is not there', async () => {
    const { paymentId } = (await merchant.create()).body;
    for (const id of [paymentId, 'NONE']) {
      const answer = await get(`&paymentID=${id}`);
      expect(answer.status).toBe(404);
      expect(answer.text).not.toContain('local.order1-1');
    }
  });

  it('says that bKash is down, with a way out', async () => {
    await merchant.control('/outage', { seconds: 60 });
    const down = await get();
    await merchant.control('/outage', { seconds: 0 });
    expect(down.status).toBe(503);
    expect(toldBy(down)).toEqual(['closed', 'button', '', shopOrigin]);
  });
});

describe('bKash.js', () => {
  it('is served where a shop’s page looks for it', async () => {
    const path = '/versions/1.2.0-beta/checkout/bKash-checkout-sandbox.js';
    const response = await fetch(merchant.simulator.url + path);
    expect(response.headers.get('content-type')).toContain('text/javascript');
    expect(await response.text()).toContain('window.bKash');
  });
});

function addressOf(what: string): string {
  return `${merchant.simulator.url}/checkout/frame?shop=${encodeURIComponent(shopOrigin)}${what}&lang=en`;
}

async function get(what = `&paymentID=${paymentID}`) {
  return read(await fetch(addressOf(what)));
}

async function post(form: Record<string, string>) {
  return read(
    await fetch(addressOf(`&paymentID=${paymentID}`), { method: 'POST', body: new URLSearchParams(form) }),
  );
}

async function read(response: Response) {
  const policy = response.headers.get('content-security-policy');
  return { status: response.status, text: await response.text(), policy };
}

/** What the page tells the one around it, how, of which payment, and to whom. */
function toldBy({ text }: { text: string }) {
  return /data-what="(\w+)" data-by="(\w+)" data-payment="(\w*)" data-shop="([^"]+)"/.exec(text)?.slice(1);
}
