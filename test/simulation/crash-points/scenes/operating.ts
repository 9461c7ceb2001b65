import { attachUnclaimed } from '../../../../shared/usecases/attach-unclaimed.ts';
import { judgeReview } from '../../../../shared/usecases/judge-order.ts';
import { returnUnclaimed } from '../../../../shared/usecases/return-unclaimed.ts';
import { settleRefund, settleSurplus } from '../../../../shared/usecases/settle-money-back.ts';
import { writeOffUnclaimed } from '../../../../shared/usecases/write-off-unclaimed.ts';
import { aCheckout } from '../../../fakes/world.ts';
import type { Door } from '../doors.ts';
import type { Scene } from '../scene.ts';
import type { CrashWorld } from '../world.ts';
import {
  approved,
  hourMs,
  nextMessage,
  notified,
  paid,
  paidTwice,
  settledUntil,
  trouble,
} from './situations.ts';

const { orderId, amountPoisha } = aCheckout;

/** Whoever has nothing to do with the operator's act must not pay the order meanwhile. */
const bystanders: readonly Door[] = ['schedule', 'read', 'repeat'];

/** A customer paid by QR instead of by his link, and nobody knows whose money it is. */
async function paidByQr(world: CrashWorld): Promise<void> {
  await world.checkout();
  world.bkash.unasked.payIn(amountPoisha);
  await notified(world);
  await settledUntil(world, hasUnclaimed);
}

/** bKash tells of money and denies the payment whenever it is asked. */
async function denied(world: CrashWorld): Promise<void> {
  await approved(world);
  world.bkash.unasked.capture(world.paymentIdOf());
  await notified(world);
  world.bkash.faults.add({ operation: 'query', fault: 'code', code: '2002' });
  await world.passes(25 * hourMs);
  await settledUntil(world, hasUnclaimed);
}

/** Less came than was ordered, and bKash says nothing of a coupon. */
async function inReview(world: CrashWorld): Promise<void> {
  await approved(world);
  trouble(world, 'execute', 'amount', { amount: '950.00' });
  world.bkash.faults.add({ operation: 'search', fault: 'http_500' });
  await world.comesBack();
  await settledUntil(world, ({ order }) => order?.review?.couponLookAt === undefined);
}

/** bKash will not give the surplus back. */
async function refusedSurplus(world: CrashWorld): Promise<void> {
  await paidTwice(world);
  await notified(world);
  trouble(world, 'refund', 'code', { code: '2071' });
  for (let messages = 0; messages < 2; messages += 1) await nextMessage(world);
}

/** A refund was sent twice, bKash performed neither, and the next one of its payment waits. */
async function undecidedRefund(world: CrashWorld): Promise<void> {
  await paid(world);
  await world.refunds('R-1', 30_000);
  await world.refunds('R-2', 20_000);
  for (let sends = 0; sends < 2; sends += 1) trouble(world, 'refund', 'timeout_before');
  await settledUntil(world, ({ order }) => order?.refunds[0]?.progress.state === 'unknown');
}

function hasUnclaimed({ table }: CrashWorld): boolean {
  return table.unclaimed.size > 0;
}

function strangeTrx({ table }: CrashWorld): string {
  return [...table.unclaimed.keys()][0] ?? '';
}

/** What an operator does with money and with reviews. */
export const operatingScenes: Scene[] = [
  {
    name: 'operator: attaches unclaimed money to its order',
    reaches: 'desk.settle',
    given: paidByQr,
    act: (world) => world.operates((room) => attachUnclaimed(room, strangeTrx(world), orderId)),
    leaves: { unclaimed: 1 },
    doors: bystanders,
  },
  {
    name: 'operator: writes unclaimed money off',
    reaches: 'desk.writeOff',
    given: paidByQr,
    act: (world) =>
      world.operates((room) => writeOffUnclaimed(room, strangeTrx(world), 'Paid out at the counter')),
    leaves: { unclaimed: 1 },
    doors: bystanders,
  },
  {
    name: 'operator: sends unclaimed money back through the payment that it names',
    reaches: 'desk.settle',
    given: denied,
    act: (world) => world.operates((room) => returnUnclaimed(room, strangeTrx(world))),
    leaves: { unclaimed: 1 },
    doors: bystanders,
  },
  {
    name: 'operator: accepts what is in review',
    reaches: 'orders.save',
    given: inReview,
    act: (world) => world.operates((room) => judgeReview(room, orderId, 'accepted')),
    leaves: { review: true },
  },
  {
    name: 'operator: returns what is in review',
    reaches: 'settleQueue.send',
    given: inReview,
    act: (world) => world.operates((room) => judgeReview(room, orderId, 'returned')),
    leaves: { review: true },
    doors: bystanders,
  },
  {
    name: 'operator: settles a refund that bKash never performed, and the next one goes',
    reaches: 'settleQueue.send',
    given: undecidedRefund,
    act: (world) =>
      world.operates((room) => {
        const finding = { as: 'refused' as const, reason: 'Their support says so' };
        return settleRefund(room, orderId, 'R-1', finding);
      }),
    onlyV2: true,
    ends: 'partially_refunded',
    // Before his word is written nobody but himself can bring it again.
    doors: ['repeat'],
  },
  {
    name: 'operator: settles surplus that bKash refused to give back',
    reaches: 'orders.save',
    given: refusedSurplus,
    act: (world) =>
      world.operates((room) => {
        const trxId = world.order?.surplus[0]?.trxId ?? '';
        return settleSurplus(room, orderId, trxId, 'Given back in the portal');
      }),
    leaves: { surplusByHand: true },
  },
];
