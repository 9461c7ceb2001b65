import type { Scene } from '../scene.ts';
import type { CrashWorld } from '../world.ts';
import {
  forNextMessage,
  hourMs,
  nextMessage,
  notified,
  paid,
  paidTwice,
  secondMs,
  settledUntil,
  trouble,
} from './situations.ts';

const settles = (world: CrashWorld) => world.settles();

async function refundRequested(world: CrashWorld): Promise<void> {
  await paid(world);
  await world.refunds();
  await forNextMessage(world);
}

function refundState(world: CrashWorld) {
  return world.order?.refunds[0]?.progress;
}

/** Money on its way back. */
export const moneyBackScenes: Scene[] = [
  {
    name: 'refund request: all of it',
    reaches: 'settleQueue.send',
    given: paid,
    act: (world) => world.refunds(),
  },
  {
    name: 'refund request: a second part, equal to the first',
    reaches: 'settleQueue.send',
    given: async (world) => {
      await paid(world);
      await world.refunds('R-1', 30_000);
      await nextMessage(world);
    },
    onlyV2: true,
    act: (world) => world.refunds('R-2', 30_000),
  },
  { name: 'refund: bKash gives it back', reaches: 'bkash.refund', given: refundRequested, act: settles },
  {
    name: 'refund: a second part, equal to the first',
    reaches: 'bkash.refund',
    given: async (world) => {
      await paid(world);
      await world.refunds('R-1', 30_000);
      await nextMessage(world);
      await world.refunds('R-2', 30_000);
      await forNextMessage(world);
    },
    onlyV2: true,
    act: settles,
  },
  {
    name: 'refund: nobody answers, and the money went back',
    reaches: 'bkash.refund',
    given: async (world) => {
      await refundRequested(world);
      trouble(world, 'refund', 'timeout_after');
    },
    act: settles,
  },
  {
    name: 'refund: nobody answers, and nothing went back',
    reaches: 'bkash.refund',
    given: async (world) => {
      await refundRequested(world);
      trouble(world, 'refund', 'timeout_before');
    },
    act: settles,
    // Who dies after the claim leaves the trouble to the second call; after that only bKash's list decides.
    leaves: { undecidedRefund: true },
  },
  {
    name: 'refund: nobody answers, and a part goes back after the first look',
    reaches: 'bkash.refund',
    given: async (world) => {
      await paid(world);
      await world.refunds('R-1', 30_000);
      await forNextMessage(world);
      trouble(world, 'refund', 'commit_late', { delayMs: 100 * secondMs });
    },
    act: settles,
    // Who dies after the claim leaves the trouble to the second call, and bKash's list names it only later.
    leaves: { undecidedRefund: true },
  },
  {
    name: 'refund: bKash is asked after silence, and had given it back',
    reaches: 'bkash.refundStatus',
    given: async (world) => {
      await refundRequested(world);
      trouble(world, 'refund', 'timeout_after');
      await nextMessage(world);
      await forNextMessage(world);
    },
    act: settles,
  },
  {
    name: 'refund: sent a second time after two looks that found nothing',
    reaches: 'bkash.refund',
    given: async (world) => {
      await refundRequested(world);
      trouble(world, 'refund', 'timeout_before');
      await settledUntil(world, isAbsentTwice);
    },
    act: settles,
    // Who dies between the second claim and the call has spent the call that was left.
    leaves: { undecidedRefund: true },
  },
  {
    name: 'refund: sent a second time, and nobody answers again',
    reaches: 'bkash.refund',
    given: async (world) => {
      await refundRequested(world);
      trouble(world, 'refund', 'timeout_before');
      trouble(world, 'refund', 'timeout_after');
      await settledUntil(world, isAbsentTwice);
    },
    act: settles,
    // Who dies between the second claim and the call has spent the call that was left.
    leaves: { undecidedRefund: true },
  },
  {
    name: 'refund: given back an hour after the second silence',
    reaches: 'bkash.refundStatus',
    given: async (world) => {
      await refundRequested(world);
      trouble(world, 'refund', 'timeout_before');
      trouble(world, 'refund', 'commit_late', { delayMs: hourMs });
      await settledUntil(world, (one) => refundState(one)?.state === 'unknown');
    },
    act: settles,
  },
  {
    name: 'refund: the balance of the shop does not cover it',
    reaches: 'bkash.refund',
    given: async (world) => {
      await refundRequested(world);
      trouble(world, 'refund', 'code', { code: '2023' });
    },
    act: settles,
    // Who dies after the claim leaves the trouble to the second call; after that only bKash's list decides.
    leaves: { undecidedRefund: true },
  },
  {
    name: 'refund: bKash refuses it',
    reaches: 'bkash.refund',
    given: async (world) => {
      await refundRequested(world);
      trouble(world, 'refund', 'code', { code: '2071' });
    },
    act: settles,
    // Who dies after the claim leaves the trouble to the second call; after that only bKash's list decides.
    leaves: { undecidedRefund: true },
  },
  {
    name: 'surplus: it goes back by itself',
    reaches: 'bkash.refund',
    given: async (world) => {
      await surplusRecorded(world);
    },
    act: settles,
  },
  {
    name: 'surplus: nobody answers, and it went back',
    reaches: 'bkash.refund',
    given: async (world) => {
      await surplusRecorded(world);
      trouble(world, 'refund', 'timeout_after');
    },
    act: settles,
  },
];

function isAbsentTwice(world: CrashWorld): boolean {
  const progress = refundState(world);
  return progress?.state === 'sending' && progress.absentTwice === true;
}

async function surplusRecorded(world: CrashWorld): Promise<void> {
  await paidTwice(world);
  await notified(world);
  await nextMessage(world);
  await forNextMessage(world);
}
