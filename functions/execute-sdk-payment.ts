import * as z from 'zod/mini';
import type { SettleMessage } from '../shared/adapters/sqs/port.ts';
import { hurriedSqsClient, sqsQueue } from '../shared/adapters/sqs/queue.ts';
import { executeRequestSchema } from '../shared/contract/sdk-payment.ts';
import { idSchema } from '../shared/contract/values.ts';
import { executeSdkPayment } from '../shared/usecases/execute-sdk-payment.ts';
import { requireOrderToken } from './edge/auth.ts';
import { checkoutLine } from './edge/checkout-line.ts';
import { readEnvironment } from './edge/environment.ts';
import { json, jsonDoor } from './edge/http.ts';
import { parseBody, parseParams } from './edge/input.ts';
import { ProblemError } from './edge/problem.ts';
import { paymentRoom } from './edge/wiring.ts';

const env = readEnvironment('execute-sdk-payment');
const room = paymentRoom(env, checkoutLine);
const settleQueue = sqsQueue<SettleMessage>(env.SETTLE_QUEUE_URL, hurriedSqsClient());

/** `POST /orders/{orderId}/bkash/execute`: what a page's `executeRequestOnAuthorization` asks for. Never 503. */
export const handler = jsonDoor(async (request) => {
  const { secret, ports } = await room();
  const { stage } = ports.settings;
  requireOrderToken(request, { secret, stage, orderId: request.params.orderId, nowMs: ports.clock.now() });
  const { orderId } = parseParams(request, z.object({ orderId: idSchema }));
  const { paymentID: paymentId } = parseBody(request, executeRequestSchema);
  const answer = await executeSdkPayment({ ...ports, settleQueue }, { orderId, paymentId });
  if (!answer) throw new ProblemError('not_found', 'There is no such payment of this order.');
  return json(200, answer);
});
