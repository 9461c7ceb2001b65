import * as z from 'zod/mini';
import { dynamoReadMarks } from '../shared/adapters/dynamodb/read-marks.ts';
import { noteOf } from '../shared/adapters/ses/notes.ts';
import { idSchema } from '../shared/contract/values.ts';
import { notificationsOf } from '../shared/usecases/notifications.ts';
import { orderOfToken } from './edge/customer-order.ts';
import { readEnvironment } from './edge/environment.ts';
import { json, jsonDoor } from './edge/http.ts';
import { tableOf } from './edge/table.ts';
import { orderRoom } from './edge/wiring.ts';

const env = readEnvironment('list-notifications');
const room = orderRoom(env);
const readMarks = dynamoReadMarks(tableOf(env));
const paramsSchema = z.object({ orderId: idSchema });

/** `GET /orders/{orderId}/notifications`: what its customer is told, newest first. */
export const handler = jsonDoor(async (request) => {
  const { secret, ports } = await room();
  const { order } = await orderOfToken(request, { secret, ports }, paramsSchema);
  return json(200, await notificationsOf({ readMarks, noteOf, clock: ports.clock }, order));
});
