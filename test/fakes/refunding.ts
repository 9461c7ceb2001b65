import type { Generation, Order } from '../../shared/domain/order.ts';
import type { Captured } from '../../shared/domain/payment.ts';
import { cancelOrder } from '../../shared/usecases/cancel-order.ts';
import { askAbout, lookAgain } from '../../shared/usecases/look-again.ts';
import { requestRefund } from '../../shared/usecases/request-refund.ts';
import { ringSurplus } from '../../shared/usecases/ring-surplus.ts';
import { sendMoneyBack } from '../../shared/usecases/send-money-back.ts';
import { captured } from './bkash.ts';
import { World } from './world.ts';

/** An order whose customer came back and was charged. */
export async function paidOrder(
  changes: Partial<Captured> = {},
  generation: Generation = 'v2',
): Promise<World> {
  const world = new World();
  world.settings = { ...world.settings, bkash: { ...world.settings.bkash, generation } };
  await world.checkout();
  const fake = generation === 'v2' ? world.bkash : world.bkashV1;
  fake.executes.push({ kind: 'completed', captured: captured(changes) });
  await world.comesBack('success');
  return world;
}

/** The shop asks for its money back. */
export function refunding(world: World, refundId: string, amountPoisha: number, reason = 'Out of stock') {
  return requestRefund(world.ports, 'SB-1', { refundId, amountPoisha, reason });
}

/** The consumer of the settle queue comes to this order. */
export async function consumed(world: World, order: Order = world.order): Promise<Order> {
  const { ports } = world;
  const looked = await lookAgain(ports, order, {
    executeAbortMs: 28_000,
    sendBack: (current, due) => sendMoneyBack(ports, current, due, 28_000),
  });
  return ringSurplus(ports, looked);
}

/** The shop withdrew the order, and bKash says that money moved all the same. */
export async function lateMoney(holder?: { orderId: string; attempt: number }): Promise<World> {
  const world = new World();
  await world.checkout();
  await cancelOrder(world.ports, 'SB-1');
  if (holder) world.table.trx.set('DKN1A2B3C4', holder);
  world.bkash.queries.push({ kind: 'completed', captured: captured() });
  await askAbout(world.ports, world.order, 1);
  return world;
}
