import * as z from 'zod/mini';
import { dynamoReadMarks } from '../shared/adapters/dynamodb/read-marks.ts';
import { noteOf } from '../shared/adapters/ses/notes.ts';
import { notificationIdSchema } from '../shared/contract/notifications.ts';
import { idSchema } from '../shared/contract/values.ts';
import { markRead } from '../shared/usecases/notifications.ts';
import { orderOfToken } from './edge/customer-order.ts';
import { readEnvironment } from './edge/environment.ts';
import { json, jsonDoor } from './edge/http.ts';
import { ProblemError } from './edge/problem.ts';
import { tableOf } from './edge/table.ts';
import { orderRoom } from './edge/wiring.ts';

const env = readEnvironment('read-notification');
const room = orderRoom(env);
const readMarks = dynamoReadMarks(tableOf(env));
const paramsSchema = z.object({ orderId: idSchema, id: notificationIdSchema });

/** `POST /orders/{orderId}/notifications/{id}/read`: 200 with the notification; read again, the first time stands. */
export const handler = jsonDoor(async (request) => {
  const { secret, ports } = await room();
  const { order, params } = await orderOfToken(request, { secret, ports }, paramsSchema);
  const notification = await markRead({ readMarks, noteOf, clock: ports.clock }, order, params.id);
  if (!notification) throw new ProblemError('not_found', 'There is no such notification.');
  return json(200, notification);
});
