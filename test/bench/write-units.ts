import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDynamoDb } from '../../infra/local/runner/dynamodb-server.ts';
import { eventually, type shopperOf, startSystem } from '../local/system/shopper.ts';
import type { Row } from './row.ts';
import { startWriteRecorder, type Write } from './write-recorder.ts';

const orders = 50;
/** The confirmations of fifty orders leave within seconds; an overloaded machine gets more. */
const patienceMs = 120_000;
/** From the webhook's answer through the queue to its consumer. */
const settlingMs = 3_000;

/**
 * Row 5. What one paid order costs at DynamoDB and at bKash: the whole local system, bought from over HTTP until every
 * customer has his email, with a recorder between it and the DynamoDB server that counts what DynamoDB would bill.
 */
export async function measureWriteUnits(): Promise<Row[]> {
  const directory = mkdtempSync(join(tmpdir(), 'sundarban-units-'));
  const database = await startDynamoDb({ file: join(directory, 'table.sqlite'), log: console.error });
  const recorder = await startWriteRecorder(database.url);
  try {
    const calls = await happyOrders(recorder.url);
    return rowsOf(recorder.writes, calls);
  } finally {
    await recorder.close();
    await database.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Counts per order; writes of what all orders share (token, gate, watermark) are a row of their own. */
export function rowsOf(writes: readonly Write[], calls: Record<string, number>): Row[] {
  const shared = writes.filter((write) => belongsTo(sharedItems, write));
  const journal = writes.filter((write) => belongsTo(journalItems, write));
  const shop = writes.filter(isOfShop);
  const own = writes.filter((write) => ![shared, journal, shop].some((others) => others.includes(write)));
  const { create = 0, execute = 0, query = 0 } = calls;
  const perOrder = (count: number) => count / orders;
  return [
    {
      name: '5 write units per paid order, index included',
      unit: 'WRU',
      value: perOrder(unitsOf(own)),
      gate: 10,
      stretch: 8,
    },
    { name: '5 write requests per paid order', unit: '', value: perOrder(own.length) },
    { name: '5 write units per paid order, of the journal', unit: 'WRU', value: perOrder(unitsOf(journal)) },
    {
      name: '5 write units per paid order, of the shop’s message',
      unit: 'WRU',
      value: perOrder(unitsOf(shop)),
    },
    { name: `5 write units that ${orders} orders share`, unit: 'WRU', value: unitsOf(shared) },
    {
      name: '5 bKash calls per paid order',
      unit: '',
      value: perOrder(create + execute + query),
      gate: 2,
      stretch: 2,
    },
    { name: `5 queries in ${orders} happy orders`, unit: '', value: query, gate: 0, stretch: 0 },
  ];
}

/** @returns the simulator's count of merchant calls */
async function happyOrders(dynamodb: string): Promise<Record<string, number>> {
  const system = await startSystem({
    env: { AWS_ENDPOINT_URL_DYNAMODB: dynamodb },
    bkashEnv: { BKASH_DUPLICATE_WINDOW_MS: '0' },
  });
  try {
    const { shopper } = system;
    const ids = Array.from({ length: orders }, (_, index) => `unit-${index}`);
    for (const orderId of ids) await bought(shopper, orderId);
    for (const orderId of ids) {
      await eventually(
        () => shopper.emails(orderId),
        ({ length }) => length === 1,
        patienceMs,
      );
    }
    // What a webhook makes us write or ask belongs to its order too.
    await eventually(
      () => shopper.webhooks(),
      ({ items }) => items.length >= orders,
      patienceMs,
    );
    await sleep(settlingMs);
    return (await shopper.stats()).calls;
  } finally {
    await system.stop();
  }
}

async function bought(shopper: ReturnType<typeof shopperOf>, orderId: string): Promise<void> {
  const redirectUrl = await shopper.authorise(await shopper.checkout(orderId));
  const { location } = await shopper.open(redirectUrl);
  if (!location.includes('status=paid')) throw new Error(`Order ${orderId} is not paid.`);
}

/** Everything whose key is not one of these is an order's own, so that what is added counts until it is argued. */
const sharedItems = /^(TOKEN|GATE|RECONCILE)#/;
/** The design's budget is without the webhook and its journal; what they cost is told beside it. */
const journalItems = /^JOURNAL#/;

/** The budget is for one channel, the customer's; that the shop's server is told as well is a setting of the stage. */
function isOfShop({ input }: Write): boolean {
  return /^SENT#.*#shop$/.test((input.Item ?? input.Key)?.sk?.S ?? '');
}

function belongsTo(items: RegExp, { input }: Write): boolean {
  return items.test((input.Item ?? input.Key)?.pk?.S ?? '');
}

function unitsOf(writes: readonly Write[]): number {
  return writes.reduce((sum, { units }) => sum + units, 0);
}
