import { describe, expect, it } from 'vitest';
import type { PaymentNotice, Verdict } from '../../shared/adapters/sns/port.ts';
import type { WebhookMessage } from '../../shared/adapters/sqs/port.ts';
import { statusOf } from '../../shared/domain/status.ts';
import { settleWebhook } from '../../shared/usecases/settle-webhook.ts';
import { captured } from '../fakes/bkash.ts';
import { World } from '../fakes/world.ts';

const paid = { kind: 'completed' as const, captured: captured() };
const notice: PaymentNotice = {
  trxId: 'DKN1A2B3C4',
  status: 'Completed',
  currency: 'BDT',
  amountPoisha: 105_000,
  invoice: 'SB-1-1',
};

async function ordered(): Promise<World> {
  const world = new World();
  await world.checkout();
  return world;
}

function comes(world: World, changes: Partial<PaymentNotice> = {}, message: Partial<WebhookMessage> = {}) {
  const verifier = { verify: async (): Promise<Verdict> => ({ kind: 'refused', reason: 'signature' }) };
  const readNotice = () => ({ kind: 'payment' as const, notice: { ...notice, ...changes } });
  return settleWebhook({ ...world.ports, verifier, readNotice }, { ...aMessage(world), ...message });
}

function aMessage(world: World): WebhookMessage {
  const envelope = { Type: 'Notification', MessageId: 'm-1', Message: '{}' } as WebhookMessage['envelope'];
  return { kind: 'webhook', envelope, verified: true, stale: false, receivedAt: world.now };
}

describe('a webhook', () => {
  it('changes nothing about an order that is already paid by it', async () => {
    const world = await ordered();
    await world.comesBack('success');
    const { version } = world.order;
    await comes(world);
    expect(world.order.version).toBe(version);
    expect(world.bkash.count('query')).toBe(0);
    expect(world.queued).toEqual([]);
  });

  it('never pays by itself: bKash is asked, and its answer pays', async () => {
    const world = await ordered();
    world.bkash.queries.push(paid);
    await comes(world);
    expect(world.bkash.count('query')).toBe(1);
    expect(statusOf(world.order)).toBe('paid');
    expect(world.telemetry.counted).toContain('SettledByWebhook');
  });

  it('pays nothing when bKash does not confirm it, and is tried again', async () => {
    const world = await ordered();
    world.bkash.queries.push({ kind: 'initiated', verification: 'complete' });
    await comes(world);
    expect(statusOf(world.order)).toBe('pending');
    expect(world.queued).toHaveLength(1);
  });

  it('waits for the look that is coming anyway while Execute is unanswered', async () => {
    const world = await ordered();
    world.bkash.executes.push({ kind: 'unknown', reason: 'timeout' });
    await world.comesBack('success');
    await comes(world);
    expect(world.bkash.count('query')).toBe(0);
    expect(world.queued.at(-1)).toMatchObject({ message: { kind: 'webhook' }, delaySeconds: 35 });
  });

  it('finds its order by the recorded trxID when it carries no invoice', async () => {
    const world = await ordered();
    await world.comesBack('success');
    const { invoice: _, ...without } = notice;
    const readNotice = () => ({ kind: 'payment' as const, notice: without });
    const verifier = { verify: () => Promise.reject(new Error('not asked')) };
    await settleWebhook({ ...world.ports, verifier, readNotice }, aMessage(world));
    expect(world.queued).toEqual([]);
    expect(world.table.unclaimedMoney.size).toBe(0);
  });

  it('of nobody’s order is tried for 15 minutes and then kept as unclaimed money, with an alarm', async () => {
    const world = await ordered();
    const receivedAt = world.now;
    await comes(world, { invoice: 'SB-9-1' }, { receivedAt });
    expect(world.queued).toHaveLength(1);
    world.passes(900_000);
    await comes(world, { invoice: 'SB-9-1' }, { receivedAt });
    expect(world.queued).toHaveLength(1);
    expect(world.table.unclaimedMoney.get('DKN1A2B3C4')).toMatchObject({
      reason: 'no_order',
      amountPoisha: 105_000,
    });
    expect(world.telemetry.counted).toContain('UnclaimedMoney');
  });

  it('with another trxID for a paid attempt is unclaimed money at once', async () => {
    const world = await ordered();
    await world.comesBack('success');
    await comes(world, { trxId: 'DKN9Z9Z9Z9' });
    expect(world.table.unclaimedMoney.get('DKN9Z9Z9Z9')).toMatchObject({ reason: 'other_trx' });
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

  it.each([
    ['stale', { stale: true }],
    ['signature', { verified: false }],
  ])('that is not to be believed (%s) is quarantined with its reason', async (reason, message) => {
    const world = await ordered();
    await comes(world, {}, message);
    expect(world.table.quarantined).toEqual([{ messageId: 'm-1', reason }]);
    expect(world.bkash.count('query')).toBe(0);
  });

  it('that is found genuine but old only later is quarantined all the same', async () => {
    const world = await ordered();
    const verifier = { verify: async (): Promise<Verdict> => ({ kind: 'genuine', stale: true }) };
    const readNotice = () => ({ kind: 'payment' as const, notice });
    await settleWebhook({ ...world.ports, verifier, readNotice }, { ...aMessage(world), verified: false });
    expect(world.table.quarantined).toEqual([{ messageId: 'm-1', reason: 'stale' }]);
    expect(world.bkash.count('query')).toBe(0);
  });

  it('of a payment that is not completed is put aside: bKash announces no other kind', async () => {
    const world = await ordered();
    await comes(world, { status: 'Initiated' });
    expect(world.table.quarantined).toEqual([{ messageId: 'm-1', reason: 'not_completed' }]);
    expect(world.bkash.count('query')).toBe(0);
  });

  it('whose certificate still cannot be had is put back, and after 75 minutes put aside', async () => {
    const world = await ordered();
    const verifier = { verify: async (): Promise<Verdict> => ({ kind: 'unreachable', reason: 'timeout' }) };
    const readNotice = () => ({ kind: 'unrecognised' as const, reason: 'not_json' as const });
    const message = { ...aMessage(world), verified: false };
    await settleWebhook({ ...world.ports, verifier, readNotice }, message);
    expect(world.queued).toHaveLength(1);
    expect(world.table.quarantined).toEqual([]);
    world.passes(75 * 60_000 + 1);
    await settleWebhook({ ...world.ports, verifier, readNotice }, message);
    expect(world.queued).toHaveLength(1);
    expect(world.table.quarantined).toEqual([{ messageId: 'm-1', reason: 'certificate_unreachable' }]);
  });
});
