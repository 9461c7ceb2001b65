import { dynamoHeldMessages } from '../shared/adapters/dynamodb/held-messages.ts';
import { dynamoJournal, dynamoJournalLookup } from '../shared/adapters/dynamodb/journal.ts';
import { dynamoPaymentClaims } from '../shared/adapters/dynamodb/payment-claims.ts';
import { parseEnvelope } from '../shared/adapters/sns/envelope.ts';
import { parsePaymentNotice } from '../shared/adapters/sns/notification.ts';
import { snsVerifier } from '../shared/adapters/sns/verify.ts';
import type { SettleMessage } from '../shared/adapters/sqs/port.ts';
import { sqsClient, sqsQueue } from '../shared/adapters/sqs/queue.ts';
import { parseSettleMessage } from '../shared/adapters/sqs/settle-message.ts';
import type { MoneyBack } from '../shared/domain/money-back.ts';
import type { Order } from '../shared/domain/order.ts';
import { closeRecorded } from '../shared/usecases/close-claim.ts';
import { judgeClaim } from '../shared/usecases/judge-claim.ts';
import { judgeHeld } from '../shared/usecases/judge-held.ts';
import { lookAgain } from '../shared/usecases/look-again.ts';
import { offerLink } from '../shared/usecases/offer-link.ts';
import { probeBkash } from '../shared/usecases/pass-gate.ts';
import { ringSurplus } from '../shared/usecases/ring-surplus.ts';
import { sendMoneyBack } from '../shared/usecases/send-money-back.ts';
import { settleWebhook } from '../shared/usecases/settle-webhook.ts';
import { tellWait } from '../shared/usecases/tell.ts';
import { checkoutLine } from './edge/checkout-line.ts';
import { readEnvironment } from './edge/environment.ts';
import { queueDoor } from './edge/queue-door.ts';
import { refundsOf } from './edge/refunds.ts';
import { tableOf } from './edge/table.ts';
import { paymentRoom } from './edge/wiring.ts';

const env = readEnvironment('settle-payments');
const room = paymentRoom(env, checkoutLine);
const refundsFor = refundsOf(env.STAGE_CONFIG);
const table = tableOf(env);
const consumer = {
  held: dynamoHeldMessages(table),
  claims: dynamoPaymentClaims(table),
  journal: dynamoJournal(table),
  journalled: dynamoJournalLookup(table),
  settleQueue: sqsQueue<SettleMessage>(env.SETTLE_QUEUE_URL, sqsClient()),
  verifier: snsVerifier(env.STAGE_CONFIG),
  readEnvelope: (body: string) => parseEnvelope(Buffer.from(body)),
  readNotice: parsePaymentNotice,
};

/** The consumer of the settle queue: a webhook or a claim to weigh, an order whose time has come, a bKash to listen for. */
export const handler = queueDoor(async ({ body }) => {
  const message = parseSettleMessage(body);
  if (!message) throw new Error('A message of the settle queue is none of ours.');
  const { ports, secret } = await room();
  if (message.kind === 'probe') return probeBkash(ports);
  if (message.kind === 'claim') return judgeClaim({ ...ports, ...consumer }, message);
  if (message.kind === 'webhook') return settleWebhook({ ...ports, ...consumer }, message);
  if (message.kind === 'held') return judgeHeld({ ...ports, ...consumer }, message);

  const order = await ports.orders.find(message.orderId);
  const { executeAbortInConsumerMs: executeAbortMs } = ports.settings.waits;
  if (!order) return;
  const ways = refundsFor(secret);
  const sendBack = (current: Order, due: MoneyBack) =>
    sendMoneyBack({ ...ports, ...ways }, current, due, executeAbortMs);
  const looked = await lookAgain({ ...ports, ...consumer }, order, { executeAbortMs, sendBack });
  await closeRecorded({ ...ports, ...consumer }, order, looked);
  tellWait(ports.telemetry, looked, ports.clock.now());
  await offerLink(ports, await ringSurplus(ports, looked));
});
