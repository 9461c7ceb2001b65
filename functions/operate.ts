import { dynamoAnnouncementLedger } from '../shared/adapters/dynamodb/announcement-ledger.ts';
import type { CustomerNotice } from '../shared/adapters/dynamodb/notice-port.ts';
import { dynamoOrderSweep } from '../shared/adapters/dynamodb/order-sweep.ts';
import { dynamoPaymentClaimDesk } from '../shared/adapters/dynamodb/payment-claim-desk.ts';
import { dynamoPaymentClaims } from '../shared/adapters/dynamodb/payment-claims.ts';
import { dynamoUnclaimedDesk } from '../shared/adapters/dynamodb/unclaimed-desk.ts';
import type { SettleMessage, ShopMessage } from '../shared/adapters/sqs/port.ts';
import { sqsClient, sqsQueue } from '../shared/adapters/sqs/queue.ts';
import type { OperationEvent } from '../shared/contract/operation.ts';
import { checkoutLine } from './edge/checkout-line.ts';
import { clock } from './edge/clock.ts';
import { readEnvironment } from './edge/environment.ts';
import { eventDoor } from './edge/event-door.ts';
import { operate } from './edge/operations.ts';
import { refundsOf } from './edge/refunds.ts';
import { tableOf } from './edge/table.ts';
import { paymentRoom } from './edge/wiring.ts';

const env = readEnvironment('operate');
const room = paymentRoom(env, checkoutLine);
const refundsFor = refundsOf(env.STAGE_CONFIG);
const table = tableOf(env);
const sqs = sqsClient();
const desk = {
  desk: dynamoUnclaimedDesk(table, env.STAGE_CONFIG.waits, clock.now),
  claims: dynamoPaymentClaims(table),
  claimDesk: dynamoPaymentClaimDesk(table),
  sweep: dynamoOrderSweep(table),
  ledger: dynamoAnnouncementLedger(table),
  settleQueue: sqsQueue<SettleMessage>(env.SETTLE_QUEUE_URL, sqs),
  noticeQueue: sqsQueue<CustomerNotice>(env.NOTICE_QUEUE_URL, sqs),
  shopQueue: sqsQueue<ShopMessage>(env.SHOP_QUEUE_URL, sqs),
};

/** What `npm run ops` asks for. No route leads here: whoever may invoke it by name is an operator. */
export const handler = eventDoor(async (event: OperationEvent) => {
  const { ports, secret } = await room();
  return operate({ ...ports, ...refundsFor(secret), ...desk }, event);
});
