import { describe, expect, it } from 'vitest';
import { attachUnclaimed } from '../../shared/usecases/attach-unclaimed.ts';
import { orderView } from '../../shared/usecases/order-view.ts';
import { settleWebhook } from '../../shared/usecases/settle-webhook.ts';
import { captured } from '../fakes/bkash.ts';
import { consumed, refunding } from '../fakes/refunding.ts';
import { confirmed, trxId, withMoney } from '../fakes/unclaimed.ts';
import { aMessage, journalled, withoutInvoice } from '../fakes/webhook.ts';
import type { World } from '../fakes/world.ts';

describe('an order that attached money has paid', () => {
  it('cannot be refunded by bKash’s API, which asks for a paymentID', async () => {
    const world = await attachedOrder();
    expect(await refunding(world, 'R-1', 100)).toEqual({ kind: 'refused', why: 'by_hand_only' });
  });

  it('sends back what its own payment brings later', async () => {
    const world = await attachedOrder();
    world.bkash.queries.push({ kind: 'completed', captured: captured() });
    await settleWebhook(world.ports, aMessage(world));
    await consumed(world);
    expect(orderView(world.order, 'key', world.now)).toMatchObject({
      status: 'paid',
      surplus: [{ trxID: 'DKN1A2B3C4', attempt: 1, state: 'succeeded' }],
    });
  });

  it('knows the notification of that money when it comes again', async () => {
    const world = await attachedOrder();
    const again = withoutInvoice(world);
    await settleWebhook(world.ports, { ...again, notice: { ...again.notice, trxId } });
    expect(journalled(world)).toEqual(['dropped']);
    expect(world.bkash.count('query')).toBe(0);
  });
});

async function attachedOrder(): Promise<World> {
  const world = await withMoney();
  confirmed(world);
  await attachUnclaimed(world.ports, trxId, 'SB-1');
  return world;
}
