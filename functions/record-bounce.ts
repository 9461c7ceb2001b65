import { dynamoOrders } from '../shared/adapters/dynamodb/orders.ts';
import { parseEmailEvent } from '../shared/adapters/sqs/email-event-message.ts';
import { recordEmailTrouble } from '../shared/usecases/record-email-trouble.ts';
import { clock } from './edge/clock.ts';
import { readEnvironment } from './edge/environment.ts';
import { telemetry } from './edge/log.ts';
import { queueDoor } from './edge/queue-door.ts';
import { tableOf } from './edge/table.ts';

const env = readEnvironment('record-bounce');
const settings = env.STAGE_CONFIG;
const ports = { settings, orders: dynamoOrders(tableOf(env), settings.waits), clock, telemetry };

/** From the bounce queue: an email that came back or was complained of is written down on its order. */
export const handler = queueDoor(({ body }) => recordEmailTrouble(ports, parseEmailEvent(body)));
