import { amountFromPoisha } from '../../../../shared/domain/money.ts';
import { webhookTime } from './bangladesh-time.ts';
import type { LedgerEntry } from './ledger.ts';

/** The merchant's wallet and name as webhook, search answer and page give them. Nobody's number. */
export const merchant = { wallet: '01500000000', name: 'SundarBan' };

/** A payment by API, and one by QR code (`bkash-api.md` section 6.2). */
const paidByApi = '10002294';
const paidByQr = '10003126';

/**
 * The inner `Message` of a notification, in the current documentation's shape: an invoice number, the payer with
 * the 88 prefix, and no paymentID, which no source has ever shown. After a coupon `amount` is what the wallet gave
 * and `saleAmount` what was ordered.
 */
export function notificationOf(entry: LedgerEntry): Record<string, string> {
  return {
    dateTime: webhookTime(entry.at),
    debitMSISDN: `88${entry.wallet}`,
    creditOrganizationName: merchant.name,
    creditShortCode: merchant.wallet,
    trxID: entry.trxId,
    transactionStatus: 'Completed',
    transactionType: entry.paymentId === undefined ? paidByQr : paidByApi,
    amount: amountFromPoisha(entry.walletGavePoisha ?? entry.amountPoisha),
    currency: 'BDT',
    ...couponFields(entry),
    ...(entry.reference === undefined ? {} : { transactionReference: entry.reference }),
    ...(entry.invoice === undefined ? {} : { merchantInvoiceNumber: entry.invoice }),
  };
}

/** What a coupon adds to a notification and to Search's answer; bKash bears all of it here. */
export function couponFields({ amountPoisha, walletGavePoisha }: LedgerEntry): Record<string, string> {
  if (walletGavePoisha === undefined) return {};
  return {
    saleAmount: amountFromPoisha(amountPoisha),
    couponAmount: amountFromPoisha(amountPoisha - walletGavePoisha),
    merchantShareAmount: '0.00',
  };
}

/** Search's text for what the notification says by number. */
export function transactionTypeOf(entry: LedgerEntry): string {
  if (entry.kind === 'refund') return 'Refund of a Merchant Payment';
  return entry.paymentId === undefined ? 'Merchant Payment via QR' : 'bKash Tokenized Checkout via API';
}
