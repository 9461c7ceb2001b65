import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CheckoutResponse, checkoutResponseSchema } from '../../../shared/contract/checkout-response.ts';
import { hasPayment } from '../../../shared/domain/order.ts';
import { readTable } from '../../chaos/books.ts';
import { eventually, shopperOf } from '../system/shopper.ts';
import { checkoutDoor, type Door, doorsOf, webhookCopies, webhookDoor } from './doors.ts';
import { type Fleet, startFleet } from './fleet.ts';

/**
 * Goal: whoever comes for an order at the same time, it is executed once, completed once, told once. Method: the
 * deployed handlers with production's waits on real servers; fifty doors of one order start together, four orders
 * side by side; a twentieth of the notifications names no order; bKash answers none of the last twentieth, whose looks
 * the test's clock then makes due. Safe: loopback only, and a directory of its own.
 *
 * The full size is one command: RACE_ORDERS=1000 npx vitest run --project local test/local/races
 */
const orders = Number(process.env.RACE_ORDERS ?? 60);
/** bKash performs their Execute and never answers; production waits 25 s for it, and the next order does not. */
const silentOrders = Math.ceil(orders / 20);
const atOnce = 4;
/** Past the look at 35 s after the send, counted from the abort at 25 s. */
const untilLookSeconds = 15;

/** Notifications that came too early wait for half a minute or twice that; and five of each order are worked through. */
const drainedWithinMs = 90_000 + orders * 200;

interface Buyer {
  order: CheckoutResponse;
  callback: string;
}

let fleet: Fleet;
let shopper: ReturnType<typeof shopperOf>;
/** How often a function was called, for the counts that are printed. */
let opened = 0;

beforeAll(async () => {
  fleet = await startFleet(webhookArrives);
  shopper = shopperOf({ addresses: fleet.addresses, storefrontKey: '' });
});
afterAll(() => fleet?.stop());

describe(`${orders} orders, each with fifty doors that open at once`, () => {
  it('are executed, completed and told once each, and bKash is asked about the silent ones alone', async () => {
    const begunAt = performance.now();
    // Without a tab that gave up: it may let the link begin a second attempt, about which bKash would be asked as well.
    const tabs = 'success';
    const ids = Array.from({ length: orders }, (_, index) => `RACE-${index}`);
    // These are known by the tie of their trxID alone.
    await bkashFault('webhook', 'no_invoice', silentOrders);
    // Checked out just before: whoever opens his link two minutes later makes bKash be asked about him (design rule 8).
    await inTurns(ids.slice(0, -silentOrders), atOnce, async (id) => {
      await allDoors(await agreed(id), 'cancel and failure');
    });
    expect((await shopper.stats()).calls).toMatchObject({ execute: orders - silentOrders, query: 0 });

    const silent: Buyer[] = [];
    await inTurns(ids.slice(-silentOrders), 16, async (id) => void silent.push(await agreed(id)));
    await bkashFault('execute', 'timeout_after', silentOrders);
    const silence: Array<Promise<unknown>> = [];
    await inTurns(silent, atOnce, async ({ order, callback }) => {
      const calls = doorsOf(order, callback, tabs).map(open);
      silence.push(Promise.all(calls));
      await allButOne(calls);
    });
    await Promise.all(silence);
    await fleet.advance(untilLookSeconds);
    await inTurns(silent, atOnce, (buyer) => allDoors(buyer, tabs));
    await eventually(fleet.waitingMessages, (count) => count === 0, drainedWithinMs);
    await eventually(
      () => shopper.allEmails(),
      (emails) => emails.length >= orders,
    );
    await expectOnceEach(silent);
    // Past the console, which is shown for tests that failed only: the counts are half of what this test says.
    process.stdout.write(
      `${orders} orders, ${opened} calls of functions, ${silentOrders} silent, ` +
        `${Math.round((performance.now() - begunAt) / 1000)} s\n`,
    );
  }, 1_200_000);
});

async function expectOnceEach(silent: Buyer[]): Promise<void> {
  const [table, { entries }, emails] = await Promise.all([
    readTable(fleet.whereThingsAre),
    shopper.ledger(),
    shopper.allEmails(),
  ]);
  const paid = table.orders.flatMap(({ attempts: [first] }) =>
    first && hasPayment(first) ? first.paymentId : [],
  );
  expect(timesEach(fleet.calls.execute, paid)).toEqual(Array(orders).fill(1));
  expect(fleet.calls.execute.size).toBe(orders);
  const asked = new Map(silent.map(({ order }) => [order.attempts[0]?.paymentID ?? '', 1]));
  // Three Executes without an answer are an outage: whoever finds out that it is over asks about no payment of ours.
  expect(new Map([...fleet.calls.query].filter(([paymentId]) => !isNobodys(paymentId)))).toEqual(asked);
  expect(entries).toHaveLength(orders);
  expect(table.orders).toHaveLength(orders);
  for (const { orderId, attempts, surplus, review } of table.orders) {
    const [first, ...others] = attempts;
    expect({ orderId, state: first?.state, surplus, review }).toEqual({
      orderId,
      state: 'completed',
      surplus: [],
    });
    // Where a tab said cancel before one said success, the payment link may have begun another attempt meanwhile.
    for (const { state } of others) expect(['created', 'lapsed'], orderId).toContain(state);
    expect(fleet.completionsOf(orderId), orderId).toBe(1);
  }
  expect([...table.ties.keys()].sort()).toEqual(entries.map(({ trxID }) => trxID).sort());
  expect(table.unclaimed.size).toBe(0);
  expect(table.notices.map(({ fact, sends }) => `${fact} ${sends}`)).toEqual(
    Array(orders).fill('order.paid 1'),
  );
  const recipients = emails.map(({ destination }) => destination.to[0] ?? '');
  expect(new Set(recipients).size).toBe(orders);
  expect(recipients).toHaveLength(orders);
}

function timesEach(calls: ReadonlyMap<string, number>, paymentIds: readonly string[]): number[] {
  return paymentIds.map((paymentId) => calls.get(paymentId) ?? 0);
}

function isNobodys(paymentId: string): boolean {
  return /^TR0+$/.test(paymentId);
}

/** He has checked out and agreed on bKash's page; his browser is about to come back. */
async function agreed(orderId: string): Promise<Buyer> {
  const order = checkoutResponseSchema.parse(await open(checkoutDoor(orderId)));
  return { order, callback: await shopper.authorise(order) };
}

async function allDoors({ order, callback }: Buyer, tabs: Parameters<typeof doorsOf>[2]): Promise<void> {
  await Promise.all(doorsOf(order, callback, tabs).map(open));
}

/** The one that executes waits for bKash, which does not answer. */
async function allButOne(calls: ReadonlyArray<Promise<unknown>>): Promise<void> {
  let left = calls.length;
  await new Promise<void>((resolve, reject) => {
    for (const call of calls) {
      call.then(() => {
        left -= 1;
        if (left <= 1) resolve();
      }, reject);
    }
  });
}

/** SNS brings each notification several times at once. Its last answer is what SNS hears. */
async function webhookArrives(body: string): Promise<number> {
  await Promise.all(Array.from({ length: webhookCopies }, () => open(webhookDoor(body))));
  return 200;
}

/** Calls the function, and holds it to an answer that this door may give. */
async function open({ functionName, event, answers }: Door): Promise<unknown> {
  opened += 1;
  const outcome = await fleet.invoke(functionName, event);
  if (!outcome.ok) throw new Error(`${functionName} failed: ${outcome.errorMessage}`);
  const answer = JSON.parse(outcome.payload);
  if (answers) expect(answers, `${functionName}: ${answer.body}`).toContain(answer.statusCode);
  else expect(answer.batchItemFailures ?? [], functionName).toEqual([]);
  return answers && answer.body ? parsed(answer.body) : undefined;
}

function parsed(body: string): unknown {
  return body.startsWith('{') ? JSON.parse(body) : undefined;
}

async function inTurns<T>(items: readonly T[], sideBySide: number, each: (item: T) => Promise<void>) {
  const waiting = [...items];
  await Promise.all(
    Array.from({ length: sideBySide }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await each(next);
    }),
  );
}

async function bkashFault(operation: string, fault: string, times: number): Promise<void> {
  const body = JSON.stringify({ operation, fault, times });
  await fetch(`${fleet.addresses.bkash}/simulator/faults`, { method: 'POST', body });
}
