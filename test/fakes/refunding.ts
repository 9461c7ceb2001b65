import type { Generation, Order } from '../../shared/domain/order.ts';
import type { Captured } from '../../shared/domain/payment.ts';
import { lookAgain } from '../../shared/usecases/look-again.ts';
import { requestRefund } from '../../shared/usecases/request-refund.ts';
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
export function consumed(world: World, order: Order = world.order): Promise<Order> {
  const { ports } = world;
  return lookAgain(ports, order, {
    executeAbortMs: 28_000,
    sendBack: (current, due) => sendMoneyBack(ports, current, due, 28_000),
  });
}
