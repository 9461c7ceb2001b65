import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dynamoAnnouncementLedger } from '../../../shared/adapters/dynamodb/announcement-ledger.ts';
import type { CustomerNotice, Notice } from '../../../shared/adapters/dynamodb/notice-port.ts';
import { itemFromOrder } from '../../../shared/adapters/dynamodb/order-item.ts';
import { dynamoOrderSweep } from '../../../shared/adapters/dynamodb/order-sweep.ts';
import type { Sending } from '../../../shared/adapters/ses/port.ts';
import { localWaits } from '../../../shared/config/stage.ts';
import type { Order } from '../../../shared/domain/order.ts';
import { announceSweep } from '../../../shared/usecases/announce.ts';
import { deliver } from '../../../shared/usecases/deliver.ts';
import { orderFor, paidAt, pendingOrder } from '../../adapters/ses/orders.ts';
import { rememberedTelemetry } from '../../fakes/telemetry.ts';
import { emptyTable } from '../empty-table.ts';

/**
 * Goal: one email per order, fact and channel (I7), by the conditions of a real DynamoDB server. Method: many
 * senders that share nothing but the table. Each test has an order of its own, so a ledger entry of its own.
 */
let table: Awaited<ReturnType<typeof emptyTable>>;
let orders = 0;
let notice: CustomerNotice;
let now: number;
let answers: Sending[];
let emails: string[];

beforeAll(async () => {
  table = await emptyTable('orders');
});
afterAll(() => table.remove());
beforeEach(() => {
  orders += 1;
  notice = { orderId: `SB-${orders}`, fact: 'order.paid', channel: 'email' };
  now = 1_000_000;
  answers = [];
  emails = [];
});

const accepted: Sending = { kind: 'accepted' };
const unanswered: Sending = { kind: 'unanswered', code: 'TimeoutError' };
const refused: Sending = { kind: 'refused', code: 'Throttling' };

describe('a fact that is queued again and again', () => {
  it('is told once by fifty messages at the same time', async () => {
    const ends = await Promise.allSettled(Array.from({ length: 50 }, (_, index) => tell(`m-${index}`)));
    expect(ends.every(({ status }) => status === 'fulfilled')).toBe(true);
    expect(emails).toHaveLength(1);
  });

  it('is told once when SQS hands out the one message twice', async () => {
    const ends = await Promise.allSettled([tell('m-1'), tell('m-1')]);
    expect(emails).toHaveLength(1);
    // Only what the queue brings again after that send was over, as if it had died, would send a second time.
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is told again by its own message only, and only after a send whose answer was lost', async () => {
    answers = [unanswered, accepted];
    await expect(tell('m-1')).rejects.toThrow('unanswered');
    await tell('m-2');
    expect(emails).toHaveLength(1);
    await expect(tell('m-1')).rejects.toThrow('is being sent');
    now += 60_001;
    await tell('m-1');
    expect(emails).toHaveLength(2);
  });

  it('is told by any message after a refusal', async () => {
    answers = [refused, accepted];
    await expect(tell('m-1')).rejects.toThrow('refused');
    await tell('m-2');
    await tell('m-3');
    expect(emails).toHaveLength(2);
  });
});

describe('the daily sweep over the table', () => {
  it('finds the facts nobody was told of, among everything else the table holds', async () => {
    const since = paidAt - 3 * 86_400_000;
    const paid = (orderId: string, updatedAt = paidAt) => ({
      ...orderFor('order.paid').order,
      orderId,
      updatedAt,
    });
    await put(paid('told'), paid('lost'), paid('old', since - 1), paid('edge', since), pendingOrder());
    await put({ ...paid('elsewhere'), environment: 'live' });
    notice = { ...notice, orderId: 'told' };
    await tell('m-1');
    const queued: string[] = [];
    const queue = {
      send: async () => {},
      sendAll: async (notices: readonly Notice[]) =>
        void queued.push(...notices.map(({ orderId }) => orderId)),
    };
    const queues = {
      noticeQueue: queue,
      shopQueue: queue,
      settings: { sms: 'off' as const },
      telemetry: rememberedTelemetry(),
    };
    const ports = { orders: dynamoOrderSweep(ours()), ledger: dynamoAnnouncementLedger(ours()) };
    expect(await announceSweep({ ...ports, ...queues }, since)).toBe(2);
    expect(queued.sort()).toEqual(['edge', 'lost']);
  });

  async function put(...written: Order[]) {
    for (const order of written)
      await table.client.send(
        new PutItemCommand({ TableName: 'orders', Item: itemFromOrder(order, localWaits) }),
      );
  }
});

function tell(messageId: string): Promise<void> {
  const order = { ...orderFor('order.paid').order, orderId: notice.orderId };
  const email = {
    send: async () => {
      emails.push(messageId);
      return answers.shift() ?? accepted;
    },
  };
  return deliver(
    {
      orders: { find: async () => order },
      ledger: dynamoAnnouncementLedger(ours()),
      settings: { sms: 'off' as const },
      senders: { email, sms: email },
      clock: { now: () => now },
      telemetry: rememberedTelemetry(),
    },
    notice,
    messageId,
  );
}

function ours() {
  return { client: table.client, name: 'orders', stage: 'local' };
}
