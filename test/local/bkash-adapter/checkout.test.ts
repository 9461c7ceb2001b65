import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localCheckoutCredentials } from '../../../infra/local/bkash/credentials.ts';
import { connectCheckout } from '../../../shared/adapters/bkash/checkout-connection.ts';
import { connectCheckoutRefunds } from '../../../shared/adapters/bkash/refund-generation.ts';
import { type Merchant, merchantWithSimulator } from '../bkash/merchant.ts';

/** Goal: our client and the simulated product speak of the same paths and fields, each written from the documents. */
let merchant: Merchant;
let bkash: ReturnType<typeof connectCheckout>;
let refunds: ReturnType<typeof connectCheckoutRefunds>;
let token: { value: string; expiresAt: number };
beforeAll(async () => {
  merchant = await merchantWithSimulator();
  const { url } = merchant.simulator;
  const settings = {
    stage: 'local',
    bkash: { generation: 'v2' as const, tokenizedOrigin: url, checkoutOrigin: url },
  };
  bkash = connectCheckout(settings, localCheckoutCredentials);
  refunds = connectCheckoutRefunds(settings, localCheckoutCredentials);
  const granted = await bkash.grantToken();
  if (granted.kind !== 'granted') throw new Error('no token');
  token = { value: granted.token, expiresAt: 0 };
});
afterAll(() => merchant.leave());

const order = { invoice: 'local.SB-1-1', amountPoisha: 105_000 };

async function created(): Promise<string> {
  const outcome = await bkash.createPayment(token, order, 5_000);
  if (outcome.kind !== 'created') throw new Error(outcome.kind);
  expect(JSON.parse(outcome.createAnswer)).toMatchObject({ paymentID: outcome.paymentId, amount: '1050.00' });
  return outcome.paymentId;
}

describe('our client and the simulated product in the shop’s page', () => {
  it('agree from create to refund', async () => {
    const paymentId = await created();
    const initiated = { kind: 'initiated', verification: 'incomplete' };
    expect(await bkash.queryPayment(token, paymentId)).toEqual(initiated);
    await merchant.authorise(paymentId);
    expect(await bkash.queryPayment(token, paymentId)).toEqual({ ...initiated, verification: 'complete' });
    const executed = await bkash.executePayment(token, paymentId, 5_000);
    expect(executed).toMatchObject({
      kind: 'completed',
      captured: { amountPoisha: 105_000, currency: 'BDT', invoice: 'local.SB-1-1' },
    });
    expect(await bkash.queryPayment(token, paymentId)).toEqual(executed);
    const trxId = executed.kind === 'completed' ? executed.captured.trxId : '';
    expect(await bkash.searchTransaction(token, trxId)).toMatchObject({ kind: 'found', completed: true });
    expect(await refunds.refundStatus(token, { paymentId, trxId })).toEqual({ kind: 'listed', refunds: [] });
    const refund = { paymentId, trxId, amountPoisha: 105_000, sku: 'SB-1', reason: 'Out of stock' };
    const refunded = await refunds.refundPayment(token, refund, 5_000);
    expect(refunded).toMatchObject({ kind: 'succeeded', amountPoisha: 105_000 });
    expect(await refunds.refundStatus(token, refund)).toMatchObject({
      refunds: [{ amountPoisha: 105_000, completed: true }],
    });
  });

  it.each([
    ['01823074817', { kind: 'refused', refusal: { code: '2023', handling: 'customer' } }],
    ['01823074818', { kind: 'refused', refusal: { code: '2037' } }],
  ])('agree on a refused wallet: %s', async (wallet, outcome) => {
    const paymentId = await created();
    await merchant.authorise(paymentId, { wallet });
    expect(await bkash.executePayment(token, paymentId, 5_000)).toMatchObject(outcome);
  });

  it.each([
    ['http_500', 'unknown'],
    ['http_503', 'unknown'],
    ['gateway_message', 'unknown'],
    ['system_error_9999', 'unknown'],
    ['html', 'unknown'],
    ['truncated', 'unknown'],
    ['connection_reset', 'unknown'],
    ['unauthorized', 'not_sent'],
    ['timeout_after', 'unknown'],
  ])('agree that Execute answered by %s is %s', async (fault, kind) => {
    const paymentId = await created();
    await merchant.authorise(paymentId);
    await merchant.control('/faults', { operation: 'execute', fault, times: 1 });
    expect((await bkash.executePayment(token, paymentId, 700)).kind).toBe(kind);
    await merchant.clearFaults();
    const isCaptured = fault === 'timeout_after';
    expect((await bkash.queryPayment(token, paymentId)).kind).toBe(isCaptured ? 'completed' : 'initiated');
  });
});
