import { doorsInPage } from '../doors.ts';
import type { Scene } from '../scene.ts';
import type { CrashWorld } from '../world.ts';
import {
  approvedInPage,
  framed,
  inPage,
  inPageWithToken,
  outageInPage,
  silentInPage,
} from './in-page-situations.ts';
import { minuteMs, secondMs, trouble } from './situations.ts';

const absent = { absentCustomer: 'on' } as const;
const doors = doorsInPage;
const presses = (world: CrashWorld) => world.pressesButton();
const follows = (world: CrashWorld) => world.followsLink();

/** The button of the shop's page, and the link of an order that has one. */
export const pressingScenes: Scene[] = [
  {
    name: 'button: the first of the fleet, which has no token of this product yet',
    reaches: 'bkash.in-page.grant',
    given: inPage,
    act: presses,
    doors,
  },
  {
    name: 'button: with a token at hand, where absent customers are asked about',
    reaches: 'bkash.in-page.create',
    settings: absent,
    given: inPageWithToken,
    act: presses,
    doors,
  },
  {
    name: 'button: nobody answers the create',
    reaches: 'in-page.gate.failed',
    given: async (world) => {
      await inPageWithToken(world);
      trouble(world, 'create', 'timeout_after');
    },
    act: presses,
    doors,
  },
  {
    name: 'button: bKash refuses the create',
    reaches: 'bkash.in-page.create',
    given: async (world) => {
      await inPageWithToken(world);
      trouble(world, 'create', 'code', { code: '2006' });
    },
    act: presses,
    doors,
  },
  {
    name: 'button: bKash rejects the token',
    reaches: 'bkash.in-page.refresh',
    given: async (world) => {
      await inPageWithToken(world);
      await world.passes(2 * minuteMs);
      trouble(world, 'create', 'unauthorized');
    },
    act: presses,
    doors,
  },
  {
    name: 'button: the product is down, and the link is owed',
    reaches: 'orders.save',
    given: async (world) => {
      await inPageWithToken(world);
      await outageInPage(world);
    },
    act: presses,
    doors,
  },
  {
    name: 'button: once more while the frame is open',
    reaches: 'orders.find',
    given: framed,
    act: presses,
    doors,
  },
  {
    name: 'button: a frame of ten minutes is replaced',
    reaches: 'bkash.in-page.create',
    given: async (world) => {
      await framed(world);
      await world.passes(11 * minuteMs);
    },
    act: presses,
    doors,
  },
  {
    name: 'button: the payment on bKash’s page is replaced',
    reaches: 'bkash.in-page.create',
    given: async (world) => {
      await inPageWithToken(world);
      await world.followsLink();
    },
    act: presses,
    doors,
  },
  {
    name: 'button: after a create that nobody answered',
    reaches: 'bkash.in-page.create',
    given: async (world) => {
      await inPageWithToken(world);
      trouble(world, 'create', 'timeout_before');
      await world.pressesButton();
      await world.passes(20 * secondMs);
    },
    act: presses,
    doors,
  },
  {
    name: 'button: the customer had approved, and his page died',
    reaches: 'bkash.in-page.query',
    settings: absent,
    given: async (world) => {
      await approvedInPage(world);
      await world.passes(3 * minuteMs);
    },
    act: presses,
    doors,
  },
  {
    name: 'button: nobody knows what became of the payment before',
    reaches: 'orders.find',
    given: (world) => silentInPage(world, true),
    act: presses,
    doors,
  },
  {
    name: 'link: instead of the frame that is open',
    reaches: 'bkash.create',
    given: framed,
    act: follows,
    doors,
  },
  {
    name: 'link: the customer had approved in the frame, and his page died',
    reaches: 'bkash.in-page.query',
    settings: absent,
    given: async (world) => {
      await approvedInPage(world);
      await world.passes(3 * minuteMs);
    },
    act: follows,
    doors,
  },
];
