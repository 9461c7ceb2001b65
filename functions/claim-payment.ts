import * as z from 'zod/mini';
import type { SettleMessage } from '../shared/adapters/sqs/port.ts';
import { hurriedSqsClient, sqsQueue } from '../shared/adapters/sqs/queue.ts';
import { claimRequestSchema } from '../shared/contract/claim.ts';
import { idSchema } from '../shared/contract/values.ts';
import { claimPayment } from '../shared/usecases/claim-payment.ts';
import { orderView } from '../shared/usecases/order-view.ts';
import { requireOrderToken } from './edge/auth.ts';
import { readEnvironment } from './edge/environment.ts';
import { json, jsonDoor } from './edge/http.ts';
import { parseBody, parseParams } from './edge/input.ts';
import { ProblemError } from './edge/problem.ts';
import { orderRoom } from './edge/wiring.ts';

const env = readEnvironment('claim-payment');
const room = orderRoom(env);
const settleQueue = sqsQueue<SettleMessage>(env.SETTLE_QUEUE_URL, hurriedSqsClient());

/** `POST /orders/{orderId}/claims`: 202 when somebody looks for it, 200 when that TrxID is this order's already. */
export const handler = jsonDoor(async (request) => {
  const { secret, ports } = await room();
  const { clock, settings } = ports;
  const check = { secret, stage: settings.stage, orderId: request.params.orderId, nowMs: clock.now() };
  requireOrderToken(request, check);
  const { orderId } = parseParams(request, z.object({ orderId: idSchema }));
  const { trxID } = parseBody(request, claimRequestSchema);
  const answer = await claimPayment({ ...ports, settleQueue }, orderId, trxID);
  if (!answer) throw new ProblemError('not_found', 'There is no such order.');
  if (answer.kind === 'too_many') {
    const until = new Date(answer.until).toISOString();
    throw new ProblemError('slow_down', `Too many claims for this order; we are looking. Again at ${until}.`);
  }
  return json(answer.kind === 'heard' ? 202 : 200, orderView(answer.order, 'token', clock.now()));
});
