import * as z from 'zod/mini';
import type { Dialect } from './dialect.ts';
import { lenient } from './lenient-field.ts';
import type { Reading } from './verdict.ts';

/** Tokenized checkout v1.2.0-beta: HTTP 200 whatever happened, and the body says whether it was a success. */
export const dialectV1: Dialect = {
  root: '/v1.2.0-beta/tokenized/checkout',
  paths: {
    grant: '/token/grant',
    refresh: '/token/refresh',
    create: '/create',
    execute: '/execute',
    query: '/payment/status',
    search: '/general/searchTransaction',
  },
  paymentId: 'paymentID',
  trxId: 'trxID',
  /** A payment without an agreement, which v2 says by its path. */
  createExtras: { mode: '0011' },
  read: readV1,
};

const code = z.optional(z.string().check(z.maxLength(64)));
/** `bkash-api.md` section 8, rows 1 and 2; the second spelling is documented for create and execute. */
const statusSchema = z.object({
  statusCode: code,
  errorCode: code,
  statusMessage: lenient(z.string()),
  errorMessage: lenient(z.string()),
});

function readV1(status: number, body: unknown): Reading {
  const said = status === 200 ? statusSchema.safeParse(body).data : undefined;
  if (!said) return undefined;
  const { statusCode, errorCode } = said;
  if (statusCode === '0000') return errorCode === undefined ? 'success' : undefined;
  const refused = statusCode ?? errorCode;
  if (refused === undefined || (errorCode ?? refused) !== refused) return undefined;
  return { code: refused, en: said.statusMessage ?? said.errorMessage };
}
