import type * as z from 'zod/mini';
import type { Order } from '../../shared/domain/order.ts';
import { requireOrderToken } from './auth.ts';
import { parseParams } from './input.ts';
import { ProblemError } from './problem.ts';
import type { DoorRequest } from './request.ts';
import type { OrderRoom } from './wiring.ts';

/**
 * The order whose token the caller holds, as it is stored: bKash is not asked. Refuses in the contract's order, 401 before
 * 400 before 404.
 * @param schema of the path's parameters
 */
export async function orderOfToken<Params extends { orderId: string }>(
  request: DoorRequest,
  {
    secret,
    ports,
  }: Pick<OrderRoom, 'secret'> & { ports: Pick<OrderRoom['ports'], 'clock' | 'settings' | 'orders'> },
  schema: z.ZodMiniType<Params>,
): Promise<{ order: Order; params: Params }> {
  const { clock, settings } = ports;
  const { orderId } = request.params;
  requireOrderToken(request, { secret, stage: settings.stage, orderId, nowMs: clock.now() });
  const params = parseParams(request, schema);
  const order = await ports.orders.find(params.orderId);
  if (!order) throw new ProblemError('not_found', 'There is no such order.');
  return { order, params };
}
