import { dynamoAnnouncementLedger } from '../shared/adapters/dynamodb/announcement-ledger.ts';
import { dynamoClient } from '../shared/adapters/dynamodb/client.ts';
import { dynamoOrders } from '../shared/adapters/dynamodb/orders.ts';
import { mailer, sesClient } from '../shared/adapters/ses/mailer.ts';
import { parseNotice } from '../shared/adapters/sqs/notice-message.ts';
import { deliver } from '../shared/usecases/deliver.ts';
import { clock } from './edge/clock.ts';
import { readEnvironment } from './edge/environment.ts';
import { telemetry } from './edge/log.ts';
import { queueDoor } from './edge/queue-door.ts';
import { shopUrl } from './edge/shop-url.ts';

const env = readEnvironment('deliver');
const { stage, sender, shopName, waits } = env.STAGE_CONFIG;
const table = { client: dynamoClient(), name: env.TABLE_NAME, stage };
const ports = {
  orders: dynamoOrders(table, waits),
  ledger: dynamoAnnouncementLedger(table),
  senders: { email: mailer({ client: sesClient(), sender, shop: { shopName, linkTo: shopUrl } }) },
  clock,
  telemetry,
};

/** From the notice queue: each customer is told each fact, once per channel. */
export const handler = queueDoor(({ body, messageId }) => deliver(ports, parseNotice(body), messageId));
