import { describe, expect, it } from 'vitest';
import { operate } from '../../../functions/edge/operations.ts';
import { claimPayment } from '../../../shared/usecases/claim-payment.ts';
import { paidOrder } from '../../fakes/refunding.ts';
import { confirmed, trxId, withMoney } from '../../fakes/unclaimed.ts';
import type { World } from '../../fakes/world.ts';

describe('the operator’s function', () => {
  it('lists money with what can be done about it, and no more of the payer than his mask', async () => {
    const world = await withMoney({ reference: 'SB-1' });
    expect(await asks(world, 'unclaimed.list')).toMatchObject({
      outcome: 'done',
      unclaimed: [
        {
          trxID: trxId,
          amount: '1050.00',
          reason: 'no_order',
          payer: '017*****575',
          returnsThrough: null,
          suggestions: [{ orderId: 'SB-1', status: 'pending', why: ['reference', 'amount'] }],
        },
      ],
    });
  });

  it('lists what customers say they paid, with where it was found', async () => {
    const world = await withMoney();
    expect(await asks(world, 'claims.list')).toMatchObject({
      message: 'There is no open claim.',
      claims: [],
    });
    for (const said of [trxId, 'DKN0000001', 'DKN0000002', 'DKN0000003'])
      await claimPayment(world.ports, 'SB-1', said);
    await world.table.ties.tie('DKN0000001', { orderId: 'SB-2', attempt: 1 });
    confirmed(world, 95_000);
    const about = { orderId: 'SB-1', status: 'pending', amount: '1050.00', at: '2026-11-23T06:00:00.000Z' };
    expect(await asks(world, 'claims.list')).toEqual({
      outcome: 'done',
      code: 'listed',
      message: '4 to look at.',
      claims: [
        { ...about, trxID: trxId, found: 'unclaimed', foundAmount: '1050.00' },
        { ...about, trxID: 'DKN0000001', found: 'other_order', foundAmount: null, otherOrder: 'SB-2' },
        { ...about, trxID: 'DKN0000002', found: 'bkash', foundAmount: '950.00', completed: true },
        { ...about, trxID: 'DKN0000003', found: 'nowhere', foundAmount: null },
      ],
    });
  });

  it('closes a claim, and says so again to whoever asks again', async () => {
    const world = await withMoney();
    await claimPayment(world.ports, 'SB-1', trxId);
    const input = { orderId: 'SB-1', trxID: trxId, reason: 'Paid out at the counter' };
    expect(await asks(world, 'claims.close', input)).toMatchObject({ outcome: 'done', code: 'closed' });
    expect(await asks(world, 'claims.close', input)).toMatchObject({ outcome: 'already' });
    expect(await asks(world, 'claims.list')).toMatchObject({ claims: [] });
  });

  it('answers with the order as it stands', async () => {
    const world = await withMoney();
    confirmed(world);
    const input = { trxID: trxId, orderId: 'SB-1' };
    expect(await asks(world, 'unclaimed.attach', input)).toMatchObject({
      outcome: 'done',
      order: { status: 'paid' },
    });
    expect(await asks(world, 'unclaimed.attach', input)).toMatchObject({
      outcome: 'already',
      order: { status: 'paid' },
    });
  });

  it.each([
    [
      'unclaimed.attach',
      { trxID: 'DKN0000000', orderId: 'SB-1' },
      'no_entry',
      /not among the unclaimed money/,
    ],
    ['unclaimed.attach', { trxID: trxId, orderId: 'SB-9' }, 'no_order', /no order SB-9/],
    ['unclaimed.attach', { trxID: trxId, orderId: 'SB-1' }, 'bkash_silent', /try again/],
    [
      'unclaimed.return',
      { trxID: trxId },
      'by_hand_only',
      /merchant portal, then: unclaimed write-off DKN7Q7Q7Q7/,
    ],
    ['review.accept', { orderId: 'SB-1' }, 'not_in_review', /not in review/],
    ['surplus.settle', { orderId: 'SB-1', trxID: trxId, reason: 'x' }, 'no_surplus', /no surplus/],
    ['claims.close', { orderId: 'SB-1', trxID: trxId, reason: 'x' }, 'no_claim', /Nobody said of SB-1/],
    ['claims.close', { orderId: 'SB-9', trxID: trxId, reason: 'x' }, 'no_order', /no order SB-9/],
    ['review.accept', { orderId: '../x' }, 'invalid_request', /^orderId must have/],
    ['unclaimed.write-off', { trxID: trxId, reason: ' ' }, 'invalid_request', /^reason must not be blank/],
    ['review.forget', {}, 'unknown_operation', /no operation review\.forget/],
  ])('refuses %s %j in one line that says why (%s)', async (operation, input, code, line) => {
    const world = await withMoney();
    const answer = await asks(world, operation, input);
    expect(answer).toMatchObject({ outcome: 'refused', code });
    expect(answer.message).toMatch(line);
    expect(answer.message).not.toContain('\n');
  });

  it('leaves a line in the log of every act, without the operator’s own words', async () => {
    const world = await withMoney();
    await asks(world, 'unclaimed.write-off', { trxID: trxId, reason: 'Rahima got it back' });
    expect(world.telemetry.told.at(-1)).toEqual({
      name: 'OperatorActed',
      operation: 'unclaimed.write-off',
      trxID: trxId,
      orderId: undefined,
      state: 'done',
      code: 'written_off',
    });
    expect(JSON.stringify(world.telemetry.told)).not.toContain('Rahima');
  });

  it('says of returned review money whether it goes back by itself', async () => {
    const world = await paidOrder({ amountPoisha: 105_001 });
    const answer = await asks(world, 'review.return', { orderId: 'SB-1' });
    expect(answer).toMatchObject({ outcome: 'done', order: { surplus: [{ state: 'requested' }] } });
    expect(answer.message).toContain('goes back by itself');
  });
});

function asks(world: World, operation: string, input: unknown = {}) {
  return operate(world.ports, { operation, input });
}
