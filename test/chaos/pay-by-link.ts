import type { CheckoutResponse } from '../../shared/contract/checkout-response.ts';
import type { Stage } from './stage.ts';

/** Where the link leads straight to the shop, it is paid already. */
export async function payByLink({ insisting }: Stage, order: CheckoutResponse): Promise<void> {
  const callback = await insisting.leaveBkashByLink(order);
  if (!callback) return;
  await insisting.insist(`the callback of ${order.orderId}`, () => insisting.redirected(callback));
}
