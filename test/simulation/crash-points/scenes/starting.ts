import type { Scene } from '../scene.ts';
import { forNextMessage, minuteMs, nextMessage, secondMs, trouble } from './situations.ts';

const absent = { absentCustomer: 'on' } as const;

/** Checkout, the payment link, and the message that a customer can pay after all. */
export const startingScenes: Scene[] = [
  {
    name: 'checkout: the first of the fleet, which has no token yet',
    reaches: 'bkash.grant',
    given: async () => {},
    act: (world) => world.checkout(),
  },
  {
    name: 'checkout: with a token at hand, where absent customers are asked about',
    reaches: 'bkash.create',
    settings: absent,
    given: async (world) => {
      await world.checkout({ orderId: 'SB-0' });
    },
    act: (world) => world.checkout(),
  },
  {
    name: 'checkout: nobody answers the create',
    reaches: 'gate.failed',
    given: async (world) => trouble(world, 'create', 'timeout_after'),
    act: (world) => world.checkout(),
  },
  {
    name: 'checkout: bKash refuses the create',
    reaches: 'bkash.create',
    given: async (world) => trouble(world, 'create', 'code', { code: '2006' }),
    act: (world) => world.checkout(),
  },
  {
    name: 'checkout: bKash rejects the token',
    reaches: 'bkash.refresh',
    given: async (world) => {
      await world.checkout({ orderId: 'SB-0' });
      await world.passes(2 * minuteMs);
      trouble(world, 'create', 'unauthorized');
    },
    act: (world) => world.checkout(),
  },
  {
    name: 'checkout: bKash is down',
    reaches: 'gate.failed',
    given: async (world) => world.bkash.faults.saveOutage(world.now + 10 * minuteMs),
    act: (world) => world.checkout(),
  },
  {
    name: 'checkout: the same once more',
    reaches: 'orders.create',
    given: async (world) => {
      await world.checkout();
    },
    act: (world) => world.checkout(),
  },
  {
    name: 'link: the payment is open',
    reaches: 'orders.find',
    given: async (world) => {
      await world.checkout();
    },
    act: (world) => world.followsLink(),
  },
  {
    name: 'link: the customer had cancelled',
    reaches: 'bkash.create',
    given: async (world) => {
      await world.checkout();
      await world.comesBack('cancel');
    },
    act: (world) => world.followsLink(),
  },
  {
    name: 'link: a payment of ten minutes is replaced',
    reaches: 'bkash.create',
    given: async (world) => {
      await world.checkout();
      await world.passes(11 * minuteMs);
    },
    act: (world) => world.followsLink(),
  },
  {
    name: 'link: after a create that nobody answered',
    reaches: 'bkash.create',
    given: async (world) => {
      trouble(world, 'create', 'timeout_before');
      await world.checkout();
      await world.passes(20 * secondMs);
    },
    act: (world) => world.followsLink(),
  },
  {
    name: 'link: bKash answers neither the question nor the create',
    reaches: 'gate.failed',
    settings: absent,
    given: async (world) => {
      await world.checkout();
      await world.passes(26 * minuteMs);
      trouble(world, 'query', 'timeout_before');
      trouble(world, 'create', 'timeout_after');
    },
    act: (world) => world.followsLink(),
  },
  {
    name: 'link: the customer had approved and lost his way back',
    reaches: 'bkash.query',
    settings: absent,
    given: async (world) => {
      await world.checkout();
      world.approves();
      await world.passes(3 * minuteMs);
    },
    act: (world) => world.followsLink(),
  },
  {
    name: 'offer link: bKash is back after an outage at checkout',
    reaches: 'orders.save',
    given: async (world) => {
      world.bkash.faults.saveOutage(world.now + 6 * minuteMs);
      await world.checkout();
      await world.passes(7 * minuteMs);
      await world.reconciles();
      // The probe is heard; the look that follows may tell the customer.
      await nextMessage(world);
      await forNextMessage(world);
    },
    act: (world) => world.settles(),
  },
];
