import { describe, expect, it } from 'vitest';
import { localCheckoutCredentials, localCredentials } from '../../../infra/local/bkash/credentials.ts';
import { checkoutClientOf } from '../../../shared/adapters/bkash/checkout-client.ts';
import { clientOf } from '../../../shared/adapters/bkash/client.ts';
import { dialectV2 } from '../../../shared/adapters/bkash/dialect-v2.ts';
import type { TokenCalls } from '../../../shared/adapters/bkash/token-answer.ts';
import { inProcessBkash } from './in-process.ts';
import { inProcessTransport } from './in-process-transport.ts';

const now = Date.parse('2026-11-23T06:00:00Z');

/** Goal: the simulated bKash keeps its two products apart as the local one does, over one ledger. */
describe('bKash’s two products in this process', () => {
  it('take a payment in the frame and list it in the one ledger', async () => {
    const { bkash, frame, paymentId, token } = await framedWorld();
    const executed = await frame.executePayment(token, paymentId, 1_000);
    expect(executed).toMatchObject({ kind: 'completed', captured: { amountPoisha: 105_000 } });
    expect(bkash.books.entries()).toMatchObject([{ kind: 'payment', invoice: 'SB-1-1', paymentId }]);
  });

  it('know neither the other’s payments nor its tokens', async () => {
    const { page, frame, paymentId, token } = await framedWorld();
    const pageToken = await tokenOf(page);
    expect(await page.queryPayment(pageToken, paymentId)).toMatchObject({ kind: 'dead' });
    const turnedAway = { kind: 'not_sent', reason: 'unauthorised' };
    expect(await frame.executePayment(pageToken, paymentId, 1_000)).toEqual(turnedAway);
    expect(await page.executePayment(token, paymentId, 1_000)).toEqual(turnedAway);
  });

  it('are down one by one', async () => {
    const { bkash, page, frame, paymentId, token } = await framedWorld();
    const pageToken = await tokenOf(page);
    bkash.saveOutageOf('checkout', now + 60_000);
    expect(await frame.queryPayment(token, paymentId)).toMatchObject({
      kind: 'unanswered',
      reason: 'http_503',
    });
    expect(await page.queryPayment(pageToken, 'TR00000000')).toMatchObject({ kind: 'dead' });
  });

  it('count their token calls apart', async () => {
    const { page, frame, tokenCalls } = await framedWorld();
    await tokenOf(page);
    await tokenOf(frame);
    expect(tokenCalls).toEqual(['checkout', 'tokenized', 'checkout']);
  });
});

async function framedWorld() {
  const tokenCalls: string[] = [];
  let drawn = 0;
  const bkash = inProcessBkash({
    now: () => now,
    wait: async () => {},
    draw: (alphabet, count) => {
      drawn += 1;
      return String(drawn).padStart(count, alphabet[0]);
    },
    watch: { tokenCalled: (product) => tokenCalls.push(product) },
  });
  const transport = inProcessTransport(bkash);
  const page = clientOf(dialectV2, { transport, credentials: localCredentials, plainHttp: false });
  const frame = checkoutClientOf({ transport, credentials: localCheckoutCredentials, plainHttp: false });
  const token = await tokenOf(frame);
  const created = await frame.createPayment(token, { invoice: 'SB-1-1', amountPoisha: 105_000 }, 1_000);
  if (created.kind !== 'created') throw new Error(`The payment was ${created.kind}.`);
  const { paymentId } = created;
  bkash.customerActs(paymentId, { act: 'wallet', wallet: '01700000001' });
  bkash.customerActs(paymentId, { act: 'otp', otp: '123456' });
  bkash.customerActs(paymentId, { act: 'pin', pin: '12121' });
  return { bkash, page, frame, paymentId, token, tokenCalls };
}

async function tokenOf(client: TokenCalls) {
  const granted = await client.grantToken();
  if (granted.kind !== 'granted') throw new Error(`The token was ${granted.kind}.`);
  return { value: granted.token, expiresAt: Number.MAX_SAFE_INTEGER };
}
