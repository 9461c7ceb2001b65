import type { Dialect } from '../../../infra/local/bkash/dialect.ts';
import { dialectCheckout } from '../../../infra/local/bkash/dialect-checkout.ts';
import { dialectV1 } from '../../../infra/local/bkash/dialect-v1.ts';
import { dialectV2 } from '../../../infra/local/bkash/dialect-v2.ts';
import type { HttpRequest } from '../../../infra/local/bkash/http.ts';
import type { Operation } from '../../../infra/local/bkash/machine/operations.ts';
import { callOf } from '../../../infra/local/bkash/merchant-api.ts';
import type { Product } from '../../../shared/domain/order.ts';

/** A call of ours as bKash takes it, for whoever looks over its shoulder. */
export interface MerchantCall {
  product: Product;
  operation: Operation;
  paymentId: string | undefined;
  /** What bKash was told, in the body or by the path. */
  body: Record<string, unknown>;
}

const dialects: Array<{ product: Product; dialect: Dialect }> = [
  { product: 'tokenized', dialect: dialectV2 },
  { product: 'tokenized', dialect: dialectV1 },
  { product: 'checkout', dialect: dialectCheckout },
];

export function merchantCallOf(request: Pick<HttpRequest, 'method' | 'path' | 'body'>): MerchantCall {
  const spoken = dialects.find(({ dialect }) => request.path.startsWith(`${dialect.root}/`));
  const called = spoken && callOf(spoken.dialect, request);
  if (!called) throw new Error(`bKash has no ${request.method} ${request.path}.`);
  const { operation, body = {} } = called;
  const paymentId = body.paymentId ?? body.paymentID;
  return {
    product: spoken.product,
    operation,
    paymentId: typeof paymentId === 'string' ? paymentId : undefined,
    body,
  };
}
