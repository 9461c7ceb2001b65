import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { localCredentials } from '../../../infra/local/bkash/credentials.ts';
import type { BkashRefunds, BkashToken, RefundedPayment } from '../../../shared/adapters/bkash/port.ts';
import { connectRefunds } from '../../../shared/adapters/bkash/refund-generation.ts';
import { returnedPoisha, type Speaker, speaker } from '../bkash/dialect.ts';
import { type Merchant, merchantWithSimulator } from '../bkash/merchant.ts';

/** Goal: our client of refunds and the simulator understand each other over real HTTP, and in trouble no less. */
const words = { sku: 'honey-500g', reason: 'broken jar' };
/** Long enough for a call to reach bKash on a busy machine; only silent faults last it. */
const patienceMs = 1_000;
let merchant: Merchant;
let paying: Speaker;
let bkash: BkashRefunds;
let token: BkashToken;

describe.each(['v1', 'v2'] as const)('money that goes back at bKash %s', (generation) => {
  beforeAll(async () => {
    merchant = await merchantWithSimulator({ duplicateWindowMs: 0 });
    paying = speaker(merchant, generation);
    bkash = connectTo(merchant.simulator.url);
    token = { value: (await merchant.grant()).body.id_token, expiresAt: Date.now() + 3_600_000 };
  });
  afterEach(() => merchant.clearFaults());
  afterAll(() => merchant.leave());

  const connectTo = (tokenizedOrigin: string) =>
    connectRefunds({ stage: 'local', bkash: { generation, tokenizedOrigin } }, localCredentials)[generation];
  const refund = (payment: RefundedPayment, amountPoisha: number, abortAfterMs = 5_000) =>
    bkash.refundPayment(token, { ...payment, amountPoisha, ...words }, abortAfterMs);
  const listed = async (payment: RefundedPayment) => {
    const status = await bkash.refundStatus(token, payment);
    return status.kind === 'listed' ? status.refunds.map(({ amountPoisha }) => amountPoisha) : status;
  };

  it('is refunded, listed with its number and time, and stands in the ledger', async () => {
    const payment = await paying.paid('1050.00');
    expect(await bkash.refundStatus(token, payment)).toEqual({ kind: 'listed', refunds: [] });
    const before = Date.now();
    const outcome = await refund(payment, 25_050);
    expect(outcome).toEqual({ kind: 'succeeded', refundTrxId: expect.any(String), amountPoisha: 25_050 });
    const status = await bkash.refundStatus(token, payment);
    const { refundTrxId } = outcome as { refundTrxId: string };
    const completedAt = expect.any(Number);
    const refunds = [{ refundTrxId, amountPoisha: 25_050, completed: true, completedAt }];
    expect(status).toEqual({ kind: 'listed', refunds });
    const [one] = status.kind === 'listed' ? status.refunds : [];
    expect(Math.abs((one?.completedAt ?? 0) - before)).toBeLessThan(60_000);
    expect(await returnedPoisha(merchant, payment.trxId)).toBe(25_050);
  });

  it('is refused above what was paid, and of a payment that bKash does not know', async () => {
    const payment = await paying.paid('20.00');
    expect(await refund(payment, 2_001)).toMatchObject({ kind: 'refused', refusal: { code: '2072' } });
    const nobodys = { paymentId: 'TR0011AAAAAAA1747579752377', trxId: payment.trxId };
    expect(await refund(nobodys, 100)).toMatchObject({ kind: 'refused', refusal: { code: '2002' } });
    expect(await bkash.refundStatus(token, nobodys)).toMatchObject({
      kind: 'unanswered',
      reason: 'code_2002',
    });
  });

  it(generation === 'v1' ? 'goes back once' : 'goes back in equal parts, each listed', async () => {
    const payment = await paying.paid('20.00');
    await refund(payment, 700);
    const again = await refund(payment, 700);
    const second =
      generation === 'v1' ? { kind: 'refused', refusal: { code: '2034' } } : { kind: 'succeeded' };
    expect(again).toMatchObject(second);
    expect(await listed(payment)).toEqual(generation === 'v1' ? [700] : [700, 700]);
  });

  it('waits for the balance, by a code of its own', async () => {
    const payment = await paying.paid('20.00');
    await disturb('refund', 'code', { code: '2023' });
    expect(await refund(payment, 700)).toMatchObject({ kind: 'insufficient', refusal: { code: '2023' } });
    expect(await listed(payment)).toEqual([]);
    expect((await refund(payment, 700)).kind).toBe('succeeded');
  });

  it.each([
    ['timeout_before', {}, false],
    ['timeout_after', {}, true],
    ['http_500', {}, false],
    ['http_503', {}, false],
    ['gateway_message', {}, false],
    ['system_error_9999', {}, false],
    ['html', {}, false],
    ['truncated', {}, false],
    ['connection_reset', {}, false],
    ['amount', { amount: '7.01' }, true],
    ['code', { code: '2003' }, false],
  ])('is unknown after %s, and the status tells', async (fault, fields, went) => {
    const payment = await paying.paid('20.00');
    await disturb('refund', fault, fields);
    expect(await refund(payment, 700, leavesAfterMs(fault))).toMatchObject({ kind: 'unknown' });
    await expect.poll(() => listed(payment)).toEqual(went ? [700] : []);
    expect(await returnedPoisha(merchant, payment.trxId)).toBe(went ? 700 : 0);
  });

  it('comes late, after the status has said that there is none', async () => {
    const payment = await paying.paid('20.00');
    await disturb('refund', 'commit_late', { delayMs: 60_000 });
    expect(await refund(payment, 700, patienceMs)).toEqual({ kind: 'unknown', reason: 'timeout' });
    expect(await listed(payment)).toEqual([]);
    await merchant.advance(60);
    await expect.poll(() => listed(payment), { timeout: 15_000 }).toEqual([700]);
  });

  it.each([
    ['timeout_before', 'timeout'],
    ['http_503', 'http_503'],
    ['html', 'not_json'],
    ['truncated', 'connection_lost'],
    ['system_error_9999', generation === 'v1' ? 'code_9999' : 'http_200'],
  ])('is not said to be absent when the status has %s', async (fault, reason) => {
    const payment = await paying.paid('20.00');
    await refund(payment, 700);
    await disturb('refundStatus', fault);
    const outcome = await bkash.refundStatus(token, payment, leavesAfterMs(fault));
    expect(outcome).toEqual({ kind: 'unanswered', reason, unauthorised: false });
    expect(await listed(payment)).toEqual([700]);
  });

  it('certainly did not move when the token was not taken or nobody was at the door', async () => {
    const payment = await paying.paid('20.00');
    await disturb('refund', 'unauthorized');
    expect(await refund(payment, 700)).toEqual({ kind: 'not_sent', reason: 'unauthorised' });
    await disturb('refundStatus', 'unauthorized');
    expect(await bkash.refundStatus(token, payment)).toMatchObject({ unauthorised: true });
    const gone = await merchantWithSimulator();
    const nowhere = connectTo(gone.simulator.url);
    await gone.leave();
    const lost = await nowhere.refundPayment(token, { ...payment, amountPoisha: 700, ...words }, 5_000);
    expect(lost).toEqual({ kind: 'not_sent', reason: 'unreachable' });
    expect(await listed(payment)).toEqual([]);
  });
});

function disturb(operation: string, fault: string, fields: object = {}) {
  return merchant.control('/faults', { operation, fault, times: 1, ...fields });
}

/** Only silence is waited out; a slow machine must not look like it. */
function leavesAfterMs(fault: string): number {
  return fault.startsWith('timeout') ? patienceMs : 10_000;
}
