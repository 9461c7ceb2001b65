import type { AnnouncementLedger, CustomerNotice } from '../adapters/dynamodb/notice-port.ts';
import type { Orders } from '../adapters/dynamodb/port.ts';
import type { Sender } from '../adapters/ses/port.ts';
import type { Telemetry } from '../adapters/telemetry/port.ts';
import { type Reach, reasonForSilence } from './channels.ts';
import type { Clock } from './ports.ts';

export interface DeliverPorts {
  settings: Reach;
  orders: Pick<Orders, 'find'>;
  ledger: AnnouncementLedger;
  senders: Record<CustomerNotice['channel'], Sender>;
  clock: Pick<Clock, 'now'>;
  telemetry: Telemetry;
}

/**
 * Tells one customer one fact by one channel, once (I7). The claim in the ledger is written before the send and
 * nothing after it, so a crash between the two leaves the claim standing: only this message, brought again by the
 * queue, may send again, and the ledger counts it.
 *
 *   message ─► still true? ─► claim ─┬─ sent ─► drop          ┌─ accepted ─► done
 *                                    ├─ busy ─► throw         │
 *                                    └─ send ─► the carrier ──┼─ refused ─► release, throw
 *                                                             └─ silent ──► throw, the claim stays
 *
 * Throws when the queue has to bring the message again.
 */
export async function deliver(ports: DeliverPorts, notice: CustomerNotice, messageId: string): Promise<void> {
  const order = await ports.orders.find(notice.orderId);
  const silence = reasonForSilence(order, notice, ports.settings, ports.clock.now());
  if (!order || silence) return dropped(ports, notice, messageId, silence ?? 'no_order');

  const claim = await ports.ledger.claim(notice, messageId, ports.clock.now());
  if (claim === 'sent') return dropped(ports, notice, messageId, 'told_already');
  if (claim === 'busy') throw new Error('This notice is being sent; the queue brings it again.');

  const sending = await ports.senders[notice.channel].send(order, notice.fact);
  if (sending.kind === 'accepted') return ports.telemetry.event('NoticeSent', { ...notice, messageId });

  ports.telemetry.event('NoticeFailed', { ...notice, messageId, reason: sending.kind, code: sending.code });
  ports.telemetry.metric('NoticeFailed');
  if (sending.kind === 'refused') await ports.ledger.release(notice, messageId);
  throw new Error(`The ${notice.channel} was not sent: ${sending.kind}, ${sending.code}.`);
}

function dropped(
  { telemetry }: DeliverPorts,
  notice: CustomerNotice,
  messageId: string,
  reason: string,
): void {
  telemetry.event('NoticeDropped', { ...notice, messageId, reason });
}
