import { DynamoDBClient, GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageBatchCommand, type SendMessageBatchCommandInput, SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBRecord } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { itemFromOrder } from '../../shared/adapters/dynamodb/order-item.ts';
import { parseNotice } from '../../shared/adapters/sqs/notice-message.ts';
import { localWaits } from '../../shared/config/stage.ts';
import type { Order } from '../../shared/domain/order.ts';
import { orderFor, paidAt, pendingOrder } from '../adapters/ses/orders.ts';
import { localStage } from '../fakes/stage.ts';

/** The deployed handler itself, from the stream's event to SQS's command. */
const dynamo = mockClient(DynamoDBClient);
const sqs = mockClient(SQSClient);
let handler: typeof import('../../functions/announce.ts').handler;

beforeAll(async () => {
  vi.stubEnv('STAGE_CONFIG', JSON.stringify(localStage));
  vi.stubEnv('TABLE_NAME', 'orders');
  vi.stubEnv('NOTICE_QUEUE_URL', 'http://127.0.0.1:9324/000000000000/notice');
  vi.stubEnv('SHOP_QUEUE_URL', 'http://127.0.0.1:9324/000000000000/shop');
  vi.useFakeTimers({ now: paidAt, toFake: ['Date'] });
  ({ handler } = await import('../../functions/announce.ts'));
});
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});
beforeEach(() => {
  dynamo.reset();
  sqs.reset();
  taking(() => true);
});

const paid = orderFor('order.paid').order;

describe('the function announce', () => {
  it('queues what the stream says has become true, as deliver reads it', async () => {
    const records = [write('1', pendingOrder()), write('2', paid, pendingOrder()), write('3', paid, paid)];
    expect(await handler({ Records: records })).toEqual({ batchItemFailures: [] });
    expect(queued()).toEqual([{ orderId: 'SB-1001', fact: 'order.paid', channel: 'email' }]);
  });

  it('gives back to the stream exactly the records whose messages were not queued', async () => {
    taking((body) => !body.includes('SB-2'));
    const records = ['SB-1', 'SB-2', 'SB-3'].map((orderId) => write(`of ${orderId}`, { ...paid, orderId }));
    expect(await handler({ Records: records })).toEqual({
      batchItemFailures: [{ itemIdentifier: 'of SB-2' }],
    });
  });

  it('has nothing to say of an order that was removed', async () => {
    const gone = write('1', paid);
    delete gone.dynamodb?.NewImage;
    expect(await handler({ Records: [gone] })).toEqual({ batchItemFailures: [] });
    expect(sqs.calls()).toHaveLength(0);
  });

  it('sweeps, when the daily schedule says so, the orders of the last three days', async () => {
    const late = { ...paid, orderId: 'SB-2' };
    dynamo.on(ScanCommand).resolves({ Items: [paid, late].map((order) => itemFromOrder(order, localWaits)) });
    dynamo.on(GetItemCommand).callsFake(({ Key }) => (Key.pk.S.endsWith('SB-1001') ? { Item: entry } : {}));
    expect(await handler({ sweep: 'facts' })).toEqual({ swept: 1 });
    expect(queued().map(({ orderId }) => orderId)).toEqual(['SB-2']);
    const [scan] = dynamo.commandCalls(ScanCommand);
    const threeDays = 3 * 86_400_000;
    expect(scan?.args[0].input.ExpressionAttributeValues?.[':since']).toEqual({ N: `${paidAt - threeDays}` });
  });

  it('refuses an event that is neither', async () => {
    await expect(handler({} as never)).rejects.toThrow();
    expect(sqs.calls()).toHaveLength(0);
  });
});

const entry = { messageId: { S: 'message-1' }, sends: { N: '1' } };

function taking(accepts: (body: string) => boolean): void {
  sqs.on(SendMessageBatchCommand).callsFake(({ Entries }: SendMessageBatchCommandInput) => ({
    Successful: Entries?.filter(({ MessageBody = '' }) => accepts(MessageBody)).map(({ Id }) => ({ Id })),
  }));
}

function queued() {
  return sqs
    .commandCalls(SendMessageBatchCommand)
    .flatMap(({ args: [{ input }] }) => input.Entries ?? [])
    .map(({ MessageBody = '' }) => parseNotice(MessageBody));
}

function write(SequenceNumber: string, after: Order, before?: Order): DynamoDBRecord {
  const image = (order: Order) => itemFromOrder(order, localWaits);
  const images = { NewImage: image(after), ...(before && { OldImage: image(before) }) };
  return { dynamodb: { SequenceNumber, ...images } } as DynamoDBRecord;
}
