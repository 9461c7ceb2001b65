import type { Handling } from './port.ts';

export interface CodeRow {
  handling: Handling;
  /** Read by customers when bKash sent no message of its own. */
  message: { en: string; bn: string };
}

/** One text for calls that this shop never makes: every text costs every function's cold start. */
const recurring = shop(
  'The request about a recurring payment is not valid.',
  'নিয়মিত পেমেন্টের অনুরোধটি সঠিক নয়।',
);
const unlinked = again(
  'The link with this bKash account cannot be used.',
  'এই বিকাশ অ্যাকাউন্টের সংযোগটি ব্যবহার করা যাচ্ছে না।',
);

/**
 * Every code of `bkash-api.md` section 9, one row each. A code that has no row is not recognised, so it is never
 * taken for a refusal. The wording is ours; the handling is our reading of bKash's list, and section 9 argues it.
 * A Map, so that a code named `constructor` finds nothing.
 */
export const codes: ReadonlyMap<string, CodeRow> = new Map(
  Object.entries({
    // The gateway and the request itself.
    503: retry(
      'bKash is under maintenance. Please try again later.',
      'বিকাশে রক্ষণাবেক্ষণের কাজ চলছে। একটু পরে আবার চেষ্টা করুন।',
    ),
    2001: shop('The shop’s bKash app key is not valid.', 'দোকানের বিকাশ অ্যাপ কী সঠিক নয়।'),
    2002: again(
      'bKash does not know this payment. Please start a new one.',
      'বিকাশ এই পেমেন্টটি খুঁজে পায়নি। নতুন করে পেমেন্ট শুরু করুন।',
    ),
    2003: retry('bKash could not process the request.', 'বিকাশ অনুরোধটি সম্পন্ন করতে পারেনি।'),
    2004: recurring,
    2005: recurring,
    2006: shop('bKash does not accept this amount.', 'বিকাশ এই টাকার পরিমাণ গ্রহণ করেনি।'),
    2007: shop('bKash does not accept this currency.', 'বিকাশ এই মুদ্রা গ্রহণ করে না।'),
    2008: shop('bKash does not accept this kind of payment.', 'বিকাশ এই ধরনের পেমেন্ট গ্রহণ করেনি।'),
    // The customer on bKash's page.
    2009: customer('This bKash number is not valid.', 'বিকাশ নম্বরটি সঠিক নয়।'),
    2010: customer('The verification code (OTP) is not correct.', 'যাচাইকরণ কোডটি (ওটিপি) সঠিক নয়।'),
    2011: customer('The PIN is not correct.', 'পিন নম্বরটি সঠিক নয়।'),
    2012: shop('The receiver’s number is not valid.', 'প্রাপকের নম্বরটি সঠিক নয়।'),
    2013: customer(
      'The code was requested too many times. Please try again later.',
      'অনেকবার কোড চাওয়া হয়েছে। একটু পরে আবার চেষ্টা করুন।',
    ),
    2014: customer('The PIN was wrong.', 'পিন নম্বরটি ভুল ছিল।'),
    2015: customer('The PIN was wrong too many times.', 'অনেকবার ভুল পিন দেওয়া হয়েছে।'),
    2016: customer('The verification code was wrong.', 'যাচাইকরণ কোডটি ভুল ছিল।'),
    2017: customer('The verification code was wrong too many times.', 'অনেকবার ভুল যাচাইকরণ কোড দেওয়া হয়েছে।'),
    2018: customer('The time for the verification code ran out.', 'যাচাইকরণ কোড দেওয়ার সময় শেষ হয়ে গেছে।'),
    2019: customer('The time for the PIN ran out.', 'পিন দেওয়ার সময় শেষ হয়ে গেছে।'),
    2020: retry('Something went wrong at bKash.', 'বিকাশে একটি সমস্যা হয়েছে।'),
    // Mandates: recurring payments, which this shop does not use.
    2021: recurring,
    2022: recurring,
    2023: customer('There is not enough money in the bKash account.', 'বিকাশ অ্যাকাউন্টে পর্যাপ্ত টাকা নেই।'),
    2024: retry('Something went wrong at bKash.', 'বিকাশে একটি সমস্যা হয়েছে।'),
    2025: shop('bKash could not read the shop’s request.', 'বিকাশ দোকানের অনুরোধটি বুঝতে পারেনি।'),
    2026: shop('More cannot be returned than was paid.', 'যত টাকা দেওয়া হয়েছে তার বেশি ফেরত দেওয়া যায় না।'),
    2027: recurring,
    2028: again('The payment to be returned does not exist.', 'যে পেমেন্টটি ফেরত দেওয়ার কথা, তা পাওয়া যায়নি।'),
    2029: {
      handling: 'duplicate',
      message: {
        en: 'You paid the same amount from the same account a moment ago. Please wait a few minutes before paying again.',
        bn: 'একই অ্যাকাউন্ট থেকে একটু আগেই একই পরিমাণ টাকা দেওয়া হয়েছে। কয়েক মিনিট পরে আবার চেষ্টা করুন।',
      },
    },
    2030: recurring,
    2031: shop('The shop’s invoice number is not valid.', 'দোকানের ইনভয়েস নম্বরটি সঠিক নয়।'),
    2032: shop('The kind of transfer is not valid.', 'টাকা পাঠানোর ধরনটি সঠিক নয়।'),
    2033: retry('bKash cannot find this transaction yet.', 'বিকাশে লেনদেনটি এখনো খুঁজে পাওয়া যায়নি।'),
    2034: again('This payment has been returned already.', 'এই পেমেন্টের টাকা আগেই ফেরত দেওয়া হয়েছে।'),
    2035: again('The shop may not return this payment.', 'এই পেমেন্টের টাকা ফেরত দেওয়ার অনুমতি দোকানের নেই।'),
    2036: recurring,
    // The accounts: the payer's (debit), then the shop's (credit).
    2037: customer(
      'Your bKash account may not make this payment. Please contact bKash.',
      'আপনার বিকাশ অ্যাকাউন্ট থেকে এই পেমেন্ট করা যাচ্ছে না। বিকাশের সঙ্গে যোগাযোগ করুন।',
    ),
    2038: customer(
      'Your kind of bKash account may not make this payment.',
      'আপনার ধরনের বিকাশ অ্যাকাউন্ট থেকে এই পেমেন্ট করা যায় না।',
    ),
    2039: shop(
      'The shop’s bKash account cannot receive money at the moment.',
      'দোকানের বিকাশ অ্যাকাউন্টে এখন টাকা নেওয়া যাচ্ছে না।',
    ),
    2040: shop(
      'The shop’s kind of bKash account cannot receive this payment.',
      'দোকানের ধরনের বিকাশ অ্যাকাউন্টে এই পেমেন্ট নেওয়া যায় না।',
    ),
    2041: shop(
      'The shop’s bKash account does not have this service.',
      'দোকানের বিকাশ অ্যাকাউন্টে এই সেবাটি চালু নেই।',
    ),
    2042: again('The shop may not return this payment.', 'এই পেমেন্টের টাকা ফেরত দেওয়ার অনুমতি দোকানের নেই।'),
    2043: customer('bKash did not accept the PIN.', 'বিকাশ পিন নম্বরটি গ্রহণ করেনি।'),
    2044: shop('The shop has not subscribed to this bKash service.', 'দোকানটি বিকাশের এই সেবায় যুক্ত নয়।'),
    2045: customer('There is no bKash account with this number.', 'এই নম্বরে কোনো বিকাশ অ্যাকাউন্ট নেই।'),
    2046: shop(
      'The shop has not subscribed to the bKash service it asked for.',
      'দোকান যে সেবাটি চেয়েছে, বিকাশে তা চালু করা নেই।',
    ),
    2047: shop('bKash could not read the shop’s extra information.', 'বিকাশ দোকানের পাঠানো বাড়তি তথ্য বুঝতে পারেনি।'),
    2048: shop('The payer reference is not valid.', 'পেমেন্টকারীর রেফারেন্স সঠিক নয়।'),
    2049: shop('The shop’s return address is not valid.', 'দোকানে ফেরার ঠিকানাটি সঠিক নয়।'),
    // Agreements: saved wallets, which this shop does not use.
    2050: shop(
      'This bKash account is already linked with the shop.',
      'এই বিকাশ অ্যাকাউন্টটি আগেই দোকানের সঙ্গে যুক্ত করা আছে।',
    ),
    2051: unlinked,
    2052: unlinked,
    2053: unlinked,
    2054: unlinked,
    2055: unlinked,
    2056: premature('This payment cannot be completed as it is now.', 'পেমেন্টটি এই অবস্থায় সম্পন্ন করা যাচ্ছে না।'),
    2057: customer('This number does not belong to a bKash account.', 'এই নম্বরটি কোনো বিকাশ অ্যাকাউন্টের নয়।'),
    2058: customer('This is not a personal bKash account.', 'এটি গ্রাহকের বিকাশ অ্যাকাউন্ট নয়।'),
    2059: customer(
      'Several codes were requested at once. Please start again.',
      'একসঙ্গে একাধিক কোড চাওয়া হয়েছে। আবার শুরু করুন।',
    ),
    2060: premature('A step of this payment is still missing.', 'এই পেমেন্টের একটি ধাপ এখনো বাকি আছে।'),
    2061: shop(
      'Only the one who started this payment may go on with it.',
      'যিনি পেমেন্টটি শুরু করেছেন, কেবল তিনিই এটি এগিয়ে নিতে পারেন।',
    ),
    2062: ask(
      'bKash says this payment is complete already. We are checking.',
      'বিকাশ জানিয়েছে, পেমেন্টটি আগেই সম্পন্ন হয়েছে। আমরা যাচাই করছি।',
    ),
    2063: shop('The payment mode is not valid.', 'পেমেন্টের মোড সঠিক নয়।'),
    2064: shop('The payment mode is not available.', 'পেমেন্টের এই মোডটি চালু নেই।'),
    2065: shop('The shop’s request to bKash is incomplete.', 'বিকাশে পাঠানো দোকানের অনুরোধটি অসম্পূর্ণ।'),
    2066: shop('The bKash account is linked with another shop.', 'বিকাশ অ্যাকাউন্টটি অন্য দোকানের সঙ্গে যুক্ত।'),
    2067: shop('The shop does not have this permission at bKash.', 'বিকাশে দোকানের এই অনুমতি নেই।'),
    2068: ask(
      'bKash says this transaction is complete already. We are checking.',
      'বিকাশ জানিয়েছে, লেনদেনটি আগেই সম্পন্ন হয়েছে। আমরা যাচাই করছি।',
    ),
    2069: again('This transaction has been cancelled.', 'এই লেনদেনটি বাতিল করা হয়েছে।'),
    // Refunds.
    2071: again(
      'The time in which bKash returns this payment is over.',
      'বিকাশের মাধ্যমে এই টাকা ফেরত দেওয়ার সময় পার হয়ে গেছে।',
    ),
    2072: shop('This amount cannot be returned.', 'এই পরিমাণ টাকা ফেরত দেওয়া যায় না।'),
    2073: shop('The product code is not valid.', 'পণ্যের কোড সঠিক নয়।'),
    2074: again('This payment cannot be returned.', 'এই পেমেন্টের টাকা ফেরত দেওয়া যায় না।'),
    2075: shop('The product code is too long.', 'পণ্যের কোডটি বেশি লম্বা।'),
    2076: shop('The reason for the return is too long.', 'টাকা ফেরতের কারণটি বেশি লম্বা।'),
    2077: shop('The transaction number is not valid.', 'লেনদেনের নম্বরটি সঠিক নয়।'),
    2078: shop('The reason for the return is not valid.', 'টাকা ফেরতের কারণটি সঠিক নয়।'),
    2079: {
      handling: 'token',
      message: { en: 'The shop has to sign in to bKash again.', bn: 'দোকানকে বিকাশে আবার সাইন ইন করতে হবে।' },
    },
    2080: shop('bKash does not permit this.', 'বিকাশ এটির অনুমতি দেয় না।'),
    2081: shop(
      'One of the accounts cannot take part in this at the moment.',
      'এই লেনদেনের একটি অ্যাকাউন্ট এখন ব্যবহার করা যাচ্ছে না।',
    ),
    2082: shop('bKash does not permit the shop to do this.', 'বিকাশ দোকানকে এটির অনুমতি দেয়নি।'),
    // Late additions to bKash's list.
    2116: ask(
      'bKash says the account is linked already. We are checking.',
      'বিকাশ জানিয়েছে, অ্যাকাউন্টটি আগেই যুক্ত হয়েছে। আমরা যাচাই করছি।',
    ),
    2117: ask(
      'bKash says this payment is complete already. We are checking.',
      'বিকাশ জানিয়েছে, পেমেন্টটি আগেই সম্পন্ন হয়েছে। আমরা যাচাই করছি।',
    ),
    2118: shop('The platform value of the request is not valid.', 'অনুরোধের প্ল্যাটফর্মের মানটি সঠিক নয়।'),
    2119: ask(
      'bKash says this payment was handled already. We are checking.',
      'বিকাশ জানিয়েছে, পেমেন্টটি নিয়ে আগেই কাজ করা হয়েছে। আমরা যাচাই করছি।',
    ),
    2127: retry('This transaction is not complete yet.', 'লেনদেনটি এখনো সম্পন্ন হয়নি।'),
    9999: retry(
      'bKash has a technical problem. Please try again later.',
      'বিকাশে কারিগরি সমস্যা হয়েছে। একটু পরে আবার চেষ্টা করুন।',
    ),
  }),
);

/**
 * v2 names some codes instead of numbering them (`internalCode`, `bkash-api.md` section 8). Only names that were
 * seen are listed.
 */
export const internalNames: ReadonlyMap<string, string> = new Map([
  ['invalid_payment_id', '2002'],
  ['invalid_amount', '2006'],
  ['invalid_payment_state', '2056'],
  ['payment_already_completed', '2062'],
  ['refund_amount_exceed_payment_amount', '2072'],
  ['ETC70052', '2029'],
]);

/** Trouble at bKash, not an answer about this payment. After an Execute only a Query can tell. */
function retry(en: string, bn: string): CodeRow {
  return { handling: 'retry', message: { en, bn } };
}

/** This attempt is over; another one may go through. */
function again(en: string, bn: string): CodeRow {
  return { handling: 'new_payment', message: { en, bn } };
}

/** The customer can mend it: money, PIN, another wallet. */
function customer(en: string, bn: string): CodeRow {
  return { handling: 'customer', message: { en, bn } };
}

/** Ours or the shop's to mend: a setting, a subscription, a malformed request. */
function shop(en: string, bn: string): CodeRow {
  return { handling: 'configuration', message: { en, bn } };
}

/** bKash says that it is done already: Query decides whether money moved. */
function ask(en: string, bn: string): CodeRow {
  return { handling: 'ask', message: { en, bn } };
}

/** Executed before the customer agreed, or after he closed the page: one Query at the first look. */
function premature(en: string, bn: string): CodeRow {
  return { handling: 'premature', message: { en, bn } };
}
