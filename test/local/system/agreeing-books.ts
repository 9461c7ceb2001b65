import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import type { OrderView } from '../../../shared/contract/order-view.ts';
import type { Killable } from './killable.ts';
import { eventually } from './shopper.ts';
import { type Customer, wantsToPay } from './stubborn-customers.ts';

/** The local system asks about an absent customer 150 s after his create (contract, section 2). */
const absentAfterSeconds = 151;
/** Past the second look after silence, and past the pause of a look that bKash did not answer. */
const nextLookSeconds = 31;
const settledWithinMs = 60_000;

type Entry = Awaited<ReturnType<Killable['shopper']['ledger']>>['entries'][number];

/**
 * Moves the clock until the system has settled everything by itself, then compares order by order with bKash's
 * ledger. No order is read before that: reading one would look at bKash.
 */
export async function expectBooksToAgree({ shopper }: Killable, customers: Customer[]): Promise<void> {
  const paying = customers.filter(wantsToPay).map(({ orderId }) => orderId);
  // What was killed last may not be back yet.
  await eventually(
    () => shopper.stats().catch(() => undefined),
    (stats) => stats !== undefined,
  );
  await shopper.advance(absentAfterSeconds);
  for (const giveUpAt = Date.now() + settledWithinMs; Date.now() < giveUpAt; await pause(1_000)) {
    const missing = await withoutPayment(paying);
    if (missing.length === 0) break;
    await shopper.advance(nextLookSeconds);
  }
  const { entries } = await shopper.ledger();
  for (const customer of customers) {
    expectToAgree(await shopper.order(customer.orderId), paymentsOf(customer.orderId, entries), customer);
  }

  async function withoutPayment(orderIds: string[]): Promise<string[]> {
    const ledger = await shopper.ledger();
    return orderIds.filter((orderId) => paymentsOf(orderId, ledger.entries).length === 0);
  }
}

function expectToAgree(order: OrderView, payments: Entry[], customer: Customer): void {
  const completed = order.attempts.filter(({ state }) => state === 'completed');
  const known = [...completed, ...order.surplus].map(({ trxID }) => trxID).sort();
  expect(known, customer.orderId).toEqual(payments.map(({ trxID }) => trxID).sort());
  const ending = { status: order.status, kept: completed.length, amountPaid: order.amountPaid };
  expect(ending, `${customer.orderId}, who ${customer.habit}`).toEqual(
    wantsToPay(customer)
      ? { status: 'paid', kept: 1, amountPaid: order.amount }
      : { status: 'pending', kept: 0, amountPaid: '0.00' },
  );
}

function paymentsOf(orderId: string, entries: Entry[]): Entry[] {
  return entries.filter(
    ({ kind, invoice }) => kind === 'payment' && invoice?.replace(/-\d+$/, '') === `local.${orderId}`,
  );
}
