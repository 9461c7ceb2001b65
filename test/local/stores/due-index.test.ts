import { QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dynamoDueOrders } from '../../../shared/adapters/dynamodb/due-orders.ts';
import { productionWaits } from '../../../shared/config/stage.ts';
import { started } from '../../../shared/domain/attempting.ts';
import { newOrder } from '../../../shared/domain/checkout.ts';
import type { Order } from '../../../shared/domain/order.ts';
import { statusOf } from '../../../shared/domain/status.ts';
import { lookAgain } from '../../../shared/usecases/look-again.ts';
import { reconcilePayments } from '../../../shared/usecases/reconcile-payments.ts';
import { aCheckout } from '../../fakes/world.ts';
import { emptyTable } from '../empty-table.ts';
import { shopOn } from './shop.ts';

/**
 * Goal: the reconciler finds every order it has to come back to, and reads those alone. Method: real writes through
 * the use cases, the index of a real DynamoDB server, and a clock that the test moves.
 */
let server: Awaited<ReturnType<typeof emptyTable>>;
let shop: ReturnType<typeof shopOn>;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

beforeEach(async () => {
  server = await emptyTable('orders');
  shop = shopOn(server.client);
});
afterEach(() => server.remove());

describe('an order in the due index', () => {
  it('enters at checkout, moves at the claim, and leaves when it is paid', async () => {
    const { world } = shop;
    await shop.checkout();
    expect(await entries()).toEqual([entry('SB-1', world.now + 24 * hourMs + 15 * minuteMs)]);

    world.passes(minuteMs);
    let whileExecuting: unknown;
    world.bkash.meanwhile = async () => {
      whileExecuting = await entries();
    };
    await shop.comesBack();
    expect(whileExecuting).toEqual([entry('SB-1', world.now + 35_000)]);
    expect(await entries()).toEqual([]);
  });

  it('is found once its time has come, and not a moment before', async () => {
    const { world } = shop;
    await shop.checkout();
    world.bkash.executes.push({ kind: 'unknown', reason: 'timeout' });
    await shop.comesBack();
    world.passes(34_999);
    expect(await due()).toEqual([]);
    world.passes(1);
    expect(await due()).toEqual(['SB-1']);
  });

  it('is found run after run until it is settled, though its reader was away for three days', async () => {
    const { world, ports } = shop;
    await due();
    await shop.checkout();
    world.passes(72 * hourMs);
    expect(await due()).toEqual(['SB-1']);
    expect(await due()).toEqual(['SB-1']);
    const order = (await ports().orders.find('SB-1')) as Order;
    expect(statusOf(await lookAgain(ports(), order, {}))).toBe('expired');
    expect(await due()).toEqual([]);
  });

  it('is found though it became due in an hour that the reader has left', async () => {
    const { world, ports } = shop;
    const { orders } = ports();
    await orders.create(orderNamed('LATE', { dueAt: world.now + 24 * hourMs }));
    world.passes(23 * hourMs);
    expect(await due()).toEqual([]);
    // Whoever decided its last undecided attempt died before it could close the order too.
    const stored = (await orders.find('LATE')) as Order;
    await orders.save({ ...stored, attempts: [], updatedAt: world.now });
    expect(await due()).toEqual(['LATE']);
  });

  it('is sent to the consumer by the schedule', async () => {
    const { world, table, ports } = shop;
    await shop.checkout();
    world.passes(25 * hourMs);
    expect(await reconcilePayments({ ...ports(), due: dynamoDueOrders(table) })).toBe(1);
    expect(world.queued).toMatchObject([{ message: { kind: 'look', orderId: 'SB-1' } }]);
  });
});

describe('what a run of the reconciler reads', () => {
  it('follows what is due, not what is in the table', async () => {
    await store(10, 'DUE', 10);
    await due();
    const inSmallTable = await readsOfOneRun();
    await store(990, 'LATER', 1440);
    expect(await readsOfOneRun()).toEqual(inSmallTable);
    expect(inSmallTable.entries).toBe(10);
  });
});

/** A run half an hour on: what it asks the index, and how many entries it is given. */
async function readsOfOneRun() {
  const reads = { queries: 0, entries: 0 };
  const send = async (command: unknown) => {
    const answer = await server.client.send(command as QueryCommand);
    if (command instanceof QueryCommand) {
      reads.queries += 1;
      reads.entries += answer.ScannedCount ?? 0;
    }
    return answer;
  };
  const client = { send: send as typeof server.client.send };
  for await (const _ of dynamoDueOrders({ ...shop.table, client }).overdue(
    shop.world.now + hourMs / 2,
    2_000,
  ));
  return reads;
}

async function store(count: number, name: string, expiresInMinutes: number): Promise<void> {
  const { world, ports } = shop;
  const { orders } = ports();
  const atOnce = 40;
  for (let from = 0; from < count; from += atOnce) {
    const wave = Array.from({ length: Math.min(atOnce, count - from) }, (_, index) => {
      const checkout = { ...aCheckout, orderId: `${name}-${from + index}`, expiresInMinutes };
      const api = { product: 'tokenized', generation: 'v2' } as const;
      const terms = { waits: productionWaits, api, absentCustomer: 'off' as const };
      return started(newOrder(checkout, 'live', 'k1', world.now), world.now, terms).order;
    });
    await Promise.all(wave.map((order) => orders.create(order)));
  }
}

async function due(): Promise<string[]> {
  const pages: string[][] = [];
  for await (const page of dynamoDueOrders(shop.table).overdue(shop.world.now, 2_000)) pages.push(page);
  return pages.flat();
}

/** The whole index, read as nobody does in production. */
async function entries() {
  const { Items = [] } = await server.client.send(new ScanCommand({ TableName: 'orders', IndexName: 'due' }));
  return Items.map(({ pk, dueBucket, nextCheckAt }) => ({
    pk: pk?.S,
    hour: dueBucket?.S?.split('#')[1],
    nextCheckAt: Number(nextCheckAt?.N),
  }));
}

function entry(orderId: string, at: number) {
  return { pk: `ORDER#live#${orderId}`, hour: new Date(at).toISOString().slice(0, 13), nextCheckAt: at };
}

/** Its ten minutes are over, and a doubtful attempt keeps it open. */
function orderNamed(orderId: string, { dueAt }: { dueAt: number }): Order {
  const { now } = shop.world;
  const order = newOrder({ ...aCheckout, orderId, expiresInMinutes: 10 }, 'live', 'k1', now);
  const attempt = {
    attempt: 1,
    product: 'tokenized' as const,
    generation: 'v2' as const,
    state: 'doubtful' as const,
    startedAt: now,
    changedAt: now,
    paymentId: 'TR00111',
    paymentCreatedAt: now,
    sentAt: now,
    nextLookAt: dueAt,
    triesSent: 0,
    doubtfulSince: now,
    unanswered: 0,
  };
  return { ...order, attempts: [attempt] };
}
