import { describe, expect, it } from 'vitest';
import { itemFromOrder, orderFromItem } from '../../../shared/adapters/dynamodb/order-item.ts';
import { productionWaits } from '../../../shared/config/stage.ts';
import { captured } from '../../fakes/bkash.ts';
import { World } from '../../fakes/world.ts';
import { itemBytes } from './billing-rule.ts';

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
    const writeId = { S: 'x'.repeat(12) };
    const sizes = table.written.map((order) =>
      itemBytes({ ...itemFromOrder(order, productionWaits), writeId }),
    );
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
