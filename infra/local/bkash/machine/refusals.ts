import { publishedCodes } from './published-codes.ts';

/**
 * The refusals that this bKash gives, one a row: the codes are bKash's, the wording is ours. v2 sends all four
 * fields, v1 the code and the English text. Internal names as far as `bkash-api.md` section 8 knows them.
 */
export const refusals = {
  '2002': {
    internal: 'invalid_payment_id',
    en: 'Invalid Payment ID',
    bn: 'পেমেন্ট আইডি সঠিক নয়',
  },
  '2006': { internal: 'invalid_amount', en: 'Invalid Amount', bn: 'টাকার পরিমাণ সঠিক নয়' },
  '2007': { internal: 'invalid_currency', en: 'Invalid Currency', bn: 'মুদ্রা সঠিক নয়' },
  '2008': { internal: 'invalid_intent', en: 'Invalid Intent', bn: 'লেনদেনের ধরন সঠিক নয়' },
  '2023': {
    internal: 'insufficient_balance',
    en: 'Insufficient Balance',
    bn: 'আপনার অ্যাকাউন্টে যথেষ্ট ব্যালেন্স নেই',
  },
  '2029': {
    internal: 'ETC70052',
    en: 'Duplicate for All Transactions',
    bn: 'একই পরিমাণ টাকার লেনদেন একটু আগেই হয়েছে',
  },
  '2031': {
    internal: 'invalid_merchant_invoice_number',
    en: 'Invalid Merchant Invoice Number',
    bn: 'মার্চেন্ট ইনভয়েস নম্বর সঠিক নয়',
  },
  '2033': { internal: 'transaction_not_found', en: 'Transaction Not Found', bn: 'লেনদেনটি পাওয়া যায়নি' },
  '2034': {
    internal: 'transaction_already_reversed',
    en: 'The Transaction Has Been Reversed Already',
    bn: 'এই লেনদেনের টাকা আগেই ফেরত দেওয়া হয়েছে',
  },
  '2037': {
    internal: 'debit_party_state_invalid',
    en: 'The Debit Party State Does Not Allow This Transaction',
    bn: 'আপনার অ্যাকাউন্ট থেকে এখন টাকা কাটা যাচ্ছে না',
  },
  '2048': {
    internal: 'invalid_payer_reference',
    en: 'Invalid Payer Reference',
    bn: 'পেয়ার রেফারেন্স সঠিক নয়',
  },
  '2049': {
    internal: 'invalid_callback_url',
    en: 'Invalid Merchant Callback URL',
    bn: 'কলব্যাক ঠিকানা সঠিক নয়',
  },
  '2056': { internal: 'invalid_payment_state', en: 'Invalid Payment State', bn: 'পেমেন্টটি এই অবস্থায় নেই' },
  '2062': {
    internal: 'payment_already_completed',
    en: 'The Payment Has Already Been Completed',
    bn: 'পেমেন্টটি আগেই সম্পন্ন হয়েছে',
  },
  '2063': { internal: 'invalid_mode', en: 'Invalid Mode', bn: 'পেমেন্টের ধরন সঠিক নয়' },
  '2064': { internal: 'mode_not_available', en: 'The Mode Is Not Available', bn: 'এই ধরনের পেমেন্ট চালু নেই' },
  '2065': {
    internal: 'mandatory_field_missing',
    en: 'Mandatory Field Missing',
    bn: 'প্রয়োজনীয় তথ্য দেওয়া হয়নি',
  },
  '2071': { internal: 'refund_time_over', en: 'The Time for a Refund Is Over', bn: null },
  '2072': { internal: 'refund_amount_exceed_payment_amount', en: 'Invalid Refund Amount', bn: null },
  '2073': { internal: 'invalid_sku', en: 'Invalid SKU', bn: null },
  '2074': {
    internal: 'transaction_cannot_be_reversed',
    en: 'The Transaction Cannot Be Reversed',
    bn: 'এই লেনদেনের টাকা ফেরত দেওয়া যায় না',
  },
  '2075': { internal: 'sku_too_long', en: 'The SKU Is Too Long', bn: null },
  '2076': { internal: 'reason_too_long', en: 'The Reason Is Too Long', bn: null },
  '2077': { internal: 'invalid_trx_id', en: 'Invalid Transaction ID', bn: null },
  '2078': { internal: 'invalid_reason', en: 'Invalid Reason', bn: null },
  '2127': { internal: 'transaction_not_completed', en: 'The Transaction Is Not Completed Yet', bn: null },
} as const;

export type RefusalCode = keyof typeof refusals;

interface RefusalTexts {
  internal: string;
  en: string;
  bn: string | null;
}

/**
 * The words of any code, for the fault `code`. bKash often leaves Bangla out; the internal name of a code that this
 * bank never gives is made from its text, as the known ones are. A code that bKash never published is refused too:
 * tomorrow's list is longer.
 */
export function refusalTexts(code: string): RefusalTexts {
  if (Object.hasOwn(refusals, code)) return refusals[code as RefusalCode];
  const en = publishedCodes.get(code);
  if (en === undefined) return { internal: 'undocumented', en: 'Undocumented', bn: null };
  return { internal: en.toLowerCase().replace(/[^a-z0-9]+/g, '_'), en, bn: null };
}
