import type { ToldFact } from '../../domain/facts.ts';
import type { Order } from '../../domain/order.ts';

/** One channel's way to a customer. Writes the message and sends it; never throws for what the carrier does. */
export interface Sender {
  send(order: Order, fact: ToldFact): Promise<Sending>;
}

export type Sending =
  | { kind: 'accepted' }
  /** Certainly not sent: the carrier said no, or no connection was opened. */
  | { kind: 'refused'; code: string }
  /** It may have been sent. */
  | { kind: 'unanswered'; code: string };
