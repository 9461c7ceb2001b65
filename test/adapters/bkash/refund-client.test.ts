import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refundClientOf } from '../../../shared/adapters/bkash/refund-client.ts';
import type { RefundDialect } from '../../../shared/adapters/bkash/refund-dialect.ts';
import { connectRefunds } from '../../../shared/adapters/bkash/refund-generation.ts';
import type { Transport } from '../../../shared/adapters/bkash/transport.ts';
import { ok, paymentId, refund, trxId } from './answers.ts';
import { answersV1 } from './answers-v1.ts';
import { answersV2 } from './answers-v2.ts';

const credentials = { username: 'shop', password: 'word', appKey: 'key', appSecret: 'secret' };
const token = { value: 'jwt', expiresAt: 0 };
const headers = { authorization: 'jwt', 'x-app-key': 'key' };
const words = { sku: 'honey-500g', reason: 'broken jar' };
const v1 = '/v1.2.0-beta/tokenized/checkout/payment/refund';
const v2 = '/v2/tokenized-checkout/refund/payment';

/** Each generation's addresses and spellings, as `bkash-api.md` section 2.8 lists them. */
const inItsWords = [
  {
    answers: answersV1,
    amountField: 'amount',
    refunds: { path: v1, body: { paymentID: paymentId, trxID: trxId, amount: '50.00', ...words } },
    status: { path: v1, body: { paymentID: paymentId, trxID: trxId } },
  },
  {
    answers: answersV2,
    amountField: 'refundAmount',
    refunds: { path: `${v2}/transaction`, body: { paymentId, trxId, refundAmount: '50.00', ...words } },
    status: { path: `${v2}/status`, body: { paymentId, trxId } },
  },
];

describe.each(inItsWords)('the $answers.generation client', ({ answers, amountField, refunds, status }) => {
  const { refundDialect, refundListed, refunded } = answers;

  it('returns money by both ids, in two decimals, with product and reason', async () => {
    const { bkash, sent } = answering(refundDialect, refunded);
    expect(await bkash.refundPayment(token, refund, 25_000)).toMatchObject({ kind: 'succeeded' });
    expect(sent).toEqual([{ ...refunds, headers, abortAfterMs: 25_000 }]);
  });

  it('asks what went back without any amount, even where it was handed one', async () => {
    const { bkash, sent } = answering(refundDialect, refundListed);
    expect(await bkash.refundStatus(token, refund)).toMatchObject({ kind: 'listed' });
    await bkash.refundStatus(token, { paymentId, trxId }, 8_000);
    expect(sent).toEqual([
      { ...status, headers, abortAfterMs: 30_000 },
      { ...status, headers, abortAfterMs: 8_000 },
    ]);
  });

  it('never sends a refund without an amount: in v1 that would be a question', async () => {
    const amounts = fc.oneof(
      fc.constantFrom<unknown>(undefined, null, '', '50.00', 0, -0, Number.NaN, {}, true),
      fc.double(),
      fc.integer(),
      fc.maxSafeInteger(),
    );
    const reached = new Set<boolean>();
    await fc.assert(
      fc.asyncProperty(amounts, async (given) => {
        const { bkash, sent } = answering(refundDialect, refunded);
        const amountPoisha = given as number;
        const outcome = bkash.refundPayment(token, { ...refund, amountPoisha }, 1_000);
        const isAmount = Number.isSafeInteger(given) && amountPoisha > 0;
        reached.add(isAmount);
        if (isAmount) await outcome;
        else await expect(outcome).rejects.toThrow(RangeError);
        const written = sent.map(({ body }) => body[amountField]);
        expect(written).toEqual(isAmount ? [expect.stringMatching(/^\d+\.\d\d$/)] : []);
        if (isAmount) expect(BigInt(String(written[0]).replace('.', ''))).toBe(BigInt(amountPoisha));
      }),
      { seed: 20_261_123, numRuns: 2_000 },
    );
    expect(reached.size).toBe(2);
  });

  it.each([
    ['sku', ''],
    ['sku', ' \n '],
    ['reason', ''],
    ['reason', '<&>'],
  ])('sends no refund whose %s is %j', async (field, text) => {
    const { bkash, sent } = answering(refundDialect, refunded);
    await expect(bkash.refundPayment(token, { ...refund, [field]: text }, 1_000)).rejects.toThrow(field);
    expect(sent).toEqual([]);
  });

  it('leaves out markup and what is longer than bKash reads, and never half a letter', async () => {
    const { bkash, sent } = answering(refundDialect, refunded);
    const sku = '<b>honey & jam</b>';
    await bkash.refundPayment(token, { ...refund, sku, reason: `${'ভ'.repeat(254)}😀` }, 1_000);
    expect(sent[0]?.body).toMatchObject({ sku: 'b honey   jam /b', reason: `${'ভ'.repeat(254)}\ufffd` });
  });
});

describe('the connection', () => {
  it('refuses to send a refund without TLS on any stage but local', () => {
    const bkash = { generation: 'v2' as const, tokenizedOrigin: 'http://127.0.0.1:1' };
    const connect = (stage: string) => () => connectRefunds({ stage, bkash }, credentials);
    expect(connect('sandbox')).toThrow(/tokenizedOrigin must be https/);
    expect(connect('local')).not.toThrow();
  });
});

function answering(dialect: RefundDialect, answer: object) {
  const sent: Array<{ path: string; headers: object; body: Record<string, unknown>; abortAfterMs: number }> =
    [];
  const transport: Transport = {
    async post(path, given, body, abortAfterMs) {
      sent.push({ path, headers: given, body: { ...body }, abortAfterMs });
      return ok(answer);
    },
  };
  return { bkash: refundClientOf(dialect, { transport, credentials }), sent };
}
