import type { Scene } from '../scene.ts';
import { approved, doubtful, minuteMs, outage, owed, paid, silent, trouble } from './situations.ts';

/** The customer's return, and the shop's withdrawal. */
export const payingScenes: Scene[] = [
  { name: 'return: bKash executes', reaches: 'ties.tie', given: approved, act: (world) => world.comesBack() },
  {
    name: 'return: nobody answers, and the money moved',
    reaches: 'gate.failed',
    given: async (world) => {
      await approved(world);
      trouble(world, 'execute', 'timeout_after');
    },
    act: (world) => world.comesBack(),
  },
  {
    name: 'return: nobody answers, and nothing moved',
    reaches: 'gate.failed',
    given: async (world) => {
      await approved(world);
      trouble(world, 'execute', 'timeout_before');
    },
    act: (world) => world.comesBack(),
  },
  {
    name: 'return: nobody answers, and the money moves a quarter of an hour later',
    reaches: 'gate.failed',
    given: async (world) => {
      await approved(world);
      trouble(world, 'execute', 'commit_late', { delayMs: 15 * minuteMs });
    },
    act: (world) => world.comesBack(),
  },
  {
    name: 'return: the wallet is empty',
    reaches: 'bkash.execute',
    given: async (world) => {
      await world.checkout();
      world.approves(1, '01823074817');
    },
    act: (world) => world.comesBack(),
  },
  {
    name: 'return: bKash rejects the token',
    reaches: 'bkash.refresh',
    given: async (world) => {
      await approved(world);
      await world.passes(2 * minuteMs);
      trouble(world, 'execute', 'unauthorized');
    },
    act: (world) => world.comesBack(),
  },
  {
    name: 'return: bKash is down',
    reaches: 'settleQueue.send',
    given: async (world) => {
      await approved(world);
      await outage(world);
    },
    act: (world) => world.comesBack(),
  },
  {
    name: 'return: the token has run out',
    reaches: 'bkash.refresh',
    given: async (world) => {
      await approved(world);
      await world.passes(61 * minuteMs);
    },
    act: (world) => world.comesBack(),
  },
  {
    name: 'return: success before the customer approved',
    reaches: 'settleQueue.send',
    given: async (world) => {
      await world.checkout();
    },
    act: (world) => world.comesBack(),
  },
  {
    name: 'return: bKash has captured it already',
    reaches: 'settleQueue.send',
    given: async (world) => {
      await approved(world);
      world.bkash.unasked.capture(world.paymentIdOf());
    },
    act: (world) => world.comesBack(),
    // Money that bKash took by itself is known by its notification alone.
    doors: ['webhook'],
  },
  {
    name: 'return: a coupon paid a part',
    reaches: 'settleQueue.send',
    given: async (world) => {
      await approved(world);
      trouble(world, 'execute', 'amount', { amount: '950.00' });
    },
    act: (world) => world.comesBack(),
  },
  {
    name: 'return: more than the order asks for',
    reaches: 'ties.tie',
    given: async (world) => {
      await approved(world);
      trouble(world, 'execute', 'amount', { amount: '1200.00' });
    },
    act: (world) => world.comesBack(),
    leaves: { review: true },
  },
  {
    name: 'return: cancelled',
    reaches: 'orders.save',
    given: async (world) => {
      await world.checkout();
      world.bkash.customerActs(world.paymentIdOf(), { act: 'close' });
    },
    act: (world) => world.comesBack('cancel'),
  },
  {
    name: 'return: failed',
    reaches: 'orders.save',
    given: async (world) => {
      await world.checkout();
      world.bkash.customerActs(world.paymentIdOf(), { act: 'give_up' });
    },
    act: (world) => world.comesBack('failure'),
  },
  {
    name: 'return: once more after it was paid',
    reaches: 'orders.find',
    given: paid,
    act: (world) => world.comesBack(),
  },
  {
    name: 'return: once more while nobody knows',
    reaches: 'orders.find',
    given: (world) => silent(world, true),
    act: (world) => world.comesBack(),
  },
  {
    name: 'cancel: nothing was paid',
    reaches: 'orders.save',
    given: async (world) => {
      await world.checkout();
    },
    act: (world) => world.cancels(),
  },
  {
    name: 'cancel: the customer had approved while bKash was down',
    reaches: 'orders.save',
    given: async (world) => {
      await owed(world);
    },
    act: (world) => world.cancels(),
  },
  {
    name: 'cancel: a payment is in doubt, and bKash captures it afterwards',
    reaches: 'orders.save',
    given: async (world) => {
      await doubtful(world);
      const paymentId = world.paymentIdOf();
      world.timeline.after(50 * minuteMs, () => world.bkash.unasked.capture(paymentId));
    },
    act: (world) => world.cancels(),
  },
];
