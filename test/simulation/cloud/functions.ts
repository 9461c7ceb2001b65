import type { BkashPayments } from '../../../shared/adapters/bkash/port.ts';
import type { CustomerNotice } from '../../../shared/adapters/dynamodb/notice-port.ts';
import type { SnsEnvelope } from '../../../shared/adapters/sns/port.ts';
import { parseNotice } from '../../../shared/adapters/sqs/notice-message.ts';
import type { SettleMessage } from '../../../shared/adapters/sqs/port.ts';
import { parseSettleMessage } from '../../../shared/adapters/sqs/settle-message.ts';
import type { Checkout } from '../../../shared/domain/checkout.ts';
import type { MoneyBack } from '../../../shared/domain/money-back.ts';
import type { Order } from '../../../shared/domain/order.ts';
import type { RefundRequest } from '../../../shared/domain/refunding.ts';
import type { ReviewVerdict } from '../../../shared/domain/reviewing.ts';
import { announce, announceSweep, type OrderWrite } from '../../../shared/usecases/announce.ts';
import { attachUnclaimed } from '../../../shared/usecases/attach-unclaimed.ts';
import { cancelOrder } from '../../../shared/usecases/cancel-order.ts';
import { createSdkPayment } from '../../../shared/usecases/create-sdk-payment.ts';
import { deliver } from '../../../shared/usecases/deliver.ts';
import { executeSdkPayment } from '../../../shared/usecases/execute-sdk-payment.ts';
import { followPayLink } from '../../../shared/usecases/follow-pay-link.ts';
import { judgeHeld } from '../../../shared/usecases/judge-held.ts';
import { judgeReview } from '../../../shared/usecases/judge-order.ts';
import { lookAgain } from '../../../shared/usecases/look-again.ts';
import { offerLink } from '../../../shared/usecases/offer-link.ts';
import { probeBkash, tokenThroughGate } from '../../../shared/usecases/pass-gate.ts';
import { readOrder } from '../../../shared/usecases/read-order.ts';
import { receiveWebhook } from '../../../shared/usecases/receive-webhook.ts';
import { reconcilePayments } from '../../../shared/usecases/reconcile-payments.ts';
import { renewToken } from '../../../shared/usecases/renew-token.ts';
import { requestRefund } from '../../../shared/usecases/request-refund.ts';
import { type BrowserReturn, returnFromBkash } from '../../../shared/usecases/return-from-bkash.ts';
import { returnUnclaimed } from '../../../shared/usecases/return-unclaimed.ts';
import { ringSurplus } from '../../../shared/usecases/ring-surplus.ts';
import { sendMoneyBack } from '../../../shared/usecases/send-money-back.ts';
import { settleRefund } from '../../../shared/usecases/settle-money-back.ts';
import { settleWebhook } from '../../../shared/usecases/settle-webhook.ts';
import { startCheckout } from '../../../shared/usecases/start-checkout.ts';
import { tellWait } from '../../../shared/usecases/tell.ts';
import { writeOffUnclaimed } from '../../../shared/usecases/write-off-unclaimed.ts';
import type { ProductLine } from './product-line.ts';
import type { Room } from './room.ts';

/** The daily sweep goes back so far (`functions/announce.ts`). */
const sweepsBackMs = 3 * 24 * 60 * 60_000;

/**
 * Our functions without their doors: what each of `functions/` does with its ports, use case by use case. A sabotage
 * puts something else in the place of one of them.
 */
export const functions = {
  startCheckout: (room: Room, checkout: Checkout) => startCheckout(room, checkout),
  followPayLink: (room: Room, orderId: string) => followPayLink(room, orderId),
  returnFromBkash: (room: Room, back: BrowserReturn) => returnFromBkash(room, back),
  createSdkPayment: (room: Room, orderId: string) => createSdkPayment(room, orderId),
  executeSdkPayment: (room: Room, approved: { orderId: string; paymentId: string }) =>
    executeSdkPayment(room, approved),
  readOrder: (room: Room, orderId: string) => readOrder(room, orderId),
  cancelOrder: (room: Room, orderId: string) => cancelOrder(room, orderId),
  requestRefund: (room: Room, orderId: string, request: RefundRequest) =>
    requestRefund(room, orderId, request),
  receiveWebhook: (room: Room, envelope: SnsEnvelope) => receiveWebhook(envelope, room.clock.now(), room),
  reconcilePayments: (room: Room) => reconcilePayments(room),
  announce: (room: Room, writes: readonly OrderWrite[]) => announce(room, writes),
  announceSweep: (room: Room) =>
    announceSweep({ ...room, orders: room.sweep }, room.clock.now() - sweepsBackMs),
  deliver: (room: Room, body: string, messageId: string) =>
    deliver(room, parseNotice(body) as CustomerNotice, messageId),

  attachUnclaimed: (room: Room, trxId: string, orderId: string) => attachUnclaimed(room, trxId, orderId),
  returnUnclaimed: (room: Room, trxId: string) => returnUnclaimed(room, trxId),
  writeOffUnclaimed: (room: Room, trxId: string) => writeOffUnclaimed(room, trxId, 'paid back by hand'),
  judgeReview: (room: Room, orderId: string, verdict: ReviewVerdict) => judgeReview(room, orderId, verdict),

  settleRefund: (room: Room, orderId: string, refundId: string) =>
    settleRefund(room, orderId, refundId, { as: 'refused', reason: 'bKash never performed it' }),

  async settle(room: Room, body: string): Promise<void> {
    const message = parseSettleMessage(body);
    if (!message) throw new Error('A message of the settle queue is none of ours.');
    await settleOne(room, message);
  },

  async renewToken(room: Room): Promise<void> {
    const page = { ...room, bkash: room.bkash[room.settings.bkash.generation] };
    await Promise.all([renewed(room, page), room.checkout && renewed(room, room.checkout)]);
  },
};

export type Functions = typeof functions;

/** As `functions/renew-token.ts` does it, one product at a time. */
async function renewed({ clock }: Room, { bkash, gate, renewal }: ProductLine & { bkash: BkashPayments }) {
  const tokens = renewal(0);
  const passes = async () => Boolean(await tokenThroughGate({ clock }, { bkash, gate, tokens }, {}));
  await renewToken(tokens, clock.now(), passes);
}

/** As `functions/settle-payments.ts` does it. */
async function settleOne(room: Room, message: SettleMessage): Promise<void> {
  if (message.kind === 'probe') return probeBkash(room);
  if (message.kind === 'webhook') return settleWebhook(room, message);
  if (message.kind === 'held') return judgeHeld(room, message);
  const order = await room.orders.find(message.orderId);
  if (!order) return;
  const { executeAbortInConsumerMs: executeAbortMs } = room.settings.waits;
  const sendBack = (current: Order, due: MoneyBack) => sendMoneyBack(room, current, due, executeAbortMs);
  const looked = await lookAgain(room, order, { executeAbortMs, sendBack });
  tellWait(room.telemetry, looked, room.clock.now());
  await offerLink(room, await ringSurplus(room, looked));
}
