import * as z from 'zod/mini';
import { dynamoReadMarks } from '../shared/adapters/dynamodb/read-marks.ts';
import { noteOf } from '../shared/adapters/ses/notes.ts';
import { notificationIdSchema } from '../shared/contract/notifications.ts';
import { idSchema } from '../shared/contract/values.ts';
import { markRead } from '../shared/usecases/notifications.ts';
import { requireOrderToken } from './edge/auth.ts';
import { readEnvironment } from './edge/environment.ts';
import { json, jsonDoor } from './edge/http.ts';
import { parseParams } from './edge/input.ts';
import { ProblemError } from './edge/problem.ts';
import { paymentRoom, tableOf } from './edge/wiring.ts';

const env = readEnvironment('read-notification');
const room = paymentRoom(env);
const readMarks = dynamoReadMarks(tableOf(env));
const paramsSchema = z.object({ orderId: idSchema, id: notificationIdSchema });

/** `POST /orders/{orderId}/notifications/{id}/read`: 200 with the notification; read again, the first time stands. */
export const handler = jsonDoor(async (request) => {
  const { secret, ports } = await room();
  const { clock, settings } = ports;
  requireOrderToken(request, {
    secret,
    stage: settings.stage,
    orderId: request.params.orderId,
    nowMs: clock.now(),
  });
  const { orderId, id } = parseParams(request, paramsSchema);
  const order = await ports.orders.find(orderId);
  const notification = order && (await markRead({ readMarks, noteOf, clock }, order, id));
  if (!notification) throw new ProblemError('not_found', 'There is no such notification.');
  return json(200, notification);
});
