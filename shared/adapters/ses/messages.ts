import type { ToldKind } from '../../domain/facts.ts';

/**
 * What a letter tells: a fact, or the end of an order beside money that came after it, was sent back before it, or does
 * not go back by itself.
 */
export type LetterKind =
  | ToldKind
  | 'order.expired, late money'
  | 'order.expired, money sent back'
  | 'order.expired, money held'
  | 'order.cancelled, late money'
  | 'order.cancelled, money sent back'
  | 'order.cancelled, money held';

export type LetterLocale = 'bn' | 'en';

/** The sign beside the heading: all is well, we are at work, this is over, it is the customer's turn. */
export type Mood = 'done' | 'working' | 'over' | 'yours';

/**
 * `{shop}`, `{order}` and `{amount}` are filled in; all three are ours, nothing that a customer typed. The preheader
 * is the line an inbox shows after the subject.
 */
export interface Message {
  subject: string;
  preheader: string;
  heading: string;
  sentences: readonly string[];
}

export const moodOf: Record<LetterKind, Mood> = {
  'order.paid': 'done',
  'order.review': 'working',
  'order.expired': 'over',
  'order.expired, late money': 'working',
  'order.expired, money sent back': 'over',
  'order.expired, money held': 'working',
  'order.cancelled': 'over',
  'order.cancelled, late money': 'working',
  'order.cancelled, money sent back': 'over',
  'order.cancelled, money held': 'working',
  'order.payment_link': 'yours',
  'order.refunded': 'done',
  'order.surplus_returned': 'done',
};

/** Everything a customer is told by letter. A new fact is a new row, in both languages. */
export const messages: Record<LetterKind, Record<LetterLocale, Message>> = {
  'order.paid': {
    bn: {
      subject: '৳{amount} পেমেন্ট পেয়েছি · অর্ডার {order}',
      preheader: 'ধন্যবাদ। এই অর্ডারের জন্য আর কোনো টাকা দিতে হবে না।',
      heading: 'পেমেন্ট পেয়েছি, ধন্যবাদ!',
      sentences: [
        '{shop} আপনার বিকাশ পেমেন্ট পেয়েছে। এই অর্ডারের জন্য আর কোনো টাকা দিতে হবে না।',
        'ইমেইলটি রসিদ হিসেবে রেখে দিতে পারেন।',
      ],
    },
    en: {
      subject: 'Payment of ৳{amount} received · order {order}',
      preheader: 'Thank you. There is nothing more to pay for this order.',
      heading: 'Payment received, thank you!',
      sentences: [
        '{shop} has received your bKash payment. There is nothing more to pay for this order.',
        'You may keep this email as your receipt.',
      ],
    },
  },
  'order.review': {
    bn: {
      subject: 'আপনার টাকা পেয়েছি, যাচাই করছি · অর্ডার {order}',
      preheader: 'আপনাকে কিছু করতে হবে না। আবার টাকা দেবেন না।',
      heading: 'আপনার টাকা পেয়েছি, যাচাই করছি',
      sentences: [
        'বিকাশ থেকে আপনার টাকা {shop}-এর কাছে এসেছে। অর্ডারের সঙ্গে মিলিয়ে দেখা হচ্ছে।',
        'আপনাকে কিছু করতে হবে না। দয়া করে আবার টাকা দেবেন না। যাচাই শেষ হলেই আপনাকে জানানো হবে।',
      ],
    },
    en: {
      subject: 'Your money has arrived and is being checked · order {order}',
      preheader: 'There is nothing for you to do. Please do not pay again.',
      heading: 'Your money has arrived and is being checked',
      sentences: [
        '{shop} has received your money from bKash. It is being matched with your order.',
        'There is nothing for you to do. Please do not pay again. We will tell you as soon as the check is done.',
      ],
    },
  },
  'order.expired': {
    bn: {
      subject: 'পেমেন্ট লিংকের মেয়াদ শেষ · অর্ডার {order}',
      preheader: 'আপনার বিকাশ থেকে কোনো টাকা কাটা হয়নি।',
      heading: 'পেমেন্ট লিংকের মেয়াদ শেষ',
      sentences: [
        'সময়মতো পেমেন্ট না হওয়ায় এই অর্ডারের লিংকটি আর কাজ করবে না।',
        'আপনার বিকাশ থেকে কোনো টাকা কাটা হয়নি।',
        'পণ্যটি এখনো নিতে চাইলে {shop}-এ নতুন করে অর্ডার করুন।',
      ],
    },
    en: {
      subject: 'The payment link has expired · order {order}',
      preheader: 'Nothing was taken from your bKash account.',
      heading: 'The payment link has expired',
      sentences: [
        'This order was not paid in time, so its payment link no longer works.',
        'Nothing was taken from your bKash account.',
        'If you still want it, please order again at {shop}.',
      ],
    },
  },
  'order.expired, late money': {
    bn: {
      subject: 'দেরিতে আসা ৳{amount} ফেরত পাবেন · অর্ডার {order}',
      preheader: 'টাকা আপনার বিকাশ অ্যাকাউন্টে ফেরত যাবে। আপনাকে কিছু করতে হবে না।',
      heading: 'আপনার টাকা ফেরত দেওয়া হবে',
      sentences: [
        'আপনার বিকাশ পেমেন্ট আসার আগেই এই অর্ডারের মেয়াদ শেষ হয়ে গিয়েছিল।',
        'টাকা আপনার বিকাশ অ্যাকাউন্টে ফেরত দেওয়া হবে। আপনাকে কিছু করতে হবে না।',
        'পণ্যটি এখনো নিতে চাইলে {shop}-এ নতুন করে অর্ডার করুন।',
      ],
    },
    en: {
      subject: 'Your late payment of ৳{amount} goes back to you · order {order}',
      preheader: 'It will return to your bKash account. There is nothing for you to do.',
      heading: 'Your money goes back to you',
      sentences: [
        'Your bKash payment arrived after this order had expired.',
        'The money will be returned to your bKash account. There is nothing for you to do.',
        'If you still want it, please order again at {shop}.',
      ],
    },
  },
  'order.expired, money sent back': {
    bn: {
      subject: 'পেমেন্ট লিংকের মেয়াদ শেষ, আগের ৳{amount} ফেরত · অর্ডার {order}',
      preheader: 'আগে দেওয়া টাকা আপনার বিকাশ অ্যাকাউন্টে ফেরত যাচ্ছে। আপনাকে কিছু করতে হবে না।',
      heading: 'পেমেন্ট লিংকের মেয়াদ শেষ',
      sentences: [
        'সময়মতো পেমেন্ট না হওয়ায় এই অর্ডারের লিংকটি আর কাজ করবে না।',
        'আগে দেওয়া ৳{amount} এই অর্ডারের সঙ্গে মেলেনি। তা আপনার বিকাশ অ্যাকাউন্টে ফেরত যাচ্ছে, অথবা এরই মধ্যে ফেরত গেছে। আপনাকে কিছু করতে হবে না।',
        'পণ্যটি এখনো নিতে চাইলে {shop}-এ নতুন করে অর্ডার করুন।',
      ],
    },
    en: {
      subject: 'The payment link has expired, the earlier ৳{amount} goes back · order {order}',
      preheader: 'What you had paid goes back to your bKash account. There is nothing for you to do.',
      heading: 'The payment link has expired',
      sentences: [
        'This order was not paid in time, so its payment link no longer works.',
        'The ৳{amount} that you had paid did not match this order. It goes back to your bKash account, or is there already. There is nothing for you to do.',
        'If you still want it, please order again at {shop}.',
      ],
    },
  },
  'order.expired, money held': {
    bn: {
      subject: 'পেমেন্ট লিংকের মেয়াদ শেষ, আপনার ৳{amount} যাচাই করা হচ্ছে · অর্ডার {order}',
      preheader: 'টাকাটি এই অর্ডারে যোগ হয়নি। {shop}-এর একজন তা মিলিয়ে দেখছেন।',
      heading: 'দোকান আপনার টাকাটা দেখছে',
      sentences: [
        'এই অর্ডারের মেয়াদ শেষ হয়ে গেছে, তাই পেমেন্ট লিংকটি আর কাজ করবে না।',
        'আপনার ৳{amount} বিকাশ পেমেন্ট এই অর্ডারে যোগ হয়নি, আর তা নিজে থেকে ফেরতও যাবে না: {shop}-এর একজন তা মিলিয়ে দেখছেন।',
        'জানতে চাইলে {shop}-এর সঙ্গে যোগাযোগ করুন।',
      ],
    },
    en: {
      subject: 'The payment link has expired, your ৳{amount} is being looked into · order {order}',
      preheader: 'It does not pay this order. Somebody at {shop} is looking into it.',
      heading: 'The shop is looking into your money',
      sentences: [
        'This order has expired, so its payment link no longer works.',
        'Your bKash payment of ৳{amount} does not pay this order, and it does not go back by itself: somebody at {shop} is looking into it.',
        'You can contact {shop} about it.',
      ],
    },
  },
  'order.cancelled': {
    bn: {
      subject: 'আপনার অর্ডার {order} বাতিল হয়েছে',
      preheader: 'আপনার বিকাশ থেকে কোনো টাকা কাটা হয়নি।',
      heading: 'আপনার অর্ডার বাতিল হয়েছে',
      sentences: [
        '{shop} এই অর্ডারটি বাতিল করেছে, তাই পেমেন্ট লিংকটি আর কাজ করবে না।',
        'আপনার বিকাশ থেকে কোনো টাকা কাটা হয়নি।',
      ],
    },
    en: {
      subject: 'Your order {order} has been cancelled',
      preheader: 'Nothing was taken from your bKash account.',
      heading: 'Your order has been cancelled',
      sentences: [
        '{shop} has cancelled this order, so its payment link no longer works.',
        'Nothing was taken from your bKash account.',
      ],
    },
  },
  'order.cancelled, late money': {
    bn: {
      subject: 'অর্ডার {order} বাতিল, ৳{amount} ফেরত পাবেন',
      preheader: 'টাকা আপনার বিকাশ অ্যাকাউন্টে ফেরত যাবে। আপনাকে কিছু করতে হবে না।',
      heading: 'অর্ডার বাতিল হয়েছে, আপনার টাকা ফেরত দেওয়া হবে',
      sentences: [
        '{shop} এই অর্ডারটি বাতিল করার পরে আপনার বিকাশ পেমেন্ট এসেছে।',
        'টাকা আপনার বিকাশ অ্যাকাউন্টে ফেরত দেওয়া হবে। আপনাকে কিছু করতে হবে না।',
      ],
    },
    en: {
      subject: 'Order {order} is cancelled, ৳{amount} goes back to you',
      preheader: 'It will return to your bKash account. There is nothing for you to do.',
      heading: 'Your order is cancelled, your money goes back',
      sentences: [
        'Your bKash payment arrived after {shop} had cancelled this order.',
        'The money will be returned to your bKash account. There is nothing for you to do.',
      ],
    },
  },
  'order.cancelled, money sent back': {
    bn: {
      subject: 'অর্ডার {order} বাতিল, আগের ৳{amount} ফেরত',
      preheader: 'আগে দেওয়া টাকা আপনার বিকাশ অ্যাকাউন্টে ফেরত যাচ্ছে। আপনাকে কিছু করতে হবে না।',
      heading: 'আপনার অর্ডার বাতিল হয়েছে',
      sentences: [
        '{shop} এই অর্ডারটি বাতিল করেছে, তাই পেমেন্ট লিংকটি আর কাজ করবে না।',
        'আগে দেওয়া ৳{amount} এই অর্ডারের সঙ্গে মেলেনি। তা আপনার বিকাশ অ্যাকাউন্টে ফেরত যাচ্ছে, অথবা এরই মধ্যে ফেরত গেছে। আপনাকে কিছু করতে হবে না।',
      ],
    },
    en: {
      subject: 'Order {order} is cancelled, the earlier ৳{amount} goes back',
      preheader: 'What you had paid goes back to your bKash account. There is nothing for you to do.',
      heading: 'Your order has been cancelled',
      sentences: [
        '{shop} has cancelled this order, so its payment link no longer works.',
        'The ৳{amount} that you had paid did not match this order. It goes back to your bKash account, or is there already. There is nothing for you to do.',
      ],
    },
  },
  'order.cancelled, money held': {
    bn: {
      subject: 'অর্ডার {order} বাতিল, আপনার ৳{amount} যাচাই করা হচ্ছে',
      preheader: 'টাকাটি এই অর্ডারে যোগ হয়নি। {shop}-এর একজন তা মিলিয়ে দেখছেন।',
      heading: 'অর্ডার বাতিল হয়েছে, দোকান আপনার টাকাটা দেখছে',
      sentences: [
        '{shop} এই অর্ডারটি বাতিল করেছে, তাই পেমেন্ট লিংকটি আর কাজ করবে না।',
        'আপনার ৳{amount} বিকাশ পেমেন্ট এই অর্ডারে যোগ হয়নি, আর তা নিজে থেকে ফেরতও যাবে না: {shop}-এর একজন তা মিলিয়ে দেখছেন।',
        'জানতে চাইলে {shop}-এর সঙ্গে যোগাযোগ করুন।',
      ],
    },
    en: {
      subject: 'Order {order} is cancelled, your ৳{amount} is being looked into',
      preheader: 'It does not pay this order. Somebody at {shop} is looking into it.',
      heading: 'Your order is cancelled, the shop is looking into your money',
      sentences: [
        '{shop} has cancelled this order, so its payment link no longer works.',
        'Your bKash payment of ৳{amount} does not pay this order, and it does not go back by itself: somebody at {shop} is looking into it.',
        'You can contact {shop} about it.',
      ],
    },
  },
  'order.refunded': {
    bn: {
      subject: '৳{amount} ফেরত দেওয়া হয়েছে · অর্ডার {order}',
      preheader: 'টাকা আপনার বিকাশ অ্যাকাউন্টে ফেরত গেছে।',
      heading: 'আপনার টাকা ফেরত দেওয়া হয়েছে',
      sentences: [
        '{shop} আপনার বিকাশ অ্যাকাউন্টে ৳{amount} ফেরত দিয়েছে।',
        'আপনাকে কিছু করতে হবে না। বিকাশ অ্যাপের লেনদেনের তালিকায় এটি দেখতে পাবেন।',
      ],
    },
    en: {
      subject: '৳{amount} has been refunded · order {order}',
      preheader: 'The money is back in your bKash account.',
      heading: 'Your money has been refunded',
      sentences: [
        '{shop} has sent ৳{amount} back to your bKash account.',
        'There is nothing for you to do. You can see it in the list of transactions in your bKash app.',
      ],
    },
  },
  'order.surplus_returned': {
    bn: {
      subject: 'বাড়তি ৳{amount} ফেরত দেওয়া হয়েছে · অর্ডার {order}',
      preheader: 'টাকা আপনার বিকাশ অ্যাকাউন্টে ফেরত গেছে।',
      heading: 'বাড়তি টাকা ফেরত দেওয়া হয়েছে',
      sentences: [
        'এই অর্ডারের জন্য প্রয়োজনের বাইরে ৳{amount} এসেছিল।',
        '{shop} পুরোটাই আপনার বিকাশ অ্যাকাউন্টে ফেরত দিয়েছে। আপনাকে কিছু করতে হবে না।',
      ],
    },
    en: {
      subject: 'A surplus of ৳{amount} has been returned · order {order}',
      preheader: 'The money is back in your bKash account.',
      heading: 'The surplus has been returned',
      sentences: [
        '৳{amount} arrived for this order that was not needed.',
        '{shop} has sent all of it back to your bKash account. There is nothing for you to do.',
      ],
    },
  },
  'order.payment_link': {
    bn: {
      subject: 'এখন বিকাশে টাকা দিতে পারবেন · অর্ডার {order}',
      preheader: 'আপনার অর্ডার রাখা আছে, বিকাশের পাতা এখন খুলবে।',
      heading: 'এখন বিকাশে টাকা দিতে পারবেন',
      sentences: [
        'আপনি {shop}-এ অর্ডার করার সময় বিকাশে টাকা দেওয়া যাচ্ছিল না। এখন দিতে পারবেন, আপনার অর্ডারও রাখা আছে।',
        'নিচের বোতাম থেকে বিকাশের নিজের পাতায় গিয়ে টাকা দিন।',
        'অর্ডারটি আর না চাইলে কিছু করতে হবে না। আপনার বিকাশ থেকে কোনো টাকা কাটা হয়নি।',
      ],
    },
    en: {
      subject: 'You can pay with bKash now · order {order}',
      preheader: 'Your order has been kept, and the page of bKash opens now.',
      heading: 'You can pay with bKash now',
      sentences: [
        'When you ordered at {shop}, paying with bKash was not possible. It is now, and your order has been kept.',
        'The button below takes you to bKash’s own page to pay.',
        'If you no longer want the order, there is nothing to do. Nothing was taken from your bKash account.',
      ],
    },
  },
};

/** What every letter says around its message. TrxID is bKash's own word, in its Bangla messages too. `{name}` is the customer's own. */
export const phrases: Record<LetterLocale, Record<Phrase, string>> = {
  bn: {
    dear: 'প্রিয় {name},',
    dearCustomer: 'প্রিয় গ্রাহক,',
    order: 'অর্ডার নম্বর',
    total: 'অর্ডারের মূল্য',
    amount: 'টাকার পরিমাণ',
    trxId: 'বিকাশ TrxID',
    date: 'তারিখ ও সময়',
    backToShop: '{shop}-এ ফিরে যান',
    payNow: 'বিকাশে টাকা দিন',
    payUntil: 'টাকা দেওয়ার শেষ সময়',
    neverAsked: '{shop} কখনো আপনার বিকাশ পিন বা ওটিপি জানতে চায় না।',
    whyThisEmail: '{shop}-এ অর্ডার করার সময় এই ইমেইল ঠিকানা দেওয়া হয়েছিল বলে এটি পেয়েছেন।',
  },
  en: {
    dear: 'Dear {name},',
    dearCustomer: 'Dear customer,',
    order: 'Order',
    total: 'Order total',
    amount: 'Amount',
    trxId: 'bKash TrxID',
    date: 'Date and time',
    backToShop: 'Back to {shop}',
    payNow: 'Pay with bKash',
    payUntil: 'Can be paid until',
    neverAsked: '{shop} never asks for your bKash PIN or OTP.',
    whyThisEmail: 'You get this email because your address was given with an order at {shop}.',
  },
};

type Phrase =
  | 'dear'
  | 'dearCustomer'
  | 'order'
  | 'total'
  | 'amount'
  | 'trxId'
  | 'date'
  | 'backToShop'
  | 'payNow'
  | 'payUntil'
  | 'neverAsked'
  | 'whyThisEmail';
