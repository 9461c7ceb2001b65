import { dialectCheckout } from './dialect-checkout.ts';
import type { RefundDialect } from './refund-dialect.ts';
import { refundDialectV1 } from './refund-dialect-v1.ts';

/** The product in the shop's page returns money in v1's words, its trap included, under a root of its own. */
export const refundDialectCheckout: RefundDialect = { ...refundDialectV1, base: dialectCheckout };
