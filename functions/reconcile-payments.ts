import { dynamoDueOrders } from '../shared/adapters/dynamodb/due-orders.ts';
import { dynamoHealthGate } from '../shared/adapters/dynamodb/health-gate.ts';
import type { SettleMessage } from '../shared/adapters/sqs/port.ts';
import { sqsClient, sqsQueue } from '../shared/adapters/sqs/queue.ts';
import type { Product } from '../shared/domain/order.ts';
import { reconcilePayments } from '../shared/usecases/reconcile-payments.ts';
import { clock } from './edge/clock.ts';
import { readEnvironment } from './edge/environment.ts';
import { eventDoor } from './edge/event-door.ts';
import { telemetry } from './edge/log.ts';
import { tableOf } from './edge/table.ts';

const env = readEnvironment('reconcile-payments');
const settings = env.STAGE_CONFIG;
const table = tableOf(env);
const gateOf = (product: Product) => dynamoHealthGate(table, clock.now, telemetry, product);
const ports = {
  settings,
  due: dynamoDueOrders(table),
  gate: gateOf('tokenized'),
  checkoutGate: settings.bkash.checkoutOrigin === undefined ? undefined : gateOf('checkout'),
  settleQueue: sqsQueue<SettleMessage>(env.SETTLE_QUEUE_URL, sqsClient()),
  clock,
};

/** Every minute: whatever is due goes to the settle queue. */
export const handler = eventDoor(async () => ({ sent: await reconcilePayments(ports) }));
