import { noted, type Order } from './order.ts';

/**
 * What the address's own server said of an order's email. `bounced`: nobody is there, so the customer is told by SMS
 * if he left a number. `complained`: he called it spam; he was told, and is written no more.
 */
export type EmailTrouble = 'bounced' | 'complained';

/** The first word stands, but for a complaint after a bounce: he is reached, and wants no more. */
export function withEmailTrouble(order: Order, trouble: EmailTrouble, now: number): Order {
  const { customer, emailTrouble: known } = order;
  const isNews = known === undefined || (known === 'bounced' && trouble === 'complained');
  if (!isNews || customer.email === undefined) return order;
  return noted({ ...order, emailTrouble: trouble }, `email_${trouble}`, now);
}
