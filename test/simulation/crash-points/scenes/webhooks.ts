import type { Scene } from '../scene.ts';
import type { CrashWorld } from '../world.ts';
import { approved, minuteMs, nextMessage, notified, paid, paidTwice, silent, trouble } from './situations.ts';

const settles = (world: CrashWorld) => world.settles();

/** SNS posts again what was not answered 200, so whoever died at the door is asked once more. */
function posts(world: CrashWorld): Promise<unknown> {
  const first = world.published[0];
  if (!first) throw new Error('bKash has told nothing.');
  const { envelope } = first;
  world.published.splice(0);
  again.set(world, () => world.receives(envelope));
  return world.receives(envelope);
}
const again = new WeakMap<CrashWorld, () => Promise<unknown>>();
const postsAgain = (world: CrashWorld) => again.get(world)?.() ?? Promise.resolve();

async function captured(world: CrashWorld): Promise<void> {
  await approved(world);
  world.bkash.unasked.capture(world.paymentIdOf());
}

async function broughtAndUnverified(world: CrashWorld): Promise<void> {
  await captured(world);
  world.verdicts.push({ kind: 'unreachable', reason: 'timeout' });
  await notified(world);
}

/** bKash's notifications, at the door and in the consumer. */
export const webhookScenes: Scene[] = [
  {
    name: 'webhook at the door: of a payment that nobody recorded',
    reaches: 'settleQueue.send',
    given: captured,
    act: posts,
    again: postsAgain,
    // Money that bKash took by itself is known by its notification alone.
    doors: ['repeat'],
  },
  {
    name: 'webhook at the door: of a payment that was recorded',
    reaches: 'settleQueue.send',
    given: paid,
    act: posts,
    again: postsAgain,
  },
  {
    name: 'webhook at the door: the certificate cannot be had',
    reaches: 'quarantine.keep',
    given: async (world) => {
      await paid(world);
      world.verdicts.push({ kind: 'unreachable', reason: 'timeout' });
    },
    act: posts,
    again: postsAgain,
    // Whoever dies before it is queued leaves it here, and SNS brings it again.
    leaves: { quarantined: 1 },
  },
  {
    name: 'webhook at the door: too old',
    reaches: 'journal.record',
    given: async (world) => {
      await paid(world);
      world.verdicts.push({ kind: 'genuine', stale: true });
    },
    act: posts,
    again: postsAgain,
    leaves: { quarantined: 1 },
  },
  {
    name: 'webhook: the money was not known of',
    reaches: 'ties.tie',
    given: async (world) => {
      await captured(world);
      await notified(world);
    },
    act: settles,
  },
  {
    name: 'webhook: the money was recorded before',
    reaches: 'journal.record',
    given: async (world) => {
      await paid(world);
      await notified(world);
    },
    act: settles,
  },
  {
    name: 'webhook: its Execute is not answered yet',
    reaches: 'journal.waits',
    given: async (world) => {
      await silent(world, true);
      await notified(world);
    },
    act: settles,
  },
  {
    name: 'webhook: bKash does not answer when it is asked',
    reaches: 'gate.failed',
    given: async (world) => {
      await captured(world);
      await notified(world);
      trouble(world, 'query', 'timeout_before');
    },
    act: settles,
  },
  {
    name: 'webhook: a second payment of a paid order',
    reaches: 'ties.tie',
    given: async (world) => {
      await paidTwice(world);
      await notified(world);
    },
    act: settles,
  },
  {
    name: 'webhook: it explains a lower amount',
    reaches: 'orders.save',
    given: async (world) => {
      await approved(world);
      trouble(world, 'execute', 'amount', { amount: '950.00' });
      await world.comesBack();
      await notified(world);
    },
    act: settles,
  },
  {
    name: 'webhook: nobody’s money, for the first time',
    reaches: 'journal.waits',
    given: async (world) => {
      world.bkash.unasked.payIn(50_000);
      await notified(world);
    },
    act: settles,
    leaves: { unclaimed: 1 },
  },
  {
    name: 'webhook: nobody’s money, after a quarter of an hour',
    reaches: 'unclaimed.keep',
    given: async (world) => {
      world.bkash.unasked.payIn(50_000);
      await notified(world);
      await nextMessage(world);
      await world.passes(16 * minuteMs);
    },
    act: settles,
    leaves: { unclaimed: 1 },
  },
  { name: 'held webhook: genuine', reaches: 'held.release', given: broughtAndUnverified, act: settles },
  {
    name: 'held webhook: the certificate can still not be had',
    reaches: 'settleQueue.send',
    given: async (world) => {
      await broughtAndUnverified(world);
      world.verdicts.push({ kind: 'unreachable', reason: 'timeout' });
    },
    act: settles,
  },
  {
    name: 'held webhook: forged',
    reaches: 'held.judged',
    given: async (world) => {
      await paid(world);
      world.verdicts.push({ kind: 'unreachable', reason: 'timeout' });
      await notified(world);
      world.verdicts.push(...Array(9).fill({ kind: 'refused', reason: 'signature' }));
    },
    act: settles,
    leaves: { quarantined: 1 },
    doors: ['schedule', 'return', 'read', 'link', 'repeat'],
  },
];
