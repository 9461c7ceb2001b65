import { describe, expect, it } from 'vitest';
import { statusOf } from '../../shared/domain/status.ts';
import { settleWebhook } from '../../shared/usecases/settle-webhook.ts';
import {
  aMessage,
  comes,
  initiated,
  journalled,
  ordered,
  paid,
  putBack,
  unanswered,
  waitingOnes,
} from '../fakes/webhook.ts';

describe('the same webhook twice', () => {
  it('asks bKash once and pays once', async () => {
    const world = await ordered();
    world.bkash.queries.push(paid, paid);
    await Promise.all([comes(world), comes(world)]);
    await comes(world);
    expect(world.order.attempts).toMatchObject([{ state: 'completed' }]);
    expect(world.order.timeline.filter(({ what }) => what === 'completed')).toHaveLength(1);
    expect(world.bkash.count('query')).toBeLessThanOrEqual(2);
  });

  it('makes one Query and one alarm of what bKash did not confirm', async () => {
    const world = await ordered();
    world.bkash.queries.push(initiated);
    const message = aMessage(world);
    for (let times = 0; times < 5; times += 1) await settleWebhook(world.ports, message);
    expect(world.bkash.count('query')).toBe(1);
    expect(world.telemetry.counted.filter((name) => name === 'UnclaimedMoney')).toHaveLength(1);
    expect(journalled(world)).toEqual(['not_completed_at_bkash']);
  });

  it('waits once, however often it comes meanwhile', async () => {
    const world = await ordered();
    const message = aMessage(world, { invoice: 'SB-9-1' });
    for (let times = 0; times < 5; times += 1) await settleWebhook(world.ports, message);
    expect(putBack(world)).toHaveLength(1);
  });

  it('waits twice rather than never when nobody could note that it waits', async () => {
    const world = await ordered();
    const journal = { ...world.table.journal, waits: () => Promise.reject(new Error('throttled')) };
    const message = aMessage(world, { invoice: 'SB-9-1' });
    await settleWebhook({ ...world.ports, journal }, message);
    await settleWebhook({ ...world.ports, journal }, message);
    expect(world.queued).toHaveLength(2);
    expect(world.telemetry.told).toContainEqual({ name: 'JournalFailed', messageId: 'm-1' });
  });
});

describe('a webhook whose journal entry cannot be written', () => {
  it('has settled its money all the same, and comes again', async () => {
    const world = await ordered();
    world.bkash.queries.push(paid);
    const journal = { ...world.table.journal, record: () => Promise.reject(new Error('throttled')) };
    const message = aMessage(world);
    await expect(settleWebhook({ ...world.ports, journal }, message)).rejects.toThrow('throttled');
    expect(statusOf(world.order)).toBe('paid');
    await settleWebhook(world.ports, message);
    expect(journalled(world)).toEqual(['dropped']);
    expect(world.bkash.count('query')).toBe(1);
  });

  it('is not noted as waiting when the queue did not take it back', async () => {
    const world = await ordered();
    const settleQueue = { ...world.ports.settleQueue, send: () => Promise.reject(new Error('down')) };
    const message = aMessage(world, { invoice: 'SB-9-1' });
    await expect(settleWebhook({ ...world.ports, settleQueue }, message)).rejects.toThrow('down');
    expect(journalled(world)).toEqual([]);
  });
});

describe('a webhook that meets the customer’s return', () => {
  it('never asks while Execute is under way, however late it came to that', async () => {
    const world = await ordered();
    world.bkash.queries.push(initiated);
    world.bkash.executes.push({ kind: 'unknown', reason: 'timeout' });
    // The return claims the attempt while bKash answers the webhook's Query.
    world.bkash.meanwhile = async () => {
      await world.comesBack('success');
    };
    await comes(world);
    expect(world.table.unclaimedMoney.size).toBe(0);
    expect(putBack(world)).toHaveLength(1);
    world.bkash.queries.push(paid);
    world.passes(5_000);
    await waitingOnes(world);
    expect(statusOf(world.order)).toBe('paid');
    expect(world.bkash.count('execute')).toBe(1);
  });

  it('waits out a look of an attempt that nobody answers for', async () => {
    const world = await unanswered();
    await comes(world);
    await waitingOnes(world, 30 * 60_000);
    expect(world.order.attempts).toMatchObject([{ state: 'unknown' }]);
    expect(world.table.unclaimedMoney.size).toBe(0);
    expect(putBack(world)).toHaveLength(1);
  });
});

describe('money that is recorded while its webhook gives up', () => {
  it('is not left open as nobody’s', async () => {
    const world = await ordered();
    const message = aMessage(world, { invoice: 'SB-9-1' });
    const { keep } = world.table.unclaimed;
    world.passes(15 * 60_000);
    world.table.unclaimed.keep = async (entry) => {
      // Between the decision and its entry the customer came back, and the attempt recorded this trxID.
      await world.comesBack('success');
      await keep(entry);
    };
    await settleWebhook(world.ports, message);
    expect(statusOf(world.order)).toBe('paid');
    expect(world.table.closedMoney).toEqual(['DKN1A2B3C4']);
    expect(world.telemetry.counted).not.toContain('UnclaimedMoney');
    expect(journalled(world)).toEqual(['dropped']);
  });
});
