import type { PutItemCommand, PutItemCommandOutput } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dynamoAnnouncementLedger } from '../../../shared/adapters/dynamodb/announcement-ledger.ts';
import { deliver } from '../../../shared/usecases/deliver.ts';
import { type Change, changesOf, writeUnitsOf } from '../../adapters/dynamodb/billing-rule.ts';
import { emptyTable } from '../empty-table.ts';
import { shopOn } from './shop.ts';

/**
 * Goal: a happy order costs ten write units, index included (design section 3). Method: one order from checkout to
 * its email through the use cases; every write is taken from the stream of a real DynamoDB server and billed by
 * DynamoDB's rule.
 */
let server: Awaited<ReturnType<typeof emptyTable>>;
let shop: ReturnType<typeof shopOn>;
let sent: string[];
let billed: number[];

beforeEach(async () => {
  server = await emptyTable('orders');
  [sent, billed] = [[], []];
  shop = shopOn({ send: send as typeof server.client.send });
});
afterEach(() => server.remove());

describe('a happy order', () => {
  it('costs ten write units from checkout to email, write by write', async () => {
    await happyOrder();
    expect((await changes()).map(row)).toEqual([
      ['ORDER', 'creating', 1, 1],
      ['ORDER', 'created', 1, 0],
      ['ORDER', 'executing', 1, 2],
      ['TRX', '', 1, 0],
      ['ORDER', 'completed', 1, 1],
      ['SENT#order.paid#email', '', 1, 0],
    ]);
    expect(await total()).toBeLessThanOrEqual(10);
  });

  it('is billed by the server, write by write, as DynamoDB’s rule bills it: what the bench counts on', async () => {
    await happyOrder();
    const ruled = (await changes()).map(writeUnitsOf).map(({ item, index }) => item + index);
    expect(billed).toEqual(ruled);
  });

  it('makes no write that fails its condition: those are billed too, and no stream shows them', async () => {
    await happyOrder();
    expect(sent.filter((name) => writing.test(name))).toHaveLength((await changes()).length);
  });
});

const writing = /^(Put|Update|Delete)Item|^Transact|^BatchWrite/;

/** Notes every command, and what the server says a write cost. */
async function send(command: PutItemCommand): Promise<PutItemCommandOutput> {
  const { name } = command.constructor;
  sent.push(name);
  if (!writing.test(name)) return server.client.send(command);
  command.input.ReturnConsumedCapacity = 'INDEXES';
  const answer = await server.client.send(command);
  billed.push(answer.ConsumedCapacity?.CapacityUnits ?? Number.NaN);
  return answer;
}

async function happyOrder(): Promise<void> {
  const { world, table, ports } = shop;
  await shop.checkout();
  world.passes(60_000);
  await shop.comesBack();
  const carrier = { send: async () => ({ kind: 'accepted' as const }) };
  const senders = { email: carrier, sms: carrier };
  const notice = { orderId: 'SB-1', fact: 'order.paid' as const, channel: 'email' as const };
  await deliver({ ...ports(), ledger: dynamoAnnouncementLedger(table), senders }, notice, 'm-1');
}

async function changes(): Promise<Change[]> {
  const streams = new DynamoDBStreamsClient(server.access);
  const all = await changesOf(streams, server.streamArn);
  streams.destroy();
  return all;
}

async function total(): Promise<number> {
  const all = (await changes()).map(writeUnitsOf);
  return all.reduce((sum, { item, index }) => sum + item + index, 0);
}

function row(change: Change) {
  const { item, index } = writeUnitsOf(change);
  return [change.after?.sk?.S, change.after?.attempts?.L?.[0]?.M?.state?.S ?? '', item, index];
}
