import { describe, expect, it } from 'vitest';
import { statusOf } from '../../shared/domain/status.ts';
import { settleWebhook } from '../../shared/usecases/settle-webhook.ts';
import { captured } from '../fakes/bkash.ts';
import { aMessage, comes, journalled, ordered, waitingOnes } from '../fakes/webhook.ts';

describe('a webhook', () => {
  it.each([
    ['nobody’s order', 'SB-9-1'],
    ['an attempt that never was', 'SB-1-7'],
    ['an order of another stage', 'sandbox.SB-1-1'],
    ['something the shop sold otherwise', 'table 4'],
  ])('of %s is tried for 15 minutes and then kept as unclaimed money, with an alarm', async (_, invoice) => {
    const world = await ordered();
    const cameAt = world.now;
    await comes(world, { invoice });
    await waitingOnes(world);
    expect(world.now - cameAt).toBeGreaterThanOrEqual(15 * 60_000);
    expect(world.now - cameAt).toBeLessThan(20 * 60_000);
    expect(world.table.unclaimedMoney.get('DKN1A2B3C4')).toMatchObject({
      reason: 'no_order',
      amountPoisha: 105_000,
      payer: '017*****575',
      messageId: 'm-1',
    });
    expect(world.bkash.count('query')).toBe(0);
    expect(world.telemetry.counted).toContain('UnclaimedMoney');
    expect(journalled(world)).toEqual(['no_order']);
  });

  it('with an invoice that is nobody’s still finds the order that recorded its trxID', async () => {
    const world = await ordered();
    await world.comesBack('success');
    await comes(world, { invoice: 'SB-9-1' });
    expect(journalled(world)).toEqual(['dropped']);
  });

  it('with another trxID for a paid attempt is unclaimed money at once, with an alarm', async () => {
    const world = await ordered();
    await world.comesBack('success');
    await comes(world, { trxId: 'DKN9Z9Z9Z9' });
    expect(world.table.unclaimedMoney.get('DKN9Z9Z9Z9')).toMatchObject({ reason: 'other_trx' });
    expect(world.telemetry.counted).toContain('UnclaimedMoney');
  });

  it('that made bKash tell of another trxID is unclaimed money beside the paid order', async () => {
    const world = await ordered();
    world.bkash.queries.push({ kind: 'completed', captured: captured({ trxId: 'DKN0000001' }) });
    await comes(world);
    expect(statusOf(world.order)).toBe('paid');
    expect(reasonOf(world)).toBe('other_trx');
  });

  it('of a payment that was never opened at bKash is unclaimed money after 15 minutes', async () => {
    const world = await ordered();
    const [attempt] = world.order.attempts;
    if (attempt?.state !== 'created' || attempt.product !== 'tokenized')
      throw new Error('expected an open page');
    const { paymentId: _, paymentCreatedAt: __, bkashUrl: ___, ...core } = attempt;
    const lapsed = { ...core, state: 'lapsed' as const, reason: 'create_silent' as const };
    world.table.stored.set('SB-1', { ...world.order, attempts: [lapsed] });
    await comes(world);
    await waitingOnes(world);
    expect(reasonOf(world)).toBe('no_payment');
    expect(world.bkash.count('query')).toBe(0);
  });

  it('whose amount nobody could read is kept without one, not as nothing', async () => {
    const world = await ordered();
    const { amountPoisha: _, ...unread } = aMessage(world, { invoice: 'SB-9-1' }).notice;
    await settleWebhook(world.ports, { ...aMessage(world), notice: unread });
    await waitingOnes(world);
    expect(world.table.unclaimedMoney.get('DKN1A2B3C4')).not.toHaveProperty('amountPoisha');
  });
});

function reasonOf(world: Awaited<ReturnType<typeof ordered>>) {
  return world.table.unclaimedMoney.get('DKN1A2B3C4')?.reason;
}
