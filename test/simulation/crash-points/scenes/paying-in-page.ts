import { doorsInPage } from '../doors.ts';
import type { Scene } from '../scene.ts';
import type { CrashWorld } from '../world.ts';
import {
  approvedInPage,
  framed,
  outageInPage,
  owedInPage,
  paidInPage,
  silentInPage,
} from './in-page-situations.ts';
import { forNextMessage, minuteMs, trouble } from './situations.ts';

const doors = doorsInPage;
const tells = (world: CrashWorld) => world.saysApproved(1);
const settles = (world: CrashWorld) => world.settles();

/** What the page's execute leads to, and what the consumer finds of it. */
export const payingInPageScenes: Scene[] = [
  {
    name: 'page: bKash executes',
    reaches: 'ties.tie',
    given: approvedInPage,
    act: tells,
    doors,
  },
  ...silences(),
  {
    name: 'page: the wallet is empty',
    reaches: 'bkash.in-page.execute',
    given: async (world) => {
      await framed(world);
      world.approves(1, '01823074817');
    },
    act: tells,
    doors,
  },
  {
    name: 'page: bKash rejects the token',
    reaches: 'bkash.in-page.refresh',
    given: async (world) => {
      await approvedInPage(world);
      await world.passes(2 * minuteMs);
      trouble(world, 'execute', 'unauthorized');
    },
    act: tells,
    doors,
  },
  {
    name: 'page: the product is down',
    reaches: 'settleQueue.send',
    given: async (world) => {
      await approvedInPage(world);
      await outageInPage(world);
    },
    act: tells,
    doors,
  },
  {
    name: 'page: the token has run out',
    reaches: 'bkash.in-page.refresh',
    given: async (world) => {
      await approvedInPage(world);
      await world.passes(61 * minuteMs);
    },
    act: tells,
    doors,
  },
  {
    name: 'page: it says so before the customer approved',
    reaches: 'settleQueue.send',
    given: framed,
    act: tells,
    doors,
  },
  {
    name: 'page: a coupon paid a part',
    reaches: 'settleQueue.send',
    given: async (world) => {
      await approvedInPage(world);
      trouble(world, 'execute', 'amount', { amount: '950.00' });
    },
    act: tells,
    doors,
  },
  {
    name: 'page: its frame was replaced by the payment link’s page',
    reaches: 'ties.tie',
    given: async (world) => {
      await approvedInPage(world);
      await world.followsLink();
    },
    act: tells,
    doors,
  },
  {
    name: 'page: the order was paid on bKash’s page meanwhile',
    reaches: 'orders.find',
    given: async (world) => {
      await approvedInPage(world);
      await world.followsLink();
      world.approves(2);
      await world.comesBack('success', 2);
    },
    act: tells,
    doors,
    ends: 'paid',
  },
  {
    name: 'page: once more after it was paid',
    reaches: 'orders.find',
    given: paidInPage,
    act: tells,
    doors,
    ends: 'paid',
  },
  {
    name: 'page: once more while nobody knows',
    reaches: 'orders.find',
    given: (world) => silentInPage(world, true),
    act: tells,
    doors,
    ends: 'paid',
  },
  {
    name: 'owed in the page: the product is back',
    reaches: 'bkash.in-page.execute',
    given: async (world) => {
      await owedInPage(world);
      await world.passes(5 * minuteMs);
      await forNextMessage(world);
    },
    act: settles,
    doors,
  },
  {
    name: 'look at the page’s payment: the money had moved',
    reaches: 'bkash.in-page.query',
    given: async (world) => {
      await silentInPage(world, true);
      await forNextMessage(world);
    },
    act: settles,
    doors,
    ends: 'paid',
  },
  {
    name: 'refund of the page’s payment: bKash gives it back',
    reaches: 'bkash.in-page.refund',
    given: async (world) => {
      await paidInPage(world);
      await world.refunds();
      await forNextMessage(world);
    },
    act: settles,
    doors,
    ends: 'refunded',
  },
  {
    name: 'renew token of the product in the page: bKash gives a new one',
    reaches: 'bkash.in-page.refresh',
    given: async (world) => {
      await approvedInPage(world);
      await world.passes(51 * minuteMs);
    },
    act: (world) => world.renewsToken(),
    doors,
  },
];

/** Nobody answers, and bKash has done it, has not, or does it a quarter of an hour later. */
function silences(): Scene[] {
  const kinds = [
    ['the money moved', 'timeout_after', undefined],
    ['nothing moved', 'timeout_before', undefined],
    ['the money moves a quarter of an hour later', 'commit_late', 15 * minuteMs],
  ] as const;
  return kinds.map(([what, fault, delayMs]) => ({
    name: `page: nobody answers, and ${what}`,
    reaches: 'in-page.gate.failed',
    given: async (world) => {
      await approvedInPage(world);
      trouble(world, 'execute', fault, delayMs === undefined ? {} : { delayMs });
    },
    act: tells,
    doors,
  }));
}
