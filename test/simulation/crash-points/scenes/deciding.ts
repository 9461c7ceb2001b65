import type { Scene } from '../scene.ts';
import type { CrashWorld } from '../world.ts';
import { approved, forNextMessage, minuteMs, owed, settledUntil, silent, trouble } from './situations.ts';

const settles = (world: CrashWorld) => world.settles();
const lookedTimes = (times: number) => (world: CrashWorld) => {
  const attempt = world.attempt();
  return attempt?.state === 'unknown' && attempt.looks.length === times;
};

/** What the consumer does where more than a question is due: an Execute, an end, a coupon. */
export const decidingScenes: Scene[] = [
  {
    name: 'second Execute: bKash executes, with a new token',
    reaches: 'ties.tie',
    given: async (world) => {
      await silent(world, false);
      await settledUntil(world, lookedTimes(1));
      await world.passes(62 * minuteMs);
    },
    act: settles,
  },
  {
    name: 'second Execute: nobody answers, and the money moved',
    reaches: 'gate.failed',
    given: async (world) => {
      await silent(world, false);
      trouble(world, 'execute', 'timeout_after');
      await settledUntil(world, lookedTimes(1));
    },
    act: settles,
  },
  {
    name: 'second Execute: nobody answers, and nothing moved',
    reaches: 'gate.failed',
    given: async (world) => {
      await silent(world, false);
      trouble(world, 'execute', 'timeout_before');
      await settledUntil(world, lookedTimes(1));
    },
    act: settles,
  },
  {
    name: 'second Execute: bKash refuses it, for the first has moved the money since',
    reaches: 'bkash.execute',
    given: async (world) => {
      await approved(world);
      trouble(world, 'execute', 'commit_late', { delayMs: 3 * minuteMs });
      await world.comesBack();
      trouble(world, 'execute', 'code', { code: '2023' });
      await settledUntil(world, lookedTimes(1));
    },
    act: settles,
  },
  {
    name: 'owed: the Execute waited for bKash',
    reaches: 'ties.tie',
    given: async (world) => {
      await owed(world);
      await world.passes(5 * minuteMs);
    },
    act: settles,
  },
  {
    name: 'owed: the Execute waited for bKash, and nobody answers it',
    reaches: 'gate.failed',
    given: async (world) => {
      await owed(world);
      await world.passes(5 * minuteMs);
      trouble(world, 'execute', 'timeout_after');
    },
    act: settles,
  },
  {
    name: 'absent customer: he had approved',
    reaches: 'bkash.execute',
    settings: { absentCustomer: 'on' },
    given: async (world) => {
      await approved(world);
      await forNextMessage(world);
    },
    act: settles,
  },
  {
    name: 'absent customer: he had not',
    reaches: 'bkash.query',
    settings: { absentCustomer: 'on' },
    given: async (world) => {
      await world.checkout();
      await forNextMessage(world);
    },
    act: settles,
  },
  {
    name: 'expiry: nobody ever paid',
    reaches: 'orders.save',
    given: async (world) => {
      await world.checkout();
      await forNextMessage(world);
    },
    act: settles,
  },
  {
    name: 'coupon: bKash explains the lower amount',
    reaches: 'bkash.search',
    given: async (world) => {
      await approved(world);
      trouble(world, 'execute', 'amount', { amount: '950.00' });
      await world.comesBack();
      await forNextMessage(world);
    },
    act: settles,
  },
  {
    name: 'coupon: bKash does not answer for a quarter of an hour',
    reaches: 'bkash.search',
    given: async (world) => {
      await approved(world);
      trouble(world, 'execute', 'amount', { amount: '950.00' });
      await world.comesBack();
      await forNextMessage(world);
      world.bkash.faults.add({ operation: 'search', fault: 'timeout_before' });
      await world.passes(16 * minuteMs);
    },
    act: settles,
    leaves: { review: true },
  },
];
