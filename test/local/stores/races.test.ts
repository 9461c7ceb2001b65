import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoAnnouncementLedger } from '../../../shared/adapters/dynamodb/announcement-ledger.ts';
import { dynamoOrders } from '../../../shared/adapters/dynamodb/orders.ts';
import type { Notice } from '../../../shared/adapters/dynamodb/port.ts';
import { dynamoTrxTies } from '../../../shared/adapters/dynamodb/trx-ties.ts';
import { dynamoUnclaimedMoney } from '../../../shared/adapters/dynamodb/unclaimed-money.ts';
import { productionWaits } from '../../../shared/config/stage.ts';
import { newOrder } from '../../../shared/domain/checkout.ts';
import type { Order } from '../../../shared/domain/order.ts';
import { aCheckout } from '../../fakes/world.ts';
import { emptyTable } from '../empty-table.ts';

/**
 * Goal: where fifty do the same at once, one wins and the others learn who, by the conditions of a real DynamoDB
 * server. Method: one table, fifty writes started together. Each test has an order of its own.
 */
let server: Awaited<ReturnType<typeof emptyTable>>;
const table = () => ({ client: server.client, name: 'orders', stage: 'live' });
const orders = () => dynamoOrders(table(), productionWaits);

beforeAll(async () => {
  server = await emptyTable('orders');
});
afterAll(() => server.remove());

describe('fifty checkouts of one order', () => {
  it('create it once, and all the others are handed that one', async () => {
    const asked = fifty((index) => orderOf('C-1', 1_000 + index));
    const outcomes = await Promise.all(asked.map((order) => orders().create(order)));
    const [winner, ...more] = outcomes.filter(({ kind }) => kind === 'created');
    expect(more).toEqual([]);
    expect(outcomes.every(({ order }) => order.createdAt === winner?.order.createdAt)).toBe(true);
    expect(await orders().find('C-1')).toEqual(winner?.order);
  });

  it('create fifty where the numbers differ', async () => {
    const outcomes = await Promise.all(fifty((index) => orders().create(orderOf(`D-${index}`, 1_000))));
    expect(outcomes.filter(({ kind }) => kind === 'created')).toHaveLength(50);
  });
});

describe('fifty writes on one version', () => {
  it('store one, and every loser is handed the winner’s state', async () => {
    const { order } = await orders().create(orderOf('S-1', 1_000));
    const outcomes = await Promise.all(
      fifty((index) => orders().save({ ...order, updatedAt: 2_000 + index, executingAttempt: index })),
    );
    const [winner, ...more] = outcomes.filter(({ kind }) => kind === 'saved');
    expect(more).toEqual([]);
    expect(winner?.order.version).toBe(2);
    for (const loser of outcomes.filter(({ kind }) => kind === 'conflict')) {
      expect(loser.order).toEqual(winner?.order);
    }
    expect(await orders().find('S-1')).toEqual(winner?.order);
  });

  it('store one also where all fifty would write the very same', async () => {
    const { order } = await orders().create(orderOf('S-3', 1_000));
    const outcomes = await Promise.all(fifty(() => orders().save({ ...order, updatedAt: 2_000 })));
    expect(outcomes.filter(({ kind }) => kind === 'saved')).toHaveLength(1);
  });

  it('never bring back a version that is gone', async () => {
    const { order: first } = await orders().create(orderOf('S-2', 1_000));
    const { order: second } = await orders().save({ ...first, updatedAt: 2_000 });
    const { order: third } = await orders().save({ ...second, updatedAt: 3_000 });
    expect(await orders().save({ ...first, updatedAt: 4_000 })).toEqual({ kind: 'conflict', order: third });
  });

  it('say so when there is no order to write', async () => {
    await expect(orders().save(orderOf('NONE', 1_000))).rejects.toThrow('Order NONE was not there');
    expect(await orders().find('NONE')).toBeUndefined();
  });
});

describe('fifty attempts with one trxID', () => {
  it('tie it to one of them for ever; that one may tie it again', async () => {
    const ties = dynamoTrxTies(table());
    const owners = fifty((index) => ({ orderId: `T-${index}`, attempt: 1 }));
    const outcomes = await Promise.all(owners.map((owner) => ties.tie('TRX0000001', owner)));
    expect(outcomes.filter((outcome) => outcome === 'tied')).toHaveLength(1);
    const winner = owners[outcomes.indexOf('tied')];
    expect(await ties.ownerOf('TRX0000001')).toEqual(winner);
    const again = await Promise.all(owners.map((owner) => ties.tie('TRX0000001', owner)));
    expect(again.indexOf('tied')).toBe(outcomes.indexOf('tied'));
    expect(again.filter((outcome) => outcome === 'tied')).toHaveLength(1);
  });

  it('are told apart by the attempt too, and by the stage', async () => {
    const ties = dynamoTrxTies(table());
    await ties.tie('TRX0000002', { orderId: 'T-1', attempt: 1 });
    expect(await ties.tie('TRX0000002', { orderId: 'T-1', attempt: 2 })).toBe('held_by_another');
    const sandbox = dynamoTrxTies({ ...table(), stage: 'sandbox' });
    expect(await sandbox.tie('TRX0000002', { orderId: 'T-1', attempt: 2 })).toBe('tied');
  });
});

describe('fifty messages of one fact', () => {
  it('let one send', async () => {
    const ledger = dynamoAnnouncementLedger(table());
    const notice: Notice = { orderId: 'L-1', fact: 'order.paid', channel: 'email' };
    const claims = await Promise.all(fifty((index) => ledger.claim(notice, `m-${index}`, 1_000)));
    expect(claims.filter((claim) => claim === 'send')).toHaveLength(1);
    expect(claims.filter((claim) => claim === 'sent')).toHaveLength(49);
  });
});

describe('money that nobody claims', () => {
  it('is kept once with its first reason, and closed once', async () => {
    const [trxId, entry] = ['TRX0000003', { amountPoisha: 100, messageId: 'm-1', at: 1_000 }];
    const unclaimed = dynamoUnclaimedMoney(table(), () => 5_000);
    await unclaimed.keep({ trxId, reason: 'no_order', ...entry });
    await unclaimed.close(trxId);
    await unclaimed.keep({ trxId, reason: 'other_trx', ...entry });
    await dynamoUnclaimedMoney(table(), () => 9_000).close(trxId);
    expect(await kept(trxId)).toEqual({
      pk: 'UNCLAIMED#live',
      sk: trxId,
      reason: 'no_order',
      closedAt: 5_000,
      ...entry,
    });
  });

  it('is not made up by closing what was never kept', async () => {
    await dynamoUnclaimedMoney(table(), () => 5_000).close('NEVERKEPT1');
    expect(await kept('NEVERKEPT1')).toBeUndefined();
  });
});

function fifty<T>(make: (index: number) => T): T[] {
  return Array.from({ length: 50 }, (_, index) => make(index));
}

function orderOf(orderId: string, now: number): Order {
  return newOrder({ ...aCheckout, orderId }, 'live', 'k1', now);
}

async function kept(trxId: string) {
  const Key = marshall({ pk: 'UNCLAIMED#live', sk: trxId });
  const { Item } = await server.client.send(new GetItemCommand({ TableName: 'orders', Key }));
  return Item && unmarshall(Item);
}
