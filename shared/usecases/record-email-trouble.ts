import type { Orders } from '../adapters/dynamodb/port.ts';
import type { EmailEvent } from '../adapters/sqs/port.ts';
import type { Telemetry } from '../adapters/telemetry/port.ts';
import { type EmailTrouble, withEmailTrouble } from '../domain/email-trouble.ts';
import type { Order } from '../domain/order.ts';
import type { Reach } from './channels.ts';
import type { Clock } from './ports.ts';
import { transition } from './transition.ts';

/**
 * An email to an order's customer came back, or he complained of it. It is written down on the order, and that write
 * tells the rest: what the stream announces goes by the channels that are left, so each fact by SMS once.
 */
export async function recordEmailTrouble(
  ports: {
    settings: Pick<Reach, 'sms'>;
    orders: Pick<Orders, 'find' | 'save'>;
    clock: Pick<Clock, 'now'>;
    telemetry: Telemetry;
  },
  event: EmailEvent,
): Promise<void> {
  const { orderId } = event;
  const order = await ports.orders.find(orderId);
  const trouble = order && troubleOf(event, order, ports.settings);
  if (!trouble)
    return ports.telemetry.event('NoticeDropped', { orderId, channel: 'email', reason: event.kind });
  await transition(ports.orders, order, (current) => withEmailTrouble(current, trouble, ports.clock.now()));
  ports.telemetry.event(trouble === 'bounced' ? 'EmailBounced' : 'EmailComplained', { orderId });
}

/** A full mailbox may be emptied: where no SMS can take its place, the next email is worth its try. */
function troubleOf(
  { kind }: EmailEvent,
  { customer }: Order,
  { sms }: Pick<Reach, 'sms'>,
): EmailTrouble | undefined {
  if (kind === 'complaint') return 'complained';
  const hasSms = sms === 'on' && customer.phone !== undefined;
  return kind === 'bounce' || hasSms ? 'bounced' : undefined;
}
