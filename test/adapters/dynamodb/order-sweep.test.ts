import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { itemFromOrder } from '../../../shared/adapters/dynamodb/order-item.ts';
import { dynamoOrderSweep } from '../../../shared/adapters/dynamodb/order-sweep.ts';
import { productionWaits } from '../../../shared/config/stage.ts';
import { newOrder } from '../../../shared/domain/checkout.ts';
import type { Order } from '../../../shared/domain/order.ts';
import { aCheckout } from '../../fakes/world.ts';
import { dynamodb, table } from './mocked-table.ts';

const sweep = dynamoOrderSweep(table);
const [one, two] = ['SB-1', 'SB-2'].map((orderId) =>
  newOrder({ ...aCheckout, orderId }, 'live', 'k1', 9_000),
) as [Order, Order];

beforeEach(() => {
  dynamodb.reset();
});

describe('the daily sweep', () => {
  it('asks for the orders of its own stage that were written since, and for nothing else', async () => {
    dynamodb.on(ScanCommand).resolves({ Items: [] });
    expect(await swept(5_000)).toEqual([]);
    expect(dynamodb.commandCalls(ScanCommand)[0]?.args[0].input).toEqual({
      TableName: 'Orders',
      FilterExpression: 'sk = :order AND updatedAt >= :since AND begins_with(pk, :stage)',
      ExpressionAttributeValues: {
        ':order': { S: 'ORDER' },
        ':since': { N: '5000' },
        ':stage': { S: 'ORDER#live#' },
      },
    });
  });

  it('goes on to the last page, an empty one in between or not', async () => {
    const [afterFirst, afterSecond] = [{ pk: { S: 'a' } }, { pk: { S: 'b' } }];
    dynamodb
      .on(ScanCommand, { ExclusiveStartKey: undefined })
      .resolves({ Items: [itemFromOrder(one, productionWaits)], LastEvaluatedKey: afterFirst })
      .on(ScanCommand, { ExclusiveStartKey: afterFirst })
      .resolves({ Items: [], LastEvaluatedKey: afterSecond })
      .on(ScanCommand, { ExclusiveStartKey: afterSecond })
      .resolves({ Items: [itemFromOrder(two, productionWaits)] });
    expect(await swept(0)).toEqual([one, two]);
  });
});

async function swept(since: number): Promise<Order[]> {
  const pages: Order[][] = [];
  for await (const page of sweep.writtenSince(since)) pages.push(page);
  return pages.flat();
}
