import type { Order } from '../../../shared/domain/order.ts';
import { isOpen } from '../../../shared/domain/status.ts';
import type { MemoryTable } from '../../in-memory/table.ts';
import type { Doors } from './doors.ts';

const minuteMs = 60_000;
/** How often a person sits down at the desk, after so long at first. */
const visits = 6;

/**
 * A person at the desk, and a second one beside him: whatever waits for a decision gets one, any of those there are,
 * and at times both decide at once.
 */
export async function operates(doors: Doors, table: MemoryTable): Promise<void> {
  const { timeline, random } = doors.ground;
  for (let visit = 0; visit < visits; visit += 1) {
    await timeline.sleep(random.spread(10 * minuteMs, 600 * minuteMs));
    const people = random.chance(0.3) ? 2 : 1;
    await Promise.all(Array.from({ length: people }, () => sitsDown(doors, table)));
  }
}

async function sitsDown(doors: Doors, table: MemoryTable): Promise<void> {
  const { random } = doors.ground;
  const unclaimed = [...table.unclaimed.values()].filter(({ closedAt }) => closedAt === undefined);
  for (const { trxId, amountPoisha } of unclaimed) {
    if (random.chance(0.3)) continue;
    const candidates = [...table.orders.values()].filter(
      (order) => order.amountPoisha === amountPoisha && isOpen(order),
    );
    const order = candidates.length > 0 ? random.pick(candidates) : undefined;
    await doors.ask<unknown>('operator', 'operate', (functions, room) => {
      if (order && random.chance(0.7)) return functions.attachUnclaimed(room, trxId, order.orderId);
      return random.chance(0.6)
        ? functions.returnUnclaimed(room, trxId)
        : functions.writeOffUnclaimed(room, trxId);
    });
  }
  for (const order of [...table.orders.values()].filter(isForAPerson)) {
    if (random.chance(0.3)) continue;
    const verdict = random.pick(['accepted', 'returned'] as const);
    await doors.ask('operator', 'operate', ({ judgeReview }, room) =>
      judgeReview(room, order.orderId, verdict),
    );
  }
  for (const { orderId, refundId } of [...table.orders.values()].flatMap(unknownRefunds)) {
    if (random.chance(0.3)) continue;
    await doors.ask('operator', 'operate', ({ settleRefund }, room) => settleRefund(room, orderId, refundId));
  }
}

/** bKash's books never hold what is still unknown after a list without it: its support says that it was not performed. */
function unknownRefunds({ orderId, refunds }: Order): Array<{ orderId: string; refundId: string }> {
  return refunds
    .filter(({ progress }) => progress.state === 'unknown')
    .map(({ refundId }) => ({ orderId, refundId }));
}

/** A lower amount explains itself within a quarter of an hour, or never. */
function isForAPerson({ review }: Order): boolean {
  return review !== undefined && review.couponLookAt === undefined;
}
