import * as z from 'zod/mini';
import { idSchema } from '../shared/contract/values.ts';
import type { Withdrawal } from '../shared/domain/closing.ts';
import { statusOf } from '../shared/domain/status.ts';
import { cancelOrder } from '../shared/usecases/cancel-order.ts';
import { orderView } from '../shared/usecases/order-view.ts';
import { requireStorefrontKey } from './edge/auth.ts';
import { readEnvironment } from './edge/environment.ts';
import { json, jsonDoor } from './edge/http.ts';
import { parseParams } from './edge/input.ts';
import { ProblemError } from './edge/problem.ts';
import { paymentRoom } from './edge/wiring.ts';

const room = paymentRoom(readEnvironment('cancel-order'));

/** `POST /orders/{orderId}/cancel`: 200 when it is withdrawn, 202 while a doubtful attempt is undecided. */
export const handler = jsonDoor(async (request) => {
  const { secret, ports } = await room();
  requireStorefrontKey(request, secret);
  const { orderId } = parseParams(request, z.object({ orderId: idSchema }));
  const outcome = await cancelOrder(ports, orderId);
  if (!outcome) throw new ProblemError('not_found', 'There is no such order.');
  if (outcome.kind === 'refused') throw new ProblemError('order_not_cancellable', reasons[outcome.why]);
  const { order } = outcome;
  return json(statusOf(order) === 'pending' ? 202 : 200, orderView(order, 'key', ports.clock.now()));
});

const reasons: Record<Extract<Withdrawal, { kind: 'refused' }>['why'], string> = {
  paid: 'The order is paid; refund it instead.',
  review: 'Money was received for the order and is being checked.',
  expired: 'The order has expired; nothing can be paid any more.',
  deciding: 'A payment is being decided; ask again when the order is no longer pending.',
};
