import { describe, expect, it } from 'vitest';
import { followPayLink } from '../../shared/usecases/follow-pay-link.ts';
import { lookAgain } from '../../shared/usecases/look-again.ts';
import { captured } from '../fakes/bkash.ts';
import { approves, opens, orderInPage } from '../fakes/in-page.ts';

const consumer = { executeAbortMs: 28_000 };
const refusal = {
  code: '2023',
  handling: 'customer' as const,
  message: { en: 'Not enough money.', bn: 'টাকা নেই।' },
};

async function opened() {
  const made = await orderInPage();
  await opens(made.world);
  return made;
}

describe('the page’s execute', () => {
  it('pays the order by one Execute, and tells the page in bKash’s fields without who paid', async () => {
    const { world, frame } = await opened();
    const answer = await approves(world);
    expect(answer).toEqual({
      status: 'paid',
      bkash: {
        paymentID: 'FRAMETR00111',
        trxID: 'DKN1A2B3C4',
        transactionStatus: 'Completed',
        amount: '1050.00',
        currency: 'BDT',
        intent: 'sale',
        merchantInvoiceNumber: 'SB-1-1',
      },
    });
    expect(JSON.stringify(answer)).not.toContain(captured().payer);
    expect(await approves(world)).toEqual(answer);
    expect(frame.script.calls.map(({ operation }) => operation)).toEqual(['create', 'execute']);
    expect(frame.script.executeAborts).toEqual([world.settings.waits.executeAbortInRequestMs]);
    expect(world.bkash.calls).toEqual([]);
  });

  it('hands on bKash’s refusal in the order’s language, and lets him pay again', async () => {
    const { world, frame } = await opened();
    frame.script.executes.push({ kind: 'refused', refusal });
    const refused = { status: 'failed', bkash: { errorCode: '2023', errorMessage: 'টাকা নেই।' } };
    expect(await approves(world)).toEqual(refused);
    expect(await opens(world)).toMatchObject({ kind: 'open' });
    expect(await approves(world, 'FRAMETR00112')).toMatchObject({ status: 'paid' });
  });

  it('says pending after silence, sends nothing again, and the look finds the money', async () => {
    const { world, frame } = await opened();
    frame.script.executes.push({ kind: 'unknown', reason: 'timeout' });
    expect(await approves(world)).toEqual({ status: 'pending' });
    expect(await approves(world)).toEqual({ status: 'pending' });
    expect(world.queued).toEqual([{ message: { kind: 'look', orderId: 'SB-1' }, delaySeconds: 37 }]);
    frame.script.queries.push({ kind: 'completed', captured: captured() });
    world.passes(35_000);
    await lookAgain(world.ports, world.order, consumer);
    expect(await approves(world)).toMatchObject({ status: 'paid', bkash: { trxID: 'DKN1A2B3C4' } });
    expect(frame.script.calls.map(({ operation }) => operation)).toEqual(['create', 'execute', 'query']);
    expect(world.bkash.calls).toEqual([]);
  });

  it.each(['the gate', 'the token'])(
    'says pending while %s keeps it owed, and the consumer sends it',
    async (lack) => {
      const { world, frame } = await opened();
      if (lack === 'the gate') frame.gateOpen = false;
      else frame.script.hasToken = false;
      expect(await approves(world)).toEqual({ status: 'pending' });
      expect(world.order.attempts).toMatchObject([{ state: 'authorised' }]);
      frame.gateOpen = true;
      frame.script.hasToken = true;
      await lookAgain(world.ports, world.order, consumer);
      expect(await approves(world)).toMatchObject({ status: 'paid' });
      expect(frame.script.count('execute')).toBe(1);
    },
  );

  it('is answered alike by fifty tabs, with one Execute', async () => {
    const { world, frame } = await opened();
    const answers = await Promise.all(Array.from({ length: 50 }, () => approves(world)));
    expect(frame.script.count('execute')).toBe(1);
    for (const answer of answers) expect(['paid', 'pending']).toContain(answer?.status);
    expect(await approves(world)).toMatchObject({ status: 'paid' });
  });

  it('renews a rejected token of its own product and sends it once more', async () => {
    const { world, frame } = await opened();
    frame.script.executes.push({ kind: 'not_sent', reason: 'unauthorised' });
    expect(await approves(world)).toMatchObject({ status: 'paid' });
    expect(frame.script.rejectedTokens).toEqual(['token-1']);
    expect(world.bkash.rejectedTokens).toEqual([]);
  });

  it('knows nothing of another order’s payment, or of one on bKash’s own page', async () => {
    const { world, frame } = await opened();
    expect(await approves(world, 'FRAMETR00119')).toBeUndefined();
    await world.checkout({ orderId: 'SB-2' });
    const page = world.table.stored.get('SB-2')?.attempts[0];
    const paymentId = page && 'paymentId' in page ? page.paymentId : '';
    expect(await approves(world, paymentId)).toBeUndefined();
    // The same when it is this order's own page: only its MAC brings that one back.
    const own = await orderInPage();
    await followPayLink(own.world.ports, 'SB-1');
    expect(await approves(own.world, 'TR00111')).toBeUndefined();
    for (const script of [world.bkash, own.world.bkash, frame.script])
      expect(script.count('execute')).toBe(0);
  });

  it('is in review, and tells no success, when the money is not what was ordered', async () => {
    const { world, frame } = await opened();
    frame.script.executes.push({ kind: 'completed', captured: captured({ amountPoisha: 105_001 }) });
    expect(await approves(world)).toMatchObject({ status: 'review', bkash: { amount: '1050.01' } });
  });
});
