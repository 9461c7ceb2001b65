import { dynamoAnnouncementLedger } from '../shared/adapters/dynamodb/announcement-ledger.ts';
import type { CustomerNotice } from '../shared/adapters/dynamodb/notice-port.ts';
import { dynamoOrders } from '../shared/adapters/dynamodb/orders.ts';
import { mailer, sesClient } from '../shared/adapters/ses/mailer.ts';
import { createSigner } from '../shared/adapters/signing/hmac.ts';
import { snsClient, texter } from '../shared/adapters/sms/texter.ts';
import { parseNotice } from '../shared/adapters/sqs/notice-message.ts';
import { configurationSetOf } from '../shared/config/email-events.ts';
import type { Order } from '../shared/domain/order.ts';
import { deliver } from '../shared/usecases/deliver.ts';
import { clock } from './edge/clock.ts';
import { readEnvironment } from './edge/environment.ts';
import { linksOf } from './edge/links.ts';
import { telemetry } from './edge/log.ts';
import { queueDoor } from './edge/queue-door.ts';
import { secretReaderOf } from './edge/secret.ts';
import { shopUrl } from './edge/shop-url.ts';
import { tableOf } from './edge/table.ts';

const env = readEnvironment('deliver');
const settings = env.STAGE_CONFIG;
const { stage, sender, shopName, waits } = settings;
const table = tableOf(env);
const configurationSet = configurationSetOf(stage);
const client = sesClient();
const sns = snsClient();
const readSecret = secretReaderOf(env);
const ports = {
  settings,
  orders: dynamoOrders(table, waits),
  ledger: dynamoAnnouncementLedger(table),
  clock,
  telemetry,
};

/** From the notice queue: each customer is told each fact, once per channel. */
export const handler = queueDoor(async ({ body, messageId }) => {
  const notice = parseNotice(body);
  const shop = { shopName, linkTo: await linkFor(notice) };
  const senders = {
    email: mailer({ client, sender, configurationSet, shop }),
    sms: texter({ client: sns, shop }),
  };
  await deliver({ ...ports, senders }, notice, messageId);
});

/** The payment link is made here, so that no queue and no dead letter ever holds one; a receipt needs no secret. */
async function linkFor({ fact }: CustomerNotice): Promise<(order: Order) => string> {
  if (fact !== 'order.payment_link') return shopUrl;
  const { signingKeys: keys } = await readSecret();
  return linksOf(env.PUBLIC_BASE_URL, createSigner({ environment: stage, keys })).payUrl;
}
