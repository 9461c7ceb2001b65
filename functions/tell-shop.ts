import { dynamoOrders } from '../shared/adapters/dynamodb/orders.ts';
import { dynamoShopLedger } from '../shared/adapters/dynamodb/shop-ledger.ts';
import type { ShopServer } from '../shared/adapters/shop/port.ts';
import { shopWebhook } from '../shared/adapters/shop/webhook.ts';
import { parseShopMessage } from '../shared/adapters/sqs/notice-message.ts';
import type { ShopMessage } from '../shared/adapters/sqs/port.ts';
import { sqsClient, sqsQueue } from '../shared/adapters/sqs/queue.ts';
import { tellShop } from '../shared/usecases/tell-shop.ts';
import { clock } from './edge/clock.ts';
import { readEnvironment } from './edge/environment.ts';
import { telemetry } from './edge/log.ts';
import { queueDoor } from './edge/queue-door.ts';
import { secretReaderOf } from './edge/secret.ts';
import { tableOf } from './edge/table.ts';

const env = readEnvironment('tell-shop');
const settings = env.STAGE_CONFIG;
const table = tableOf(env);
const readSecret = secretReaderOf(env);
const ports = {
  settings,
  orders: dynamoOrders(table, settings.waits),
  ledger: dynamoShopLedger(table),
  shopQueue: sqsQueue<ShopMessage>(env.SHOP_QUEUE_URL, sqsClient()),
  clock,
  random: Math.random,
  telemetry,
};

/** From the shop's queue: the shop's own server is told each fact that concerns it, signed, until it takes it. */
export const handler = queueDoor(async ({ body }) => {
  const message = parseShopMessage(body);
  await tellShop({ ...ports, shop: await connectShop() }, message);
});

/** A message is only queued where the stage names a server; its secret may be missing all the same. */
async function connectShop(): Promise<ShopServer> {
  const { shopWebhookUrl: url } = settings;
  const { shopWebhookSecrets: secrets } = await readSecret();
  if (!url || !secrets)
    throw new Error('The stage has no shopWebhookUrl, or its secret no shopWebhookSecrets.');
  return shopWebhook({ url, secrets, now: clock.now });
}
