import { describe, expect, it } from 'vitest';
import { statusOf } from '../../shared/domain/status.ts';
import { settleWebhook } from '../../shared/usecases/settle-webhook.ts';
import {
  comes,
  initiated,
  journalled,
  ordered,
  paid,
  putBack,
  unanswered,
  waitingOnes,
  withoutInvoice,
} from '../fakes/webhook.ts';

describe('a webhook', () => {
  it('changes nothing about an order that is already paid by it', async () => {
    const world = await ordered();
    await world.comesBack('success');
    const { version } = world.order;
    await comes(world);
    expect(world.order.version).toBe(version);
    expect(world.bkash.count('query')).toBe(0);
    expect(world.queued).toEqual([]);
    expect(journalled(world)).toEqual(['dropped']);
  });

  it('never pays by itself: bKash is asked, and its answer pays, with an alarm', async () => {
    const world = await ordered();
    world.bkash.queries.push(paid);
    await comes(world);
    expect(world.bkash.count('query')).toBe(1);
    expect(statusOf(world.order)).toBe('paid');
    expect(world.telemetry.counted).toContain('SettledByWebhook');
    expect(journalled(world)).toEqual(['applied']);
  });

  it.each(['cancel', 'failure'] as const)(
    'pays an order after the return said %s, if bKash says so',
    async (status) => {
      const world = await ordered();
      await world.comesBack(status);
      world.bkash.queries.push(paid);
      await comes(world);
      expect(statusOf(world.order)).toBe('paid');
    },
  );

  it('pays nothing that bKash, asked once, does not confirm: it is kept as unclaimed money', async () => {
    const world = await ordered();
    world.bkash.queries.push(initiated);
    await comes(world);
    expect(statusOf(world.order)).toBe('pending');
    expect(world.queued).toEqual([]);
    expect(world.bkash.count('query')).toBe(1);
    expect(reasonOf(world)).toBe('not_completed_at_bkash');
    expect(world.telemetry.counted).toEqual(expect.arrayContaining(['SettledByWebhook', 'UnclaimedMoney']));
  });

  it('is asked about again, ever more seldom, while bKash does not answer', async () => {
    const world = await ordered();
    await comes(world);
    expect(await waitingOnes(world, 10 * 60_000)).toBe(5);
    expect(world.bkash.count('query')).toBe(6);
    expect(world.table.unclaimedMoney.size).toBe(0);
    world.bkash.queries.push(paid);
    await waitingOnes(world);
    expect(statusOf(world.order)).toBe('paid');
    expect(journalled(world)).toEqual(['applied']);
  });

  it('is not asked about for ever: after a day of silence it is unclaimed money', async () => {
    const world = await ordered();
    const cameAt = world.now;
    await comes(world);
    await waitingOnes(world);
    expect(reasonOf(world)).toBe('unanswered');
    expect((world.now - cameAt) / 3_600_000).toBeCloseTo(24, 0);
  });

  it('waits for the look that is coming anyway while Execute is unanswered', async () => {
    const world = await unanswered();
    await comes(world);
    expect(world.bkash.count('query')).toBe(0);
    expect(putBack(world)).toMatchObject([{ delaySeconds: 35, message: { putBacks: 1 } }]);
    expect(journalled(world)).toEqual(['waiting']);
  });

  it('waits no longer at a time than SQS can, however far the look is', async () => {
    const world = await unanswered();
    const [attempt] = world.order.attempts;
    if (attempt?.state !== 'unknown') throw new Error('expected an unanswered attempt');
    const far = { ...attempt, nextLookAt: world.now + 3_600_000 };
    world.table.stored.set('SB-1', { ...world.order, attempts: [far] });
    await comes(world);
    expect(putBack(world)).toMatchObject([{ delaySeconds: 900 }]);
  });

  it('makes the look itself once it is due, and its answer pays', async () => {
    const world = await unanswered();
    await comes(world);
    world.bkash.queries.push(paid);
    await waitingOnes(world);
    expect(world.bkash.count('query')).toBe(1);
    expect(statusOf(world.order)).toBe('paid');
    expect(world.table.unclaimedMoney.size).toBe(0);
    expect(journalled(world)).toEqual(['applied']);
  });

  it('of a payment that its own looks then found nothing of is asked about once more, and kept for a person', async () => {
    const world = await unanswered();
    const unheardOf = { kind: 'initiated' as const, verification: 'incomplete' as const };
    world.bkash.queries.push(unheardOf, unheardOf, unheardOf);
    await comes(world);
    await waitingOnes(world);
    expect(world.order.attempts).toMatchObject([{ state: 'doubtful' }]);
    expect(world.bkash.count('query')).toBe(3);
    expect(reasonOf(world)).toBe('not_completed_at_bkash');
  });

  it('finds its order by the recorded trxID when it carries no invoice', async () => {
    const world = await ordered();
    await world.comesBack('success');
    await settleWebhook(world.ports, withoutInvoice(world));
    expect(journalled(world)).toEqual(['dropped']);
    expect(world.table.unclaimedMoney.size).toBe(0);
  });

  it('without an invoice waits for the trxID to be recorded, when it was faster', async () => {
    const world = await ordered();
    await settleWebhook(world.ports, withoutInvoice(world));
    expect(world.queued).toMatchObject([{ delaySeconds: 30 }]);
    await world.comesBack('success');
    await waitingOnes(world);
    expect(journalled(world)).toEqual(['dropped']);
    expect(world.table.unclaimedMoney.size).toBe(0);
  });

  it('makes a capture of a withdrawn order surplus, not a payment', async () => {
    const world = await ordered();
    const order = world.order;
    world.table.stored.set('SB-1', { ...order, closed: { as: 'withdrawn', at: world.now } });
    world.bkash.queries.push(paid);
    await comes(world);
    expect(statusOf(world.order)).toBe('cancelled');
    expect(world.order.surplus).toMatchObject([{ trxId: 'DKN1A2B3C4', amountPoisha: 105_000 }]);
    expect(world.telemetry.counted).toContain('SurplusRecorded');
  });
});

function reasonOf(world: Awaited<ReturnType<typeof ordered>>) {
  return world.table.unclaimedMoney.get('DKN1A2B3C4')?.reason;
}
