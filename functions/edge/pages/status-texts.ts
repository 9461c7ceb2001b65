import type { RefundProgress } from '../../../shared/domain/refund.ts';
import type { Locale } from './locale.ts';

interface StatusText {
  pay: string;
  pay_again: string;
  claim: string;
  toShop: string;
  follows: string;
  bkashSays: string;
  /** bKash is asked about that order's undecided payments only; where there is none, nobody but a person can look. */
  claimed: Record<'asking' | 'noted', (trxIds: string, shopName: string) => string>;
  amount: string;
  amountToPay: string;
  amountPaid: string;
  shop: string;
  order: string;
  trxId: string;
  payUntil: string;
  soFar: string;
  moneyBack: string;
  surplus: string;
  refund: string;
  /** How far money is on its way back; `judged`: a person decides first whose it is; `settled`: one has, outside bKash. */
  progress: Record<RefundProgress['state'] | 'judged' | 'settled', string>;
}

/** Everything the status page says beside its news. */
export const statusTexts: Record<Locale, StatusText> = {
  bn: {
    pay: 'বিকাশে টাকা দিন',
    pay_again: 'আবার টাকা দিন',
    claim: 'টাকা দিয়েছি',
    toShop: 'দোকানে ফিরুন',
    follows: 'এই পাতা নিজে থেকেই হালনাগাদ হয়। অন্য ফোন বা কম্পিউটারে একই লিংক খুলতে পারেন।',
    bkashSays: 'বিকাশ জানিয়েছে:',
    claimed: {
      asking: (trxIds, shopName) =>
        `আপনি ${trxIds} নম্বরের পেমেন্টের কথা জানিয়েছেন। আমরা বিকাশের কাছে খোঁজ নিচ্ছি; এই অর্ডারের হলে এই পাতাতেই দেখতে পাবেন। না মিললে ${shopName}-এর একজন মিলিয়ে দেখবেন।`,
      noted: (trxIds, shopName) =>
        `আপনি ${trxIds} নম্বরের পেমেন্টের কথা জানিয়েছেন। তা লিখে রাখা হয়েছে; ${shopName}-এর একজন মিলিয়ে দেখবেন।`,
    },
    amount: 'অর্ডারের দাম',
    amountToPay: 'দিতে হবে',
    amountPaid: 'দেওয়া হয়েছে',
    shop: 'দোকান',
    order: 'অর্ডার',
    trxId: 'TrxID',
    payUntil: 'টাকা দেওয়ার শেষ সময়',
    soFar: 'এখন পর্যন্ত',
    moneyBack: 'ফেরত',
    surplus: 'বাড়তি টাকা',
    refund: 'ফেরত',
    progress: {
      requested: 'ফেরত যাচ্ছে',
      sending: 'ফেরত যাচ্ছে',
      unknown: 'বিকাশের উত্তর যাচাই চলছে',
      succeeded: 'আপনার বিকাশে ফেরত গেছে',
      refused: 'বিকাশ ফেরত দেয়নি; দোকানের সঙ্গে যোগাযোগ করুন',
      judged: 'যাচাই চলছে',
      settled: 'দোকান নিষ্পত্তি করেছে',
    },
  },
  en: {
    pay: 'Pay with bKash',
    pay_again: 'Pay again',
    claim: 'I have paid',
    toShop: 'Back to the shop',
    follows: 'This page keeps itself up to date. You can open the same link on another phone or computer.',
    bkashSays: 'bKash says:',
    claimed: {
      asking: (trxIds, shopName) =>
        `You told us that you paid with ${trxIds}. We are asking bKash; if it belongs to this order, this page will show it. If not, somebody at ${shopName} will look at it.`,
      noted: (trxIds, shopName) =>
        `You told us that you paid with ${trxIds}. We have noted it, and somebody at ${shopName} will look at it.`,
    },
    amount: 'Order total',
    amountToPay: 'To pay',
    amountPaid: 'Paid',
    shop: 'Shop',
    order: 'Order',
    trxId: 'TrxID',
    payUntil: 'Can be paid until',
    soFar: 'So far',
    moneyBack: 'Money back',
    surplus: 'Surplus',
    refund: 'Refund',
    progress: {
      requested: 'on its way to you',
      sending: 'on its way to you',
      unknown: 'being checked with bKash',
      succeeded: 'back in your bKash account',
      refused: 'bKash did not return it; please contact the shop',
      judged: 'being checked',
      settled: 'settled by the shop',
    },
  },
};
