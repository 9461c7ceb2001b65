import type { LedgerEraser, Notice } from '../adapters/dynamodb/notice-port.ts';
import type { Orders } from '../adapters/dynamodb/port.ts';
import type { NoticeQueue, ShopQueue } from '../adapters/sqs/port.ts';
import type { Telemetry } from '../adapters/telemetry/port.ts';
import { type Reach, reasonForSilence } from './channels.ts';
import type { Clock } from './ports.ts';

export interface ResendPorts {
  settings: Reach;
  orders: Pick<Orders, 'find'>;
  ledger: LedgerEraser;
  noticeQueue: NoticeQueue;
  shopQueue: ShopQueue;
  clock: Pick<Clock, 'now'>;
  telemetry: Telemetry;
}

/**
 * Tells a fact once more, because a person says so: the one way past the ledger (I7). The entry is taken out first: if
 * the queue then fails, the daily sweep finds a fact without an entry and queues it.
 * @returns why nothing was sent: `no_order`, `true_no_more` or `no_address`; undefined when it was queued
 */
export async function resendNotice(ports: ResendPorts, notice: Notice): Promise<string | undefined> {
  const order = await ports.orders.find(notice.orderId);
  const silence = reasonForSilence(order, notice, ports.settings, ports.clock.now());
  if (silence) return silence;
  await ports.ledger.forget(notice);
  if (notice.channel === 'shop') await ports.shopQueue.send(notice);
  else await ports.noticeQueue.send(notice);
  ports.telemetry.event('NoticeResent', { ...notice });
  return undefined;
}
