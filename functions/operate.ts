import { dynamoOrderSweep } from '../shared/adapters/dynamodb/order-sweep.ts';
import { dynamoPaymentClaimDesk } from '../shared/adapters/dynamodb/payment-claim-desk.ts';
import { dynamoPaymentClaims } from '../shared/adapters/dynamodb/payment-claims.ts';
import { dynamoUnclaimedDesk } from '../shared/adapters/dynamodb/unclaimed-desk.ts';
import type { SettleMessage } from '../shared/adapters/sqs/port.ts';
import { sqsClient, sqsQueue } from '../shared/adapters/sqs/queue.ts';
import type { OperationEvent } from '../shared/contract/operation.ts';
import { checkoutLine } from './edge/checkout-line.ts';
import { clock } from './edge/clock.ts';
import { readEnvironment } from './edge/environment.ts';
import { eventDoor } from './edge/event-door.ts';
import { operate } from './edge/operations.ts';
import { paymentRoom, tableOf } from './edge/wiring.ts';

const env = readEnvironment('operate');
const room = paymentRoom(env, checkoutLine);
const table = tableOf(env);
const desk = {
  desk: dynamoUnclaimedDesk(table, env.STAGE_CONFIG.waits, clock.now),
  claims: dynamoPaymentClaims(table),
  claimDesk: dynamoPaymentClaimDesk(table),
  sweep: dynamoOrderSweep(table),
  settleQueue: sqsQueue<SettleMessage>(env.SETTLE_QUEUE_URL, sqsClient()),
};

/** What `npm run ops` asks for. No route leads here: whoever may invoke it by name is an operator. */
export const handler = eventDoor(async (event: OperationEvent) => {
  const { ports } = await room();
  return operate({ ...ports, ...desk }, event);
});
