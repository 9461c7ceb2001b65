import { createHash } from 'node:crypto';
import type { ShopLedger } from '../adapters/dynamodb/notice-port.ts';
import type { Orders } from '../adapters/dynamodb/port.ts';
import type { ShopServer } from '../adapters/shop/port.ts';
import type { ShopMessage, ShopQueue } from '../adapters/sqs/port.ts';
import type { Telemetry } from '../adapters/telemetry/port.ts';
import type { PaymentEventType } from '../contract/payment-event.ts';
import { factAt, partsOf } from '../domain/facts.ts';
import type { Order } from '../domain/order.ts';
import { nextRetry } from '../domain/shop-retry.ts';
import type { Waits } from '../domain/waits.ts';
import { type Reach, reasonForSilence } from './channels.ts';
import { orderView } from './order-view.ts';
import type { Clock } from './ports.ts';

export interface TellShopPorts {
  settings: Reach & { waits: Waits };
  orders: Pick<Orders, 'find'>;
  ledger: ShopLedger;
  shop: ShopServer;
  shopQueue: ShopQueue;
  clock: Pick<Clock, 'now'>;
  /** 0 to 1, evenly. */
  random(): number;
  telemetry: Telemetry;
}

/** SQS delays a message by at most 15 minutes; a longer pause is several of them. */
const maxDelayMs = 900_000;

/**
 * Tells the shop's own server one fact, at least once. The message in the queue is the intent, and the ledger is written
 * after the try: a crash in between posts once more, under the same id.
 *
 *   message ─► due? ─► still true, not taken yet? ─► POST ─┬─ 2xx ───► ledger: taken
 *      ▲        │                                          └─ else ──► ledger: failed
 *      └─ no ───┴──────────────────── fresh send, up to three days ◄────────┘     then throw: the dead-letter queue
 *
 * Waiting is a fresh send, so that it never counts as failing (as with webhooks that wait). Throws when the queue has to
 * bring the message again.
 */
export async function tellShop(ports: TellShopPorts, message: ShopMessage): Promise<void> {
  const { clock, ledger, telemetry } = ports;
  if (message.retry && message.retry.dueAt > clock.now()) return putBack(ports, message);
  const { retry, ...notice } = message;
  const order = await ports.orders.find(notice.orderId);
  const silence = reasonForSilence(order, notice, ports.settings, clock.now());
  if (!order || silence)
    return telemetry.event('NoticeDropped', { ...notice, reason: silence ?? 'no_order' });
  if (await ledger.hasTaken(notice)) {
    return telemetry.event('NoticeDropped', { ...notice, reason: 'told_already' });
  }
  const sending = await ports.shop.post(postOf(order, message, clock.now()));
  if (sending.kind === 'accepted') {
    await ledger.tried(notice, 'taken', clock.now());
    return telemetry.event('NoticeSent', notice);
  }
  const now = clock.now();
  await ledger.tried(notice, 'failed', now);
  telemetry.event('NoticeFailed', { ...notice, reason: sending.kind, code: sending.code });
  telemetry.metric('ShopWaitsSeconds', Math.round((now - (retry?.since ?? now)) / 1000));
  const next = nextRetry(retry, now, ports.settings.waits, ports.random());
  if (!next) throw new Error(`The shop has not taken this message for three days: ${sending.code}.`);
  return putBack(ports, { ...notice, retry: next });
}

function putBack({ shopQueue, clock }: TellShopPorts, message: ShopMessage): Promise<void> {
  const waitMs = Math.min(maxDelayMs, Math.max(0, (message.retry?.dueAt ?? 0) - clock.now()));
  return shopQueue.send(message, { delaySeconds: Math.ceil(waitMs / 1000) });
}

/**
 * The order as it is now, as the shop's own key would show it. The id is made of what the message is about, so that
 * a replay from the dead-letter queue, and a second message of the stream, have it too.
 */
function postOf(order: Order, { fact }: ShopMessage, now: number) {
  const about = `${order.environment} ${order.orderId} ${fact}`;
  return {
    id: `msg_${createHash('sha256').update(about).digest('hex').slice(0, 32)}`,
    // What else there is goes to no shop (`reasonForSilence`).
    type: partsOf(fact).kind as PaymentEventType,
    at: factAt(order, fact) ?? order.updatedAt,
    order: orderView(order, 'key', now),
  };
}
