import * as z from 'zod/mini';
import { internalNames } from './codes.ts';
import type { Dialect } from './dialect.ts';
import type { Reading } from './verdict.ts';

/** Tokenized checkout v2: a refusal is HTTP 400 with an envelope, and a success carries no code at all. */
export const dialectV2: Dialect = {
  root: '/v2/tokenized-checkout',
  paths: {
    grant: '/auth/grant-token',
    refresh: '/auth/refresh-token',
    create: '/payment/create',
    execute: '/payment/execute',
    query: '/query/payment',
    search: '/general/search-transaction',
  },
  paymentId: 'paymentId',
  trxId: 'trxId',
  createExtras: {},
  read: readV2,
};

/** `bkash-api.md` section 8, row 3: the four fields must be there, the messages may be null. */
const envelopeSchema = z.object({
  internalCode: z.nullable(z.string().check(z.maxLength(64))),
  externalCode: z.nullable(z.string().check(z.maxLength(64))),
  errorMessageEn: z.nullable(z.string()),
  errorMessageBn: z.nullable(z.string()),
});
/** One that says anything but success makes the answer a contradiction. */
const successSchema = z.object({ statusCode: z.optional(z.literal('0000')) });

function readV2(status: number, body: unknown): Reading {
  if (status === 200) return successSchema.safeParse(body).success ? 'success' : undefined;
  const envelope = status === 400 ? envelopeSchema.safeParse(body).data : undefined;
  if (!envelope) return undefined;
  // The code of the list, from the number or else from the name. If they disagree, we do not understand the answer.
  const named = internalNames.get(envelope.internalCode ?? '');
  const code = envelope.externalCode || named;
  if (code === undefined || (named !== undefined && named !== code)) return undefined;
  return { code, en: envelope.errorMessageEn, bn: envelope.errorMessageBn };
}
