import { describe, expect, it } from 'vitest';
import { localCredentials } from '../../../infra/local/bkash/credentials.ts';
import type { Publication } from '../../../infra/local/bkash/machine/publication.ts';
import { clientOf } from '../../../shared/adapters/bkash/client.ts';
import { dialectV1 } from '../../../shared/adapters/bkash/dialect-v1.ts';
import { dialectV2 } from '../../../shared/adapters/bkash/dialect-v2.ts';
import { refundClientOf } from '../../../shared/adapters/bkash/refund-client.ts';
import { refundDialectV1 } from '../../../shared/adapters/bkash/refund-dialect-v1.ts';
import { refundDialectV2 } from '../../../shared/adapters/bkash/refund-dialect-v2.ts';
import { inProcessBkash } from './in-process.ts';
import { inProcessTransport } from './in-process-transport.ts';

const generations = {
  v1: { dialect: dialectV1, refunds: refundDialectV1 },
  v2: { dialect: dialectV2, refunds: refundDialectV2 },
};

/** Goal: the simulated bKash is the local one in all but sockets and disk, so our own clients understand it. */
describe.each(['v1', 'v2'] as const)('bKash %s in this process', (generation) => {
  it('takes a payment from create to refund', async () => {
    const world = await payingWorld(generation);
    const { token, client, refunds, paymentId } = world;
    expect(await client.queryPayment(token, paymentId)).toEqual({
      kind: 'initiated',
      verification: 'complete',
    });
    const executed = await client.executePayment(token, paymentId, 1_000);
    if (executed.kind !== 'completed') throw new Error(`It was ${executed.kind}.`);
    const { trxId } = executed.captured;
    expect(executed.captured).toMatchObject({ amountPoisha: 105_000, currency: 'BDT' });
    expect(world.published).toMatchObject([{ message: { trxID: trxId, merchantInvoiceNumber: 'SB-1-1' } }]);

    const back = { paymentId, trxId, amountPoisha: 5_000, sku: 'SB-1', reason: 'broken jar' };
    expect((await refunds.refundPayment(token, back, 1_000)).kind).toBe('succeeded');
    expect(await refunds.refundStatus(token, { paymentId, trxId })).toMatchObject({
      kind: 'listed',
      refunds: [{ amountPoisha: 5_000, completed: true }],
    });
    expect(world.bkash.books.entries().map(({ kind }) => kind)).toEqual(['payment', 'refund']);
  });

  it('moves the money of an Execute that it never answers, once', async () => {
    const { bkash, client, token, paymentId } = await payingWorld(generation);
    bkash.faults.add({ operation: 'execute', fault: 'timeout_after', times: 1 });
    expect(await client.executePayment(token, paymentId, 1_000)).toEqual({
      kind: 'unknown',
      reason: 'timeout',
    });
    expect((await client.executePayment(token, paymentId, 1_000)).kind).toBe('ask');
    expect(bkash.books.entries()).toHaveLength(1);
  });

  it.each([
    ['html', 'not_json'],
    ['truncated', 'connection_lost'],
    ['connection_reset', 'connection_lost'],
    ['timeout_before', 'timeout'],
  ] as const)('shows the fault %s as a caller on a wire would see it', async (fault, reason) => {
    const { bkash, client, token, paymentId } = await payingWorld(generation);
    bkash.faults.add({ operation: '*', fault, times: 1 });
    expect(await client.executePayment(token, paymentId, 1_000)).toEqual({ kind: 'unknown', reason });
    expect(bkash.books.entries()).toEqual([]);
  });
});

async function payingWorld(generation: keyof typeof generations) {
  const published: Publication[] = [];
  let drawn = 0;
  const bkash = inProcessBkash({
    now: () => Date.parse('2026-11-23T06:00:00Z'),
    wait: async () => {},
    draw: (alphabet, count) => {
      drawn += 1;
      return String(drawn).padStart(count, alphabet[0]);
    },
    publish: (publication) => published.push(publication),
  });
  const transport = inProcessTransport(bkash);
  const options = { transport, credentials: localCredentials, plainHttp: false };
  const client = clientOf(generations[generation].dialect, options);
  const refunds = refundClientOf(generations[generation].refunds, options);
  const granted = await client.grantToken();
  if (granted.kind !== 'granted') throw new Error(`The token was ${granted.kind}.`);
  const token = { value: granted.token, expiresAt: Number.MAX_SAFE_INTEGER };
  const order = {
    invoice: 'SB-1-1',
    amountPoisha: 105_000,
    callbackUrl: 'https://pay.example/cb',
    payerReference: 'SB-1',
  };
  const created = await client.createPayment(token, order, 1_000);
  if (created.kind !== 'created') throw new Error(`The payment was ${created.kind}.`);
  const { paymentId } = created;
  bkash.customerActs(paymentId, { act: 'wallet', wallet: '01700000001' });
  bkash.customerActs(paymentId, { act: 'otp', otp: '123456' });
  bkash.customerActs(paymentId, { act: 'pin', pin: '12121' });
  return { bkash, published, client, refunds, token, paymentId };
}
