import { hasPayment } from '../../../shared/domain/order.ts';
import type { MemoryTable } from '../../in-memory/table.ts';
import type { InProcessBkash } from '../bkash/in-process.ts';
import type { Fleet } from '../cloud/fleet.ts';
import type { Functions } from '../cloud/functions.ts';
import type { Ground } from '../cloud/instance.ts';
import type { Room } from '../cloud/room.ts';
import type { Oracle } from '../oracle/oracle.ts';
import type { Plan } from '../plan.ts';
import { Customer, type CustomerWatch } from './customer.ts';
import { Doors } from './doors.ts';
import type { Purchase } from './habits.ts';
import { operates } from './operator.ts';
import { PageCustomer } from './page-customer.ts';
import { payingInPage } from './paying-in-page.ts';
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
  const watch: CustomerWatch = {
    approved: () => {},
    cameBack: (back) => oracle.cameBack(back),
    shown: (order) => oracle.orders.shown(order, 'is shown'),
    turnedAway: (orderId) => oracle.turnedAway(orderId),
    toldInPage: (orderId, answer, begunAt) => oracle.pages.told(orderId, answer, begunAt),
  };
  let busy = 0;

  async function buys(purchase: Purchase): Promise<void> {
    await timeline.sleep(purchase.startsAt);
    const { isTaken, page } = await shop.checksOut(purchase);
    if (!isTaken) return;
    const reading = Array.from({ length: purchase.reads }, async () => {
      await timeline.sleep(random.spread(1_000, 3_600_000));
      await shop.reads(purchase.orderId);
    });
    await Promise.all([
      pays(purchase, page),
      shop.follows(purchase),
      behindOurBack(purchase, page),
      ...reading,
    ]);
  }

  function pays(purchase: Purchase, page: string | undefined): Promise<void> {
    const person = [purchase, doors, bkash, watch, plan.returnsLostRate] as const;
    return purchase.mode === 'sdk'
      ? payingInPage[purchase.habit](new PageCustomer(...person), () => anothersPayment(purchase))
      : purchasing[purchase.habit](new Customer(...person), page);
  }

  function anothersPayment({ orderId }: Purchase): string | undefined {
    const others = purchases.filter((other) => other.orderId !== orderId);
    return others.length > 0 ? lastPaymentOf(random.pick(others)) : undefined;
  }

  function lastPaymentOf({ orderId }: Purchase): string | undefined {
    return table.orders.get(orderId)?.attempts.findLast(hasPayment)?.paymentId;
  }

  /** Now and then bKash captures without an Execute, and money comes without an order. */
  async function behindOurBack(purchase: Purchase, page: string | undefined): Promise<void> {
    if (plan.climate === 'calm' || !random.chance(0.08)) return;
    await timeline.sleep(random.spread(1_000, 3 * 3_600_000));
    const payment = page ?? lastPaymentOf(purchase);
    const money =
      payment && random.chance(0.5)
        ? bkash.unasked.capture(payment)
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
