import { expect } from 'vitest';
import type { UnclaimedView } from '../../../shared/contract/operation.ts';
import { eventually } from '../system/shopper.ts';
import type { Ground, Story } from './ground.ts';
import { returned } from './refunds.ts';

/** Money that no attempt claims, and what an operator does with it. */
export const unclaimed: Record<string, Story> = {
  'money comes by QR, and an operator attaches it to its order': async (ground, orderId) => {
    await ground.shopper.checkout(orderId, { amount: '731.00' });
    const trxID = await paidByQr(ground, '731.00', `For ${orderId}`);
    const money = await listed(ground, trxID);
    expect(money).toMatchObject({ amount: '731.00', reference: orderId, returnsThrough: null });
    expect(money.suggestions[0]).toMatchObject({ orderId, why: ['reference', 'amount'] });
    expect(await ground.ops(`unclaimed return ${trxID}`)).toMatchObject({
      exitCode: 1,
      answer: { code: 'by_hand_only' },
    });

    expect(await ground.ops(`unclaimed attach ${trxID} ${orderId}`)).toMatchObject({ exitCode: 0 });
    expect(await ground.ops(`unclaimed attach ${trxID} ${orderId}`)).toMatchObject({
      exitCode: 0,
      answer: { outcome: 'already' },
    });
    const paid = await ground.until(orderId, ({ status }) => status === 'paid');
    expect(paid).toMatchObject({
      amountPaid: '731.00',
      attempts: [{ state: 'created' }, { state: 'completed', trxID, reason: 'attached' }],
    });
    expect(await open(ground, trxID)).toBeUndefined();
    await eventually(
      () => ground.shopper.emails(orderId),
      (emails) => emails.some(({ subject }) => subject.startsWith('Payment of')),
    );
    const body = { refundId: 'R-1', amount: '1.00', reason: 'Out of stock' };
    expect((await ground.shopper.refund(orderId, body)).status).toBe(409);
  },

  'money comes by QR, and is of no use to its order': async (ground, orderId) => {
    await ground.shopper.checkout(orderId);
    const trxID = await paidByQr(ground, '1049.00', orderId);
    await listed(ground, trxID);
    expect(await ground.ops(`unclaimed attach ${trxID} ${orderId}`)).toMatchObject({
      exitCode: 1,
      answer: { code: 'wrong_amount' },
    });
    expect(await ground.ops(`unclaimed write-off ${trxID}`, 'given back in the portal')).toMatchObject({
      exitCode: 0,
    });
    expect(await open(ground, trxID)).toBeUndefined();
    await ground.endsUncharged(orderId, 'pending');
  },

  'bKash denies a payment that its notification tells of, and an operator sends the money back': async (
    ground,
    orderId,
  ) => {
    const order = await ground.shopper.checkout(orderId);
    const before = await ground.calls();
    await ground.fault('query', 'code', { code: '2002' });
    const captured = await ground.control(`/payments/${order.attempts[0]?.paymentID}/capture`, {});
    const trxID = String(captured.trxID);
    await eventually(ground.calls, ({ query = 0 }) => query > (before.query ?? 0));
    await ground.advance(25 * 3600);
    expect(await listed(ground, trxID)).toMatchObject({ reason: 'unanswered', returnsThrough: orderId });

    expect(await ground.ops(`unclaimed return ${trxID}`)).toMatchObject({ exitCode: 0 });
    const whole = await ground.until(orderId, ({ surplus }) => surplus[0]?.state === 'succeeded');
    expect(whole).toMatchObject({ status: 'expired', amountPaid: '0.00', surplus: [{ trxID }] });
    expect(await returned(ground, orderId)).toEqual([whole.surplus[0]?.refundTrxID]);
    expect(await open(ground, trxID)).toBeUndefined();
  },
};

/** Money at the shop's wallet, told of by a notification that names no payment of ours. */
async function paidByQr(ground: Ground, amount: string, reference: string): Promise<string> {
  const { trxID } = await ground.control('/wallet-payments', { amount, reference });
  return String(trxID);
}

/** Its notification waits for an order for a while, from when it came to the door: so the clock is moved bit by bit. */
async function listed(ground: Ground, trxID: string): Promise<UnclaimedView> {
  const money = await eventually(
    async () => {
      await new Promise((done) => setTimeout(done, 1_000));
      await ground.advance(30);
      return open(ground, trxID);
    },
    (found) => found !== undefined,
  );
  if (!money) throw new Error('It is not on the list.');
  return money;
}

async function open(ground: Ground, trxID: string): Promise<UnclaimedView | undefined> {
  const { answer } = await ground.ops('unclaimed');
  return answer.unclaimed?.find((money) => money.trxID === trxID);
}
