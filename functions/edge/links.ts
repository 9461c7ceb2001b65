import type { Signer } from '../../shared/adapters/signing/port.ts';
import type { Links } from '../../shared/usecases/ports.ts';

/** Addresses of this deployment. The base comes from configuration, never from a request's `Host`. */
export function linksOf(baseUrl: string, signer: Signer): Links {
  const orderToken: Links['orderToken'] = ({ orderId, token }) =>
    signer.orderToken(orderId, token.expiresAt, token.keyId);
  return {
    currentKeyId: signer.currentKeyId,
    orderToken,
    payUrl: (order) => `${baseUrl}/pay/${order.orderId}?token=${orderToken(order)}`,
    callbackUrl: ({ orderId }, attempt) =>
      `${baseUrl}/callbacks/bkash/${orderId}/${attempt}/${signer.callbackMac(orderId, attempt)}`,
  };
}
