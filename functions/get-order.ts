import * as z from 'zod/mini';
import type { SettleMessage } from '../shared/adapters/sqs/port.ts';
import { hurriedSqsClient, sqsQueue } from '../shared/adapters/sqs/queue.ts';
import { idSchema } from '../shared/contract/values.ts';
import { orderView } from '../shared/usecases/order-view.ts';
import { readOrder } from '../shared/usecases/read-order.ts';
import { requireKeyOrToken } from './edge/auth.ts';
import { checkoutLine } from './edge/checkout-line.ts';
import { readEnvironment } from './edge/environment.ts';
import { json, jsonDoor } from './edge/http.ts';
import { parseParams } from './edge/input.ts';
import { ProblemError } from './edge/problem.ts';
import { paymentRoom } from './edge/wiring.ts';

const env = readEnvironment('get-order');
const room = paymentRoom(env, checkoutLine);
const settleQueue = sqsQueue<SettleMessage>(env.SETTLE_QUEUE_URL, hurriedSqsClient());

/** `GET /orders/{orderId}`: the order view; with a token nothing personal. */
export const handler = jsonDoor(async (request) => {
  const { secret, ports } = await room();
  const { clock, settings } = ports;
  const check = { secret, stage: settings.stage, orderId: request.params.orderId, nowMs: clock.now() };
  const reader = requireKeyOrToken(request, check);
  const { orderId } = parseParams(request, z.object({ orderId: idSchema }));
  const order = await readOrder({ ...ports, settleQueue }, orderId);
  if (!order) throw new ProblemError('not_found', 'There is no such order.');
  return json(200, orderView(order, reader, clock.now()));
});
