import type { Order } from '../../shared/domain/order.ts';
import { statusOf } from '../../shared/domain/status.ts';

/** Back to the shop: the order's own return address, with what the shop's page wants to know at first sight. */
export function shopUrl(order: Order): string {
  const url = new URL(order.returnUrl);
  url.searchParams.set('orderId', order.orderId);
  url.searchParams.set('status', statusOf(order));
  return url.href;
}
