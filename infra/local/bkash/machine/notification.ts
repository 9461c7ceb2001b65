import { amountFromPoisha } from '../../../../shared/domain/money.ts';
import { webhookTime } from './bangladesh-time.ts';
import type { LedgerEntry } from './ledger.ts';

/** The merchant's wallet and name as webhook, search answer and page give them. Nobody's number. */
export const merchant = { wallet: '01500000000', name: 'SundarBan' };

/** `10002294`: a payment by API (`bkash-api.md` section 6.2). */
const paidByApi = '10002294';

/**
 * The inner `Message` of a notification, in the current documentation's shape: an invoice number, the payer with
 * the 88 prefix, and no paymentID, which no source has ever shown.
 */
export function notificationOf(entry: LedgerEntry): Record<string, string> {
  return {
    dateTime: webhookTime(entry.at),
    debitMSISDN: `88${entry.wallet}`,
    creditOrganizationName: merchant.name,
    creditShortCode: merchant.wallet,
    trxID: entry.trxId,
    transactionStatus: 'Completed',
    transactionType: paidByApi,
    amount: amountFromPoisha(entry.amountPoisha),
    currency: 'BDT',
    ...(entry.invoice === undefined ? {} : { merchantInvoiceNumber: entry.invoice }),
  };
}
