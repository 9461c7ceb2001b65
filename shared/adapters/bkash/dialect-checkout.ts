import * as z from 'zod/mini';
import { lenient } from './lenient-field.ts';
import type { Reading } from './verdict.ts';

/**
 * The product in the shop's page, v1.2.0-beta only: HTTP 200 whatever happened, a refusal by its error code, a success
 * by having none. A payment that is there is named in the path (`bkash-api.md` section 2.1).
 */
export const dialectCheckout = {
  root: '/v1.2.0-beta/checkout',
  paths: {
    grant: '/token/grant',
    refresh: '/token/refresh',
    create: '/payment/create',
    execute: (paymentId: string) => `/payment/execute/${encodeURIComponent(paymentId)}`,
    query: (paymentId: string) => `/payment/query/${encodeURIComponent(paymentId)}`,
    search: (trxId: string) => `/payment/search/${encodeURIComponent(trxId)}`,
  },
  read: readCheckout,
};

const code = z.optional(z.string().check(z.maxLength(64)));
/** `bkash-api.md` section 8, row 2. No source shows a status code here: one that is no success decides nothing. */
const statusSchema = z.object({ statusCode: code, errorCode: code, errorMessage: lenient(z.string()) });

function readCheckout(status: number, body: unknown): Reading {
  const said = status === 200 ? statusSchema.safeParse(body).data : undefined;
  if (!said) return undefined;
  const { statusCode, errorCode, errorMessage } = said;
  if (errorCode === undefined) return (statusCode ?? '0000') === '0000' ? 'success' : undefined;
  return (statusCode ?? errorCode) === errorCode ? { code: errorCode, en: errorMessage } : undefined;
}
