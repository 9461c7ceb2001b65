import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { itemFromOrder, orderFromItem } from '../../../shared/adapters/dynamodb/order-item.ts';
import { productionWaits } from '../../../shared/config/stage.ts';
import type { Order } from '../../../shared/domain/order.ts';
import { captured } from '../../fakes/bkash.ts';
import { World } from '../../fakes/world.ts';

/** One write unit holds 1 kB; the happy order must never need two (design section 3). */
const writeUnitBytes = 1024;

async function happyOrder(): Promise<World> {
  const world = new World();
  const paymentId = 'TR0011RsjP3mX1747579752377';
  // As long as the sandbox page's addresses get, hash included (`bkash-api.md` section 1).
  const bkashUrl = `https://sandbox.payment.bkash.com/?paymentId=${paymentId}&hash=${'h'.repeat(80)}&mode=0011&apiVersion=v2/`;
  world.bkash.creates.push({ kind: 'created', paymentId, bkashUrl });
  world.bkash.executes.push({
    kind: 'completed',
    captured: captured({ invoice: 'SB-1-1', maxRefundablePoisha: 105_000 }),
  });
  await world.checkout();
  await world.comesBack('success');
  return world;
}

describe('an order as an item', () => {
  it('comes back as it went in, in every state of a happy life', async () => {
    const { table } = await happyOrder();
    expect(table.written).toHaveLength(4);
    for (const order of table.written) {
      expect(orderFromItem(itemFromOrder(order, productionWaits))).toEqual(order);
    }
  });

  it('stays under 1 kB in every state of a happy life: one write unit a transition', async () => {
    const { table } = await happyOrder();
    const sizes = table.written.map((order) => itemBytes(order));
    expect(Math.max(...sizes)).toBeLessThan(writeUnitBytes);
  });

  it('is in the due index while somebody must come back to it, and leaves it when paid', async () => {
    const { table } = await happyOrder();
    const due = table.written.map((order) => itemFromOrder(order, productionWaits).dueBucket?.S);
    expect(due).toEqual([
      expect.stringMatching(/^live#2026-11-24T06#[0-7]$/),
      expect.stringMatching(/^live#2026-11-24T06#[0-7]$/),
      expect.stringMatching(/^live#2026-11-23T06#[0-7]$/),
      undefined,
    ]);
  });
});

/** DynamoDB's own arithmetic: names and values in UTF-8, numbers a byte per two digits plus one, 3 + 1 a container. */
function itemBytes(order: Order): number {
  const item = itemFromOrder(order, productionWaits);
  return Object.entries(item).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value),
    0,
  );
}

function valueBytes(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return Math.ceil(value.N.replace(/\D/g, '').length / 2) + 1;
  if (value.L) return 3 + value.L.reduce((sum: number, one: AttributeValue) => sum + 1 + valueBytes(one), 0);
  if (value.M) {
    const fields = Object.entries(value.M ?? {});
    return 3 + fields.reduce((sum, [name, one]) => sum + 1 + Buffer.byteLength(name) + valueBytes(one), 0);
  }
  return 1;
}
