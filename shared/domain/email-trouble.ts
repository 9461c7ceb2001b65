import { noted, type Order } from './order.ts';

/**
 * What the address's own server said of an order's email. `bounced`: nobody is there, so the customer is told by SMS
 * if he left a number. `complained`: he called it spam; he was told, and is written no more.
 */
export type EmailTrouble = 'bounced' | 'complained';

/** The first word stands. An order whose trouble is known comes out as it went in. */
export function withEmailTrouble(order: Order, trouble: EmailTrouble, now: number): Order {
  if (order.emailTrouble || order.customer.email === undefined) return order;
  return noted({ ...order, emailTrouble: trouble }, `email_${trouble}`, now);
}
