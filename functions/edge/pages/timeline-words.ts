import type { TimelineWhat } from '../../../shared/domain/timeline.ts';
import type { Locale } from './locale.ts';

/**
 * The turns of an order as its customer reads them. They also stand on a page whose payment is not decided yet, so
 * none of them calls the order failed, cancelled or expired.
 */
export const timelineWords: Record<TimelineWhat, Record<Locale, string>> = {
  checkout: { bn: 'দোকান আপনার অর্ডার পাঠিয়েছে', en: 'The shop sent your order' },
  bkash_created: { bn: 'বিকাশ পেমেন্টের পাতা খুলেছে', en: 'bKash opened its payment page' },
  create_refused: { bn: 'বিকাশ পেমেন্টের পাতা খোলেনি', en: 'bKash did not open a payment page' },
  create_silent: {
    bn: 'পেমেন্টের পাতা চাওয়া হলে বিকাশ সাড়া দেয়নি',
    en: 'bKash did not answer when it was asked for a payment page',
  },
  bkash_unreachable: { bn: 'বিকাশে পৌঁছানো যায়নি', en: 'bKash could not be reached' },
  customer_authorised: { bn: 'আপনি বিকাশে সম্মতি দিয়েছেন', en: 'You approved the payment at bKash' },
  absent_customer_authorised: {
    bn: 'বিকাশ জানিয়েছে, আপনি সম্মতি দিয়েছেন',
    en: 'bKash told us that you had approved the payment',
  },
  execute_sent: { bn: 'বিকাশকে টাকা নিতে বলা হয়েছে', en: 'bKash was asked to take the payment' },
  execute_sent_again: {
    bn: 'বিকাশকে আরেকবার বলা হয়েছে; টাকা একবারের বেশি কাটা হয় না',
    en: 'bKash was asked once more; it takes the money only once',
  },
  execute_unanswered: { bn: 'বিকাশ উত্তর দেয়নি; আমরা খোঁজ নিচ্ছি', en: 'bKash did not answer; we keep asking' },
  execute_not_sent: {
    bn: 'বিকাশে পৌঁছানো যায়নি; আবার চেষ্টা হবে',
    en: 'bKash could not be reached; it will be asked again',
  },
  customer_cancelled: { bn: 'আপনি বিকাশের পাতা বন্ধ করেছেন', en: 'You closed the page of bKash' },
  failed_at_bkash: { bn: 'বিকাশ তার পাতায় পেমেন্টটি শেষ করেনি', en: 'bKash ended the payment on its page' },
  refused: { bn: 'বিকাশ পেমেন্টটি গ্রহণ করেনি', en: 'bKash did not accept the payment' },
  superseded: {
    bn: 'নতুন একটি পেমেন্টের পাতা আগেরটির জায়গা নিয়েছে',
    en: 'A new payment page took the place of the old one',
  },
  lapsed: {
    bn: 'পেমেন্টের পাতাটি বন্ধ হয়েছে; টাকা কাটা হয়নি',
    en: 'The payment page was closed; nothing was charged',
  },
  doubtful: {
    bn: 'বিকাশের হিসাবে পেমেন্টটি এখনো নেই; এক দিন ধরে খোঁজ নেওয়া হবে',
    en: 'bKash has no such payment so far; we go on asking for a day',
  },
  completed: { bn: 'বিকাশ পেমেন্ট নিশ্চিত করেছে', en: 'bKash confirmed the payment' },
  review: {
    bn: 'টাকার পরিমাণ অর্ডারের সঙ্গে মেলেনি; যাচাই চলছে',
    en: 'The money is not exactly what was ordered; it is being checked',
  },
  coupon_confirmed: { bn: 'বাকি টাকা কুপনে দেওয়া হয়েছে', en: 'A coupon paid the rest' },
  review_accepted: { bn: 'যাচাই শেষ; দোকান টাকাটি গ্রহণ করেছে', en: 'It was checked; the shop accepts the money' },
  review_returned: {
    bn: 'যাচাই শেষ; টাকাটি এই অর্ডারে লাগছে না',
    en: 'It was checked; this order does not keep the money',
  },
  attached: { bn: 'দোকান আপনার পাঠানো টাকা এই অর্ডারে যোগ করেছে', en: 'The shop found your money for this order' },
  reopened: { bn: 'সময়ের পরে টাকা এসেছে; অর্ডারটি তা নিয়েছে', en: 'Money came late; the order takes it' },
  email_bounced: { bn: 'আপনার ইমেইল ফেরত এসেছে', en: 'Our email to you came back' },
  email_complained: { bn: 'এই অর্ডার নিয়ে আর ইমেইল যাবে না', en: 'No more email goes out about this order' },
  surplus_settled: {
    bn: 'দোকান বাড়তি টাকার নিষ্পত্তি করেছে',
    en: 'The shop settled the money that was not needed',
  },
  claim_closed: {
    bn: 'আপনি যে TrxID জানিয়েছিলেন, দোকান তা দেখেছে',
    en: 'The shop looked into the TrxID that you gave',
  },
  told_again: {
    bn: 'এই অর্ডার নিয়ে একটি বার্তা আবার পাঠানো হয়েছে',
    en: 'A message about this order was sent once more',
  },
  surplus: { bn: 'বাড়তি টাকা এসেছে; তা ফেরত যাবে', en: 'Money came that is not needed; it goes back' },
  surplus_held: {
    bn: 'টাকা এসেছে, যা এই অর্ডারের নয়; দোকান তা মিলিয়ে দেখছে',
    en: 'Money came that does not pay this order; the shop is looking into it',
  },
  refund_requested: { bn: 'দোকান টাকা ফেরত দিচ্ছে', en: 'The shop is giving money back' },
  refund_sent: { bn: 'বিকাশকে টাকা ফেরত দিতে বলা হয়েছে', en: 'bKash was asked to return the money' },
  refund_not_sent: {
    bn: 'ফেরতের জন্য বিকাশে পৌঁছানো যায়নি; আবার চেষ্টা হবে',
    en: 'bKash could not be reached for the return; it will be asked again',
  },
  refund_waits: {
    bn: 'বিকাশ এখনই টাকা ফেরত দিতে পারছে না; আবার চেষ্টা হবে',
    en: 'bKash cannot return the money yet; it will be asked again',
  },
  refund_succeeded: { bn: 'টাকা আপনার বিকাশে ফেরত গেছে', en: 'The money is back in your bKash account' },
  refund_refused: {
    bn: 'বিকাশ টাকা ফেরত দেয়নি; দোকানের সঙ্গে যোগাযোগ করুন',
    en: 'bKash did not return the money; please contact the shop',
  },
  refund_unknown: {
    bn: 'টাকা ফেরত গেছে কি না, দোকান তা যাচাই করছে',
    en: 'The shop is checking whether the money went back',
  },
  refund_settled_succeeded: {
    bn: 'দোকান যাচাই করেছে: টাকা আপনার বিকাশে ফেরত গেছে',
    en: 'The shop has checked: the money is back in your bKash account',
  },
  refund_settled_refused: {
    bn: 'দোকান যাচাই করেছে: টাকা ফেরত যায়নি; দোকানের সঙ্গে যোগাযোগ করুন',
    en: 'The shop has checked: the money did not go back; please contact the shop',
  },
  withdrawn: { bn: 'দোকান অর্ডারটি তুলে নিয়েছে', en: 'The shop withdrew the order' },
  expired: { bn: 'টাকা দেওয়ার সময় শেষ হয়েছে', en: 'The time to pay is over' },
};
