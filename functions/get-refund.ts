import * as z from 'zod/mini';
import { idSchema } from '../shared/contract/values.ts';
import { refundView } from '../shared/usecases/order-view.ts';
import { requireStorefrontKey } from './edge/auth.ts';
import { readEnvironment } from './edge/environment.ts';
import { json, jsonDoor } from './edge/http.ts';
import { parseParams } from './edge/input.ts';
import { ProblemError } from './edge/problem.ts';
import { paymentRoom } from './edge/wiring.ts';

const room = paymentRoom(readEnvironment('get-refund'));

/** `GET /orders/{orderId}/refunds/{refundId}`: how far it has come. bKash is never asked here. */
export const handler = jsonDoor(async (request) => {
  const { secret, ports } = await room();
  requireStorefrontKey(request, secret);
  const { orderId, refundId } = parseParams(request, z.object({ orderId: idSchema, refundId: idSchema }));
  const order = await ports.orders.find(orderId);
  const refund = order?.refunds.find((one) => one.refundId === refundId);
  if (!refund) throw new ProblemError('not_found', 'There is no such refund.');
  return json(200, refundView(refund));
});
