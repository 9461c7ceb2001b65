import * as z from 'zod/mini';
import { dynamoReadMarks } from '../shared/adapters/dynamodb/read-marks.ts';
import { noteOf } from '../shared/adapters/ses/notes.ts';
import { idSchema } from '../shared/contract/values.ts';
import { notificationsOf } from '../shared/usecases/notifications.ts';
import { requireOrderToken } from './edge/auth.ts';
import { readEnvironment } from './edge/environment.ts';
import { json, jsonDoor } from './edge/http.ts';
import { parseParams } from './edge/input.ts';
import { ProblemError } from './edge/problem.ts';
import { paymentRoom, tableOf } from './edge/wiring.ts';

const env = readEnvironment('list-notifications');
const room = paymentRoom(env);
const readMarks = dynamoReadMarks(tableOf(env));

/** `GET /orders/{orderId}/notifications`: what its customer is told, newest first. bKash is never asked here. */
export const handler = jsonDoor(async (request) => {
  const { secret, ports } = await room();
  const { clock, settings } = ports;
  requireOrderToken(request, {
    secret,
    stage: settings.stage,
    orderId: request.params.orderId,
    nowMs: clock.now(),
  });
  const { orderId } = parseParams(request, z.object({ orderId: idSchema }));
  const order = await ports.orders.find(orderId);
  if (!order) throw new ProblemError('not_found', 'There is no such order.');
  return json(200, await notificationsOf({ readMarks, noteOf, clock }, order));
});
