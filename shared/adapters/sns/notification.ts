import * as z from 'zod/mini';
import { maskedWallet, orderNamedIn } from '../../domain/ids.ts';
import { poishaFromBkash } from '../../domain/money.ts';
import { lenient } from '../bkash/lenient-field.ts';
import { jsonFrom } from '../json-from.ts';
import type { NoticeOutcome, PaymentNotice } from './port.ts';

/**
 * Reads the inner `Message` of a notification (`bkash-api.md` 6.2). bKash's samples differ: the invoice may be
 * absent, amounts are strings or numbers without fixed decimals. What identifies the payment must be there;
 * anything else that cannot be read is left out. Never throws.
 */
export function parsePaymentNotice(message: string): NoticeOutcome {
  const parsed = messageSchema.safeParse(jsonFrom(message));
  if (!parsed.success) return unrecognised('not_json');
  const {
    trxID,
    transactionStatus,
    currency,
    amount,
    saleAmount,
    merchantInvoiceNumber,
    debitMSISDN,
    dateTime,
    transactionReference,
  } = parsed.data;
  if (trxID === undefined || !/^[A-Za-z0-9]{1,64}$/.test(trxID)) return unrecognised('no_trx_id');
  if (!transactionStatus) return unrecognised('no_status');
  if (!currency || !/^[A-Z]{3}$/.test(currency)) return unrecognised('no_currency');
  const notice = {
    trxId: trxID,
    status: transactionStatus,
    currency,
    amountPoisha: amount === undefined ? undefined : poishaFromBkash(amount),
    saleAmountPoisha: saleAmount === undefined ? undefined : poishaFromBkash(saleAmount),
    invoice: merchantInvoiceNumber || undefined,
    reference: transactionReference ? orderNamedIn(transactionReference) : undefined,
    payer: debitMSISDN ? maskedWallet(debitMSISDN) : undefined,
    completedAt: dateTime === undefined ? undefined : epochMsFromBangladesh(dateTime),
  };
  return { kind: 'payment', notice: withoutAbsent(notice) };
}

/** A string or a number as text; anything else as absent, so that one odd field does not hide a payment. */
const word = lenient(
  z.pipe(
    z.union([z.string().check(z.maxLength(255)), z.number()]),
    z.transform((value) => String(value)),
  ),
);

const messageSchema = z.object({
  trxID: word,
  transactionStatus: word,
  currency: word,
  amount: word,
  saleAmount: word,
  merchantInvoiceNumber: word,
  debitMSISDN: word,
  dateTime: word,
  transactionReference: word,
});

/** `20180419122246` is Bangladesh time, UTC+6 the year round. */
function epochMsFromBangladesh(dateTime: string): number | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(dateTime);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const epochMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}+06:00`);
  return Number.isNaN(epochMs) ? undefined : epochMs;
}

type MaybeAbsent<T> = { [K in keyof T]-?: T[K] | undefined };

function withoutAbsent(notice: MaybeAbsent<PaymentNotice>): PaymentNotice {
  return Object.fromEntries(
    Object.entries(notice).filter(([, value]) => value !== undefined),
  ) as unknown as PaymentNotice;
}

function unrecognised(reason: Extract<NoticeOutcome, { kind: 'unrecognised' }>['reason']): NoticeOutcome {
  return { kind: 'unrecognised', reason };
}
