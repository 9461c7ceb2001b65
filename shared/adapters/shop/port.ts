import type { OrderView } from '../../contract/order-view.ts';
import type { PaymentEventType } from '../../contract/payment-event.ts';
import type { Sending } from '../ses/port.ts';

/** The shop's own server, as the receiver of signed messages. */
export interface ShopServer {
  /** Never throws for what the server does: only a 2xx within the time is `accepted`. */
  post(message: ShopPost): Promise<Sending>;
}

export interface ShopPost {
  /** The same at every try, so that the shop can tell a repetition. */
  id: string;
  type: PaymentEventType;
  /** When it became true, epoch ms. */
  at: number;
  order: OrderView;
}
