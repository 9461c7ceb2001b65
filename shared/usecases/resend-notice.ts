import type { LedgerEraser, Notice } from '../adapters/dynamodb/notice-port.ts';
import type { Orders } from '../adapters/dynamodb/port.ts';
import type { NoticeQueue, ShopQueue } from '../adapters/sqs/port.ts';
import type { Telemetry } from '../adapters/telemetry/port.ts';
import { factsOf } from '../domain/facts.ts';
import { maskedEmail, maskedWallet } from '../domain/ids.ts';
import { noted, type Order } from '../domain/order.ts';
import { noticesOf, type Reach, reasonForSilence } from './channels.ts';
import type { Clock } from './ports.ts';
import { transition } from './transition.ts';

export interface ResendPorts {
  settings: Reach;
  orders: Pick<Orders, 'find' | 'save'>;
  ledger: LedgerEraser;
  noticeQueue: NoticeQueue;
  shopQueue: ShopQueue;
  clock: Pick<Clock, 'now'>;
  telemetry: Telemetry;
}

/** What may be told once more, and to whom: the address is masked. */
export interface Resendable {
  notice: Notice;
  to: string;
}

/** Every fact that is true of an order, by every channel that it goes by; undefined when there is no such order. */
export async function listResendable(
  { orders, settings, clock }: Pick<ResendPorts, 'orders' | 'settings' | 'clock'>,
  orderId: string,
): Promise<Resendable[] | undefined> {
  const order = await orders.find(orderId);
  if (!order) return undefined;
  const notices = noticesOf(order, factsOf(order), settings);
  return notices
    .filter((notice) => reasonForSilence(order, notice, settings, clock.now()) === undefined)
    .map((notice) => ({ notice, to: recipientOf(order, notice, settings) }));
}

/**
 * Tells a fact once more, because a person says so: the one way past the ledger (I7). The order's timeline says so first
 * and the entry is taken out next: if the queue then fails, the daily sweep finds an order written lately with a fact
 * without an entry, and queues it.
 */
export async function resendNotice(
  ports: ResendPorts,
  notice: Notice,
): Promise<{ kind: 'queued'; to: string } | { kind: 'refused'; why: string }> {
  const now = ports.clock.now();
  const order = await ports.orders.find(notice.orderId);
  const silence = reasonForSilence(order, notice, ports.settings, now);
  if (!order || silence) return { kind: 'refused', why: silence ?? 'no_order' };
  await transition(ports.orders, order, (current) => noted(current, 'told_again', now));
  await ports.ledger.forget(notice);
  if (notice.channel === 'shop') await ports.shopQueue.send(notice);
  else await ports.noticeQueue.send(notice);
  ports.telemetry.event('NoticeResent', { ...notice });
  return { kind: 'queued', to: recipientOf(order, notice, ports.settings) };
}

function recipientOf({ customer }: Order, { channel }: Notice, { shopWebhookUrl }: Reach): string {
  switch (channel) {
    case 'email':
      return maskedEmail(customer.email ?? '');
    case 'sms':
      return maskedWallet(customer.phone ?? '');
    case 'shop':
      return new URL(shopWebhookUrl ?? '').host;
  }
}
