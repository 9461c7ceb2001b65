import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { returnedPoisha, type Speaker, speaker } from './dialect.ts';
import { type Merchant, merchantWithSimulator } from './merchant.ts';
import { confirm, webhookReceiver } from './receiver.ts';

/** Goal: the ledger is the truth about what went back, whatever runs at once, restarts or comes too late. */
let merchant: Merchant;
let v2: Speaker;
beforeEach(async () => {
  merchant = await merchantWithSimulator();
  v2 = speaker(merchant, 'v2');
});
afterEach(() => merchant.leave());

describe('the money that went back', () => {
  it('stands in the ledger as a refund of its payment, is counted, and can be searched', async () => {
    const paid = await v2.paid('50.00');
    const { refundTrxId } = await v2.answered(v2.refund(paid, '20.00'));
    const { entries } = (await merchant.control('/ledger')).body;
    const [payment, refund] = entries;
    expect(entries).toHaveLength(2);
    expect(refund).toEqual({
      kind: 'refund',
      trxID: refundTrxId,
      paymentID: paid.paymentId,
      amount: '20.00',
      wallet: payment.wallet,
      at: expect.any(String),
      of: paid.trxId,
    });
    await v2.refundStatus(paid);
    expect((await merchant.control('/stats')).body.calls).toMatchObject({ refund: 1, refundStatus: 1 });
    const found = await v2.answered(v2.search(refundTrxId ?? ''));
    expect(found).toMatchObject({ transactionType: 'Refund of a Merchant Payment', amount: '20.00' });
  });

  it('is not notified: only payments are', async () => {
    const receiver = await webhookReceiver();
    await merchant.restart({ webhookUrl: receiver.url });
    await confirm(merchant.simulator.url, (await receiver.next('SubscriptionConfirmation')).envelope);
    const first = await v2.paid('40.00');
    const { refundTrxId } = await v2.answered(v2.refund(first, '40.00'));
    expect((await merchant.control(`/webhooks/${refundTrxId}/resend`, {})).status).toBe(404);
    const second = await v2.paid('41.00');
    await receiver.next('Notification', ({ Message }) => Message.includes(second.trxId));
    const notified = receiver.received.slice(1).map(({ envelope }) => JSON.parse(envelope.Message).trxID);
    expect(notified).toEqual([first.trxId, second.trxId]);
    await receiver.close();
  });

  it('is never more than was paid, when ten refunds race', async () => {
    const paid = await v2.paid('50.00');
    const answers = await Promise.all(Array.from({ length: 10 }, () => v2.refund(paid, '20.00')));
    expect(answers.filter((heard) => typeof heard === 'object' && heard.status === 200)).toHaveLength(2);
    expect(await returnedPoisha(merchant, paid.trxId)).toBe(4_000);
  });

  it('is remembered when bKash is started again', async () => {
    const paid = await v2.paid('50.00');
    const { refundTrxId } = await v2.answered(v2.refund(paid, '30.00'));
    await merchant.restart();
    expect(await v2.refund(paid, '30.00')).toMatchObject(v2.dialect.refusal('2072'));
    expect(await v2.answered(v2.refundStatus(paid))).toMatchObject({ refundTransactions: [{ refundTrxId }] });
  });

  it('does not go once the window is over, 60 days or what the merchant agreed on', async () => {
    const paid = await v2.paid('50.00');
    await merchant.advance(59 * 24 * 3600);
    expect(await speaker(merchant, 'v2').refund(paid, '1.00')).toMatchObject({ status: 200 });
    await merchant.restart({ refundWindowDays: 15 });
    expect(await speaker(merchant, 'v2').refund(paid, '1.00')).toMatchObject(v2.dialect.refusal('2071'));
    await merchant.restart();
    await merchant.advance(24 * 3600);
    expect(await speaker(merchant, 'v2').refund(paid, '1.00')).toMatchObject(v2.dialect.refusal('2071'));
  });
});
