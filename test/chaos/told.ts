import { factsOf } from '../../shared/domain/facts.ts';
import type { Order } from '../../shared/domain/order.ts';
import { noticesOf } from '../../shared/usecases/channels.ts';
import type { Books } from './books.ts';
import { differs, type OwnFinding } from './finding.ts';

/** Everybody in a chaos run has an email, and the demo shop's server has an address. */
const reach = { sms: 'on', shopWebhookUrl: 'http://127.0.0.1/webhooks/payments' } as const;

/**
 * Each fact has been told to its customer and to the shop's server, and no customer has more letters than the ledger of
 * announcements counts (I7). The shop may hear a fact twice and knows it by its id.
 */
export function toldOnce(order: Order, { notices, letters }: Books): OwnFinding[] {
  const own = notices.filter(({ orderId }) => orderId === order.orderId);
  const byEmail = own.filter(({ channel }) => channel === 'email');
  const untold = noticesOf(order, factsOf(order), reach).filter(
    ({ fact, channel }) =>
      !own.some((one) => one.fact === fact && one.channel === channel && (channel !== 'shop' || one.isTaken)),
  );
  const sends = byEmail.reduce((sum, notice) => sum + notice.sends, 0);
  const received = letters.get(order.orderId) ?? 0;
  return [
    ...untold.map(({ fact, channel }) => ({
      kind: 'differs' as const,
      what: `nobody was told ${fact} by ${channel}`,
    })),
    ...differs(received < byEmail.length, `${received} letters for ${byEmail.length} facts`),
    ...differs(received > sends, `${received} letters, and ${sends} sends were counted`),
  ];
}
