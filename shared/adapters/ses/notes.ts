import type { ToldFact } from '../../domain/facts.ts';
import type { Order } from '../../domain/order.ts';
import type { LetterKind, LetterLocale } from './messages.ts';
import { toldOf } from './told.ts';
import { filled, spokenAmount } from './wording.ts';

/**
 * What a letter says, in one breath: for an SMS and for the shop's own page. `{amount}` comes with its currency. The
 * English ones keep to the letters of GSM 03.38, where ৳ is none: one more letter would make a message cost three times
 * as much.
 */
export const notes: Record<LetterKind, Record<LetterLocale, string>> = {
  'order.paid': {
    bn: 'বিকাশে {amount} পেয়েছি। আর টাকা দিতে হবে না।',
    en: 'Your bKash payment of {amount} has been received. There is nothing more to pay.',
  },
  'order.review': {
    bn: 'আপনার টাকা পেয়েছি, যাচাই চলছে। আবার টাকা দেবেন না।',
    en: 'Your money has arrived and is being checked. Please do not pay again.',
  },
  'order.expired': {
    bn: 'টাকা দেওয়ার সময় শেষ। বিকাশ থেকে কোনো টাকা কাটা হয়নি।',
    en: 'The time to pay is over. Nothing was taken from your bKash account.',
  },
  'order.expired, late money': {
    bn: 'সময় শেষ হওয়ার পরে {amount} এসেছে। তা বিকাশে ফেরত যাবে।',
    en: 'Your payment of {amount} came after the order had expired. It goes back to your bKash account.',
  },
  'order.expired, money sent back': {
    bn: 'সময় শেষ। আগের {amount} বিকাশে ফেরত যাচ্ছে বা গেছে।',
    en: 'The time to pay is over. The {amount} you had paid goes back to your bKash account, or is there already.',
  },
  'order.expired, money held': {
    bn: 'সময় শেষ। আপনার {amount} দোকান মিলিয়ে দেখছে।',
    en: 'The time to pay is over. The shop is looking into your payment of {amount}.',
  },
  'order.cancelled': {
    bn: 'অর্ডারটি বাতিল হয়েছে। বিকাশ থেকে কোনো টাকা কাটা হয়নি।',
    en: 'The order has been cancelled. Nothing was taken from your bKash account.',
  },
  'order.cancelled, late money': {
    bn: 'অর্ডার বাতিলের পরে {amount} এসেছে। তা বিকাশে ফেরত যাবে।',
    en: 'Your payment of {amount} came after the order was cancelled. It goes back to your bKash account.',
  },
  'order.cancelled, money sent back': {
    bn: 'অর্ডার বাতিল। আগের {amount} বিকাশে ফেরত যাচ্ছে বা গেছে।',
    en: 'The order has been cancelled. The {amount} you had paid goes back to your bKash account, or is there already.',
  },
  'order.cancelled, money held': {
    bn: 'অর্ডার বাতিল। আপনার {amount} দোকান মিলিয়ে দেখছে।',
    en: 'The order has been cancelled. The shop is looking into your payment of {amount}.',
  },
  'order.refunded': {
    bn: '{amount} আপনার বিকাশে ফেরত দেওয়া হয়েছে।',
    en: '{amount} has been sent back to your bKash account.',
  },
  'order.surplus_returned': {
    bn: 'বাড়তি {amount} আপনার বিকাশে ফেরত দেওয়া হয়েছে।',
    en: '{amount} more than was needed has been sent back to your bKash account.',
  },
  'order.payment_link': {
    bn: 'এখন বিকাশে টাকা দিতে পারবেন।',
    en: 'You can pay with bKash now, and your order has been kept.',
  },
};

const currency: Record<LetterLocale, string> = { bn: '৳', en: 'Tk ' };

/** The note that tells this order's customer this fact, in the customer's language. Nothing in it is a customer's. */
export function noteOf(order: Order, fact: ToldFact): string {
  const { locale } = order;
  const { kind, money } = toldOf(order, fact);
  const amount = spokenAmount(money?.amountPoisha ?? order.amountPoisha, locale);
  return filled(notes[kind][locale], { amount: `${currency[locale]}${amount}` });
}
