import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../shared/adapters/sns/port.ts';
import type { HeldMessage } from '../../shared/adapters/sqs/port.ts';
import { statusOf } from '../../shared/domain/status.ts';
import { held, judged, reference, unreachable } from '../fakes/held.ts';
import { initiated, journalled, paid } from '../fakes/webhook.ts';

const genuine: Verdict = { kind: 'genuine', stale: false };

describe('a webhook that could not be verified at the door', () => {
  it('is settled when it is found genuine, and nothing of it stays in quarantine', async () => {
    const world = await held();
    world.bkash.queries.push(paid);
    await judged(world, genuine);
    expect(statusOf(world.order)).toBe('paid');
    expect(world.table.quarantined.size).toBe(0);
    expect(journalled(world)).toEqual(['applied']);
    expect(world.telemetry.counted).toContain('WebhookReceived');
  });

  it('is asked of nobody before it is verified', async () => {
    const world = await held();
    await judged(world, unreachable);
    expect(world.bkash.count('query')).toBe(0);
    expect(world.telemetry.counted).not.toContain('WebhookReceived');
  });

  it('goes on waiting without the envelope, once it is known to be genuine', async () => {
    const world = await held();
    await judged(world, genuine);
    expect(world.queued).toMatchObject([{ message: { kind: 'webhook', putBacks: 1 } }]);
    expect(JSON.stringify(world.queued)).not.toContain('1712345678');
    expect(world.table.quarantined.size).toBe(0);
  });

  it.each<[string, Verdict]>([
    ['signature', { kind: 'refused', reason: 'signature' }],
    ['certificate', { kind: 'refused', reason: 'certificate' }],
    ['stale', { kind: 'genuine', stale: true }],
  ])('stays in quarantine for its reason (%s) when it is not to be acted on', async (reason, verdict) => {
    const world = await held();
    await judged(world, verdict);
    expect([...world.table.quarantined.values()]).toMatchObject([{ reason }]);
    expect(journalled(world)).toEqual([reason]);
    expect(world.bkash.count('query')).toBe(0);
    expect(world.queued).toEqual([]);
    expect(world.telemetry.counted).toContain('WebhookQuarantined');
  });

  it('of a payment that is not completed stays aside: bKash announces no other kind', async () => {
    const world = await held({ transactionStatus: 'Initiated' });
    await judged(world, genuine);
    expect(journalled(world)).toEqual(['not_completed']);
    expect(world.bkash.count('query')).toBe(0);
  });

  it('is tried again until 75 minutes have passed, and then put aside for a person', async () => {
    const world = await held();
    let message = await judged(world, unreachable);
    const cameAt = message.receivedAt;
    for (let tries = 0; world.queued.length > 0; tries += 1) {
      expect(tries).toBeLessThan(200);
      const [next] = world.queued.splice(0);
      expect(next?.delaySeconds).toBe(30);
      world.passes(30_000);
      message = next?.message as HeldMessage;
      await judged(world, unreachable, message);
    }
    expect(world.now - cameAt).toBeGreaterThan(75 * 60_000);
    expect(world.now - cameAt).toBeLessThan(77 * 60_000);
    expect([...world.table.quarantined.values()]).toMatchObject([{ reason: 'certificate_unreachable' }]);
    expect(journalled(world)).toEqual(['certificate_unreachable']);
  });

  it('and was put aside is weighed all the same when it comes once more and can be verified', async () => {
    const world = await held();
    const message = await judged(world, unreachable);
    world.passes(76 * 60_000);
    await judged(world, unreachable, message);
    expect(journalled(world)).toEqual(['certificate_unreachable']);
    world.bkash.queries.push(paid);
    await judged(world, genuine, message);
    expect(statusOf(world.order)).toBe('paid');
    expect(journalled(world)).toEqual(['applied']);
  });

  it('goes on waiting, though a twin of it that could not be verified comes to its end meanwhile', async () => {
    const world = await held();
    const message = reference(world);
    world.passes(76 * 60_000);
    await judged(world, unreachable, message, async () => {
      await judged(world, genuine, message);
      return unreachable;
    });
    expect(world.queued).toMatchObject([{ message: { kind: 'webhook', putBacks: 1 } }]);
    expect(journalled(world)).not.toContain('certificate_unreachable');
  });

  it('is judged by the time it came to the door, not by the time it is judged', async () => {
    const world = await held();
    const cameAt = world.now;
    world.passes(70 * 60_000);
    let judgedAt = 0;
    const verify = async (_: unknown, receivedAt: number) => {
      judgedAt = receivedAt;
      return genuine;
    };
    await judged(world, genuine, undefined, verify);
    expect(judgedAt).toBe(cameAt);
  });

  it('stays in quarantine until its money is where it belongs', async () => {
    const world = await held();
    world.bkash.queries.push(initiated);
    const { keep } = world.table.unclaimed;
    world.table.unclaimed.keep = () => Promise.reject(new Error('throttled'));
    await expect(judged(world, genuine)).rejects.toThrow('throttled');
    expect(world.table.quarantined.size).toBe(1);
    world.table.unclaimed.keep = keep;
    world.bkash.queries.push(initiated);
    await judged(world, genuine);
    expect(world.table.quarantined.size).toBe(0);
    expect(journalled(world)).toEqual(['not_completed_at_bkash']);
  });

  it('that SQS brings again after it was let go is nothing any more', async () => {
    const world = await held();
    world.bkash.queries.push(paid);
    const message = await judged(world, genuine);
    const { version } = world.order;
    await judged(world, genuine, message);
    expect(world.order.version).toBe(version);
    expect(journalled(world)).toEqual(['applied']);
  });

  it('is not lost when what lies in quarantine cannot be read: it fails, for the dead letters', async () => {
    const world = await held();
    for (const [fingerprint, kept] of world.table.quarantined)
      world.table.quarantined.set(fingerprint, { ...kept, body: '{}' });
    await expect(judged(world, genuine)).rejects.toThrow(/no notification/);
    expect(world.table.quarantined.size).toBe(1);
  });
});
