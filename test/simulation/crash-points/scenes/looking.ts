import type { Scene } from '../scene.ts';
import type { CrashWorld } from '../world.ts';
import {
  doubtful,
  forNextMessage,
  hourMs,
  isIn,
  minuteMs,
  notified,
  secondMs,
  settledUntil,
  silent,
  trouble,
} from './situations.ts';

const settles = (world: CrashWorld) => world.settles();
const lookedTimes = (times: number) => (world: CrashWorld) => {
  const attempt = world.attempt();
  return attempt?.state === 'unknown' && attempt.looks.length === times;
};

/** Reading an order, and the looks at a payment of which nobody knows. */
export const lookingScenes: Scene[] = [
  {
    name: 'read: nothing is due',
    reaches: 'orders.find',
    given: async (world) => {
      await world.checkout();
    },
    act: (world) => world.reads(),
  },
  {
    name: 'read: a look is due, and the money had moved',
    reaches: 'ties.tie',
    given: async (world) => {
      await silent(world, true);
      await world.passes(36 * secondMs);
    },
    act: (world) => world.reads(),
  },
  {
    name: 'read: a look is due, and bKash does not answer it',
    reaches: 'gate.failed',
    given: async (world) => {
      await silent(world, true);
      await world.passes(36 * secondMs);
      trouble(world, 'query', 'timeout_before');
    },
    act: (world) => world.reads(),
  },
  {
    name: 'read: the order is over',
    reaches: 'orders.save',
    given: async (world) => {
      await world.checkout();
      await world.passes(25 * hourMs);
    },
    act: (world) => world.reads(),
  },
  {
    name: 'look: the money had moved',
    reaches: 'ties.tie',
    given: async (world) => {
      await silent(world, true);
      await forNextMessage(world);
    },
    act: settles,
  },
  {
    name: 'look: the money had moved, and has been called nobody’s since',
    reaches: 'unclaimed.close',
    given: async (world) => {
      world.bkash.faults.add({ operation: 'webhook', fault: 'no_invoice', times: 1 });
      await silent(world, true);
      await notified(world);
      world.bkash.faults.add({ operation: 'query', fault: 'timeout_before' });
      await settledUntil(world, ({ table }) => table.unclaimed.size > 0);
      world.bkash.faults.clear();
    },
    act: settles,
    ends: 'paid',
  },
  {
    name: 'look: nothing had moved, the first time',
    reaches: 'settleQueue.send',
    given: async (world) => {
      await silent(world, false);
      await forNextMessage(world);
    },
    act: settles,
  },
  {
    name: 'look: nothing had moved, the second time',
    reaches: 'bkash.execute',
    given: async (world) => {
      await silent(world, false);
      await settledUntil(world, lookedTimes(1));
    },
    act: settles,
  },
  {
    name: 'look: executed too early, and nothing moved',
    reaches: 'bkash.query',
    given: async (world) => {
      await world.checkout();
      await world.comesBack();
      await forNextMessage(world);
    },
    act: settles,
  },
  {
    name: 'look: in doubt, and bKash has captured it meanwhile',
    reaches: 'ties.tie',
    given: async (world) => {
      await doubtful(world);
      world.bkash.unasked.capture(world.paymentIdOf());
    },
    act: settles,
  },
  {
    name: 'look: in doubt, and still nothing',
    reaches: 'bkash.query',
    given: doubtful,
    act: settles,
  },
  {
    name: 'look: in doubt when the order’s time is over, and the money moves two hours later',
    reaches: 'bkash.query',
    given: async (world) => {
      await world.checkout({ expiresInMinutes: 10 });
      world.approves();
      trouble(world, 'execute', 'commit_late', { delayMs: 2 * hourMs });
      await world.comesBack();
      trouble(world, 'execute', 'code', { code: '2023' });
      await settledUntil(world, isIn('doubtful'));
      await settledUntil(world, (one) => one.now > (one.order?.expiresAt ?? 0) + 16 * minuteMs);
    },
    act: settles,
    ends: 'paid',
  },
  {
    name: 'look: in doubt, for the last time',
    reaches: 'bkash.query',
    given: async (world) => {
      await doubtful(world);
      await world.passes(25 * hourMs);
    },
    act: settles,
  },
];
