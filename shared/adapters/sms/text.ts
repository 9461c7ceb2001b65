import type { ToldFact } from '../../domain/facts.ts';
import type { Order } from '../../domain/order.ts';
import type { Shop } from '../ses/letter.ts';
import { noteOf } from '../ses/notes.ts';

/**
 * An SMS of one or two parts: in Bangla 134 characters (UCS-2), in English 306 (GSM 03.38). A long order
 * number is cut to fit; a link cannot be, so a long one may take a third part.
 */
export function smsTextOf(order: Order, fact: ToldFact, { shopName, linkTo }: Shop): string {
  if (fact === 'order.payment_link') return `${shopName}: ${payHere[order.locale]} ${linkTo(order)}`;
  return `${shopName}: ${noteOf(order, fact)} (${shortOrderId(order.orderId)})`;
}

const payHere: Record<Order['locale'], string> = {
  bn: 'এখন বিকাশে দিন',
  en: 'You can pay with bKash now:',
};

/** The end of an order's number tells it apart; two dots, because the one character for three is none of GSM's. */
function shortOrderId(orderId: string): string {
  return orderId.length <= 24 ? orderId : `..${orderId.slice(-12)}`;
}
