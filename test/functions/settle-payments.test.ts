import { ConditionalCheckFailedException, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { itemFromOrder } from '../../shared/adapters/dynamodb/order-item.ts';
import { localWaits } from '../../shared/config/stage.ts';
import type { Order } from '../../shared/domain/order.ts';
import { captured } from '../fakes/bkash.ts';
import { paidOrder } from '../fakes/refunding.ts';
import { localStage } from '../fakes/stage.ts';
import { World } from '../fakes/world.ts';
import { started, table } from './payment-api.ts';

/** The deployed consumer, from SQS's event to the writes and lines it leaves; only the network is a stand-in. */
let handler: (event: SQSEvent) => Promise<SQSBatchResponse>;
let logged: string[];

beforeAll(async () => {
  vi.stubEnv('SETTLE_QUEUE_URL', 'http://127.0.0.1:9/queue');
  vi.stubEnv('POWERTOOLS_DEV', 'false');
  handler = (await started('settle-payments')) as unknown as typeof handler;
});
beforeEach(() => {
  logged = [];
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((chunk) => logged.push(String(chunk)) > 0);
  table.reset();
});
afterEach(() => vi.restoreAllMocks());

describe('the function settle-payments', () => {
  it('tells how long a customer has been waiting when bKash is out of reach', async () => {
    const orderItem = await silentSince(Date.now() - 1_000_000);
    const closedGate = { version: 1, gate: { kind: 'closed', until: Date.now() + 30_000, pauseMs: 30_000 } };
    table.on(GetItemCommand).callsFake(({ Key }) => ({
      Item:
        Key.sk.S === 'ORDER' ? orderItem : Key.pk.S?.startsWith('GATE') ? marshall(closedGate) : undefined,
    }));
    table.on(PutItemCommand).resolves({});
    const answer = await handler(batch(JSON.stringify({ kind: 'look', orderId: 'SB-1' })));
    expect(answer).toEqual({ batchItemFailures: [] });
    const told = logged.map((line) => JSON.parse(line)).filter((line) => 'UndecidedSeconds' in line);
    expect(told).toHaveLength(1);
    expect(told[0].UndecidedSeconds).toBeGreaterThanOrEqual(1000);
    expect(told[0].UndecidedSeconds).toBeLessThan(1100);
  });

  it('closes what the customer said, once the order has recorded that trxID', async () => {
    const said = [captured().trxId, 'DKN0000000'].map((trxId) => ({ trxId, at: 1 }));
    const claims = { pk: 'CLAIM#local', sk: 'SB-1', version: 2, claims: said, heardAt: [] };
    const before = await silentSince(Date.now() - 1_000_000);
    const paid = await paidOrder();
    const recorded = orderItem(paid.order);
    table.on(GetItemCommand).callsFake(({ Key }) => {
      if (Key.sk.S === 'ORDER') return { Item: before };
      return Key.pk.S === claims.pk ? { Item: marshall(claims) } : {};
    });
    table.on(PutItemCommand).callsFake(({ Item }) => {
      if (Item.sk.S !== 'ORDER') return {};
      // A reader has won the look.
      throw new ConditionalCheckFailedException({ message: 'no', $metadata: {}, Item: recorded });
    });
    const answer = await handler(batch(JSON.stringify({ kind: 'look', orderId: 'SB-1' })));
    expect(answer).toEqual({ batchItemFailures: [] });
    const written = table
      .commandCalls(PutItemCommand)
      .map(({ args }) => unmarshall(args[0].input.Item ?? {}));
    const [first, second] = said;
    expect(written.filter(({ pk }) => pk === claims.pk)).toMatchObject([
      { claims: [{ ...first, closedAt: expect.any(Number) }, second] },
    ]);
  });

  it('gives back a message that is none of ours, without quoting it', async () => {
    const answer = await handler(batch('{"kind":"look","orderId":"../rahima@example.com"}'));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-1' }] });
    expect(logged.join('')).toContain('HandlerFailed');
    expect(logged.join('')).not.toContain('rahima');
  });
});

/** An order whose Execute was sent then, and nobody answered. */
async function silentSince(at: number) {
  const world = new World();
  world.now = at;
  await world.checkout();
  world.bkash.executes.push({ kind: 'unknown', reason: 'timeout' });
  await world.comesBack('success');
  return orderItem(world.order);
}

function orderItem(order: Order) {
  return itemFromOrder({ ...order, environment: localStage.stage }, localWaits);
}

function batch(body: string): SQSEvent {
  return { Records: [{ messageId: 'm-1', body }] } as SQSEvent;
}
