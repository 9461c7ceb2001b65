import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { dynamoAnnouncementLedger } from '../shared/adapters/dynamodb/announcement-ledger.ts';
import type { CustomerNotice } from '../shared/adapters/dynamodb/notice-port.ts';
import { type Item, orderFromItem } from '../shared/adapters/dynamodb/order-item.ts';
import { dynamoOrderSweep } from '../shared/adapters/dynamodb/order-sweep.ts';
import type { ShopMessage } from '../shared/adapters/sqs/port.ts';
import { sqsClient, sqsQueue } from '../shared/adapters/sqs/queue.ts';
import { announce, announceSweep, type OrderWrite } from '../shared/usecases/announce.ts';
import { clock } from './edge/clock.ts';
import { readEnvironment } from './edge/environment.ts';
import { eventDoor } from './edge/event-door.ts';
import { telemetry } from './edge/log.ts';
import { tableOf } from './edge/table.ts';

const env = readEnvironment('announce');
const table = tableOf(env);
const sqs = sqsClient();
const ports = {
  settings: env.STAGE_CONFIG,
  orders: dynamoOrderSweep(table),
  ledger: dynamoAnnouncementLedger(table),
  noticeQueue: sqsQueue<CustomerNotice>(env.NOTICE_QUEUE_URL, sqs),
  shopQueue: sqsQueue<ShopMessage>(env.SHOP_QUEUE_URL, sqs),
  telemetry,
};

/** The sweep runs daily: after two days of failures the third still finds everything. */
const sweepsBackMs = 3 * 24 * 60 * 60_000;

type Event = DynamoDBStreamEvent | { sweep: 'facts' };

/** From the table's stream: facts go to the queues of those who are told. From the daily schedule: whatever the stream lost. */
export const handler = eventDoor(async (event: Event): Promise<DynamoDBBatchResponse | { swept: number }> => {
  if ('sweep' in event) return { swept: await announceSweep(ports, clock.now() - sweepsBackMs) };
  const failed = await announce(ports, event.Records.flatMap(orderWriteOf));
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
});

/** Nothing for a removed item: what is gone is no fact. */
function orderWriteOf({ dynamodb }: DynamoDBRecord): OrderWrite[] {
  const { SequenceNumber: sequenceNumber, OldImage, NewImage } = dynamodb ?? {};
  if (!sequenceNumber || !NewImage) return [];
  const after = orderFromItem(NewImage as Item);
  return [{ sequenceNumber, after, ...(OldImage && { before: orderFromItem(OldImage as Item) }) }];
}
