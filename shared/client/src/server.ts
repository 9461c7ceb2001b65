import { inPath } from './address.ts';
import { type CallOptions, type ConnectionOptions, connect } from './connection.ts';
import type { CheckoutRequest, CheckoutResponse, Order, Refund, RefundRequest } from './contract.ts';

export interface PaymentServerOptions extends ConnectionOptions {
  /** The storefront key. Keep it on the server: in a browser it would be everybody's. */
  key: string;
}

export type PaymentServer = ReturnType<typeof paymentServer>;

/**
 * The payment API for a shop's server. Every call is safe to repeat, and is repeated after silence and passing trouble:
 * a checkout and a refund are told by their ids and bodies, a withdrawal by its order.
 *
 * @throws PaymentError from every call; TypeError at once for options that cannot be right
 */
export function paymentServer({ key, ...options }: PaymentServerOptions) {
  const ask = connect(options, key);
  const orderPath = (orderId: string) => `/orders/${inPath(orderId, 'orderId')}`;
  return {
    /** Begins the payment of an order; the same request again is answered with how it stands. */
    startCheckout: async (
      request: CheckoutRequest,
      { signal }: CallOptions = {},
    ): Promise<CheckoutResponse> =>
      ask({ method: 'POST', path: '/checkouts', body: request, isRepeatable: true, signal }),

    /** Decide by its `status`: only `paid` means paid. */
    getOrder: async (orderId: string, { signal }: CallOptions = {}): Promise<Order> =>
      ask({ method: 'GET', path: orderPath(orderId), isRepeatable: true, signal }),

    /** Withdraws the order. A `pending` one in the answer is still in doubt, and `cancelled` once that is decided. */
    cancelOrder: async (orderId: string, { signal }: CallOptions = {}): Promise<Order> =>
      ask({ method: 'POST', path: `${orderPath(orderId)}/cancel`, isRepeatable: true, signal }),

    /** Reserves the amount and sends it afterwards: follow it with `getRefund`. */
    requestRefund: async (
      orderId: string,
      request: RefundRequest,
      { signal }: CallOptions = {},
    ): Promise<Refund> =>
      ask({
        method: 'POST',
        path: `${orderPath(orderId)}/refunds`,
        body: request,
        isRepeatable: true,
        signal,
      }),

    /** `succeeded` and `refused` are final. */
    getRefund: async (orderId: string, refundId: string, { signal }: CallOptions = {}): Promise<Refund> => {
      const path = `${orderPath(orderId)}/refunds/${inPath(refundId, 'refundId')}`;
      return ask({ method: 'GET', path, isRepeatable: true, signal });
    },
  };
}
