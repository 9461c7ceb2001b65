import type { MemoryTable } from '../../in-memory/table.ts';
import type { InProcessBkash } from '../bkash/in-process.ts';
import type { Fleet } from '../cloud/fleet.ts';
import type { Functions } from '../cloud/functions.ts';
import type { Ground } from '../cloud/instance.ts';
import type { Room } from '../cloud/room.ts';
import type { Oracle } from '../oracle/oracle.ts';
import type { Plan } from '../plan.ts';
import { Customer } from './customer.ts';
import { Doors } from './doors.ts';
import type { Purchase } from './habits.ts';
import { operates } from './operator.ts';
import { purchasing } from './purchasing.ts';
import { Shop } from './shop.ts';

export interface Street {
  ground: Ground;
  plan: Plan;
  fleet: Fleet<Room>;
  functions: Functions;
  bkash: InProcessBkash;
  table: MemoryTable;
  oracle: Oracle;
  purchases: Purchase[];
}

/** Everybody outside: each purchase with its customer, its shop and its readers, all at once. */
export function live({ ground, plan, fleet, functions, bkash, table, oracle, purchases }: Street): {
  isBusy(): boolean;
} {
  const { timeline, random } = ground;
  const doors = new Doors(ground, fleet, functions, plan.requestsLostRate);
  const shop = new Shop(
    doors,
    (order) => oracle.orders.shown(order, 'is shown'),
    (trxId, amountPoisha) => oracle.refundedElsewhere(() => bkash.refundedAtPortal(trxId, amountPoisha)),
  );
  const watch = {
    approved: () => {},
    cameBack: (paymentId: string) => oracle.cameBack(paymentId),
    shown: (order: Parameters<typeof oracle.orders.shown>[0]) => oracle.orders.shown(order, 'is shown'),
  };
  let busy = 0;

  async function buys(purchase: Purchase): Promise<void> {
    const customer = new Customer(purchase, doors, bkash, watch, plan.returnsLostRate);
    await timeline.sleep(purchase.startsAt);
    const { isTaken, page } = await shop.checksOut(purchase);
    if (!isTaken) return;
    const reading = Array.from({ length: purchase.reads }, async () => {
      await timeline.sleep(random.spread(1_000, 3_600_000));
      await shop.reads(purchase.orderId);
    });
    await Promise.all([
      purchasing[purchase.habit](customer, page),
      shop.follows(purchase),
      behindOurBack(page),
      ...reading,
    ]);
  }

  /** Now and then bKash captures without an Execute, and money comes without an order. */
  async function behindOurBack(page: string | undefined): Promise<void> {
    if (plan.climate === 'calm' || !random.chance(0.08)) return;
    await timeline.sleep(random.spread(1_000, 3 * 3_600_000));
    const money =
      page && random.chance(0.5)
        ? bkash.unasked.capture(page)
        : bkash.unasked.payIn(random.pick([5_000, 10_000]));
    if (typeof money !== 'string') oracle.capturedUnasked(money.trxId);
  }

  for (const life of [...purchases.map(buys), operates(doors, table)]) {
    busy += 1;
    void life.finally(() => {
      busy -= 1;
    });
  }
  return { isBusy: () => busy > 0 };
}
