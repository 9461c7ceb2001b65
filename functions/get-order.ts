import * as z from 'zod/mini';
import { idSchema } from '../shared/contract/values.ts';
import { orderView } from '../shared/usecases/order-view.ts';
import { readOrder } from '../shared/usecases/read-order.ts';
import { requireKeyOrToken } from './edge/auth.ts';
import { readEnvironment } from './edge/environment.ts';
import { json, jsonDoor } from './edge/http.ts';
import { parseParams } from './edge/input.ts';
import { ProblemError } from './edge/problem.ts';
import { paymentRoom } from './edge/wiring.ts';

const room = paymentRoom(readEnvironment('get-order'));

/** `GET /orders/{orderId}`: the order view; with a token nothing personal. */
export const handler = jsonDoor(async (request) => {
  const { secret, ports } = await room();
  const { clock, settings } = ports;
  const check = { secret, stage: settings.stage, orderId: request.params.orderId, nowMs: clock.now() };
  const reader = requireKeyOrToken(request, check);
  const { orderId } = parseParams(request, z.object({ orderId: idSchema }));
  const order = await readOrder(ports, orderId);
  if (!order) throw new ProblemError('not_found', 'There is no such order.');
  return json(200, orderView(order, reader, clock.now()));
});
