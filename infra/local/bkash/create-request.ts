import { poishaFromBkash } from '../../../shared/domain/money.ts';
import type { Body } from './http.ts';
import type { CreateCommand, Generation } from './machine/payment.ts';
import type { RefusalCode } from './machine/refusals.ts';

export type CreateFields =
  | { kind: 'command'; command: CreateCommand }
  | { kind: 'refused'; code: RefusalCode };

const maxTextLength = 255;
const forbiddenInText = /[<>&]/;
const required = ['amount', 'currency', 'intent', 'merchantInvoiceNumber', 'payerReference', 'callbackURL'];

/** Reads a create request: what is missing is 2065, what is wrong has its own code; the rest is ignored. */
export function readCreate(body: Body, generation: Generation): CreateFields {
  if (required.some((name) => isAbsent(body[name]))) return { kind: 'refused', code: '2065' };
  const { amount, merchantInvoiceNumber: invoice, payerReference, callbackURL: callbackUrl } = body;
  const amountPoisha = typeof amount === 'string' ? poishaFromBkash(amount) : undefined;
  if (typeof amount !== 'string' || amountPoisha === undefined || amountPoisha === 0) {
    return { kind: 'refused', code: '2006' };
  }
  if (body.currency !== 'BDT') return { kind: 'refused', code: '2007' };
  if (body.intent !== 'sale') return { kind: 'refused', code: '2008' };
  if (!isPlainText(invoice)) return { kind: 'refused', code: '2031' };
  if (!isPlainText(payerReference)) return { kind: 'refused', code: '2048' };
  if (!isWebAddress(callbackUrl)) return { kind: 'refused', code: '2049' };
  const { subMerchantName } = body;
  const named = typeof subMerchantName === 'string' && subMerchantName !== '' ? { subMerchantName } : {};
  return {
    kind: 'command',
    command: { generation, amount, amountPoisha, invoice, payerReference, callbackUrl, ...named },
  };
}

/**
 * In the shop's page nobody is sent back and nobody is named: such a payment has no callback URL and no payer's
 * reference, and what a page sends of them is ignored.
 */
export function readCheckoutCreate(body: Body): CreateFields {
  const ofThePage = { payerReference: ' ', callbackURL: 'https://none.example' };
  const read = readCreate({ ...body, ...ofThePage }, 'v1');
  if (read.kind === 'refused') return read;
  return {
    kind: 'command',
    command: { ...read.command, product: 'checkout', payerReference: '', callbackUrl: '' },
  };
}

export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function isPlainText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= maxTextLength && !forbiddenInText.test(value);
}

function isWebAddress(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value);
}
