import type { Locale } from './locale.ts';
import type { SceneName } from './scene.ts';

export interface SceneText {
  title: string;
  body: string;
}

/** Said by the waiting page as well, whose function shall not carry all the others. */
export const checkingText: Record<Locale, SceneText> = {
  bn: { title: 'আপনার পেমেন্ট যাচাই করা হচ্ছে', body: 'বিকাশের উত্তরের অপেক্ষায় আছি। আবার টাকা দেবেন না।' },
  en: {
    title: 'We are checking your payment',
    body: 'We are waiting for the answer of bKash. Please do not pay again.',
  },
};

/** What the customer reads first. */
export const sceneTexts: Record<SceneName, Record<Locale, SceneText>> = {
  unpaid: {
    bn: { title: 'টাকা দেওয়া বাকি', body: 'আপনার অর্ডার রাখা আছে। বিকাশে টাকা দিলেই এই পাতায় দেখতে পাবেন।' },
    en: {
      title: 'Waiting for your payment',
      body: 'Your order is kept. Once you have paid with bKash it shows here.',
    },
  },
  bkash_silent: {
    bn: {
      title: 'বিকাশ সাড়া দিচ্ছিল না',
      body: 'আপনার অর্ডার ঠিক আছে, কোনো টাকা কাটা হয়নি। নিচের বোতাম চাপুন: বিকাশ সাড়া দিলেই টাকা দেওয়ার পাতা খুলবে।',
    },
    en: {
      title: 'bKash was not answering',
      body: 'Your order is safe and nothing was charged. The button below opens the payment page as soon as bKash is back.',
    },
  },
  checking: checkingText,
  doubtful: {
    bn: {
      title: 'বিকাশের হিসাবে পেমেন্টটি এখনো নেই',
      body: 'এক দিন ধরে বিকাশের কাছে খোঁজ নেব। চাইলে এখনই আবার টাকা দিতে পারেন: পরে প্রথম টাকাটিও কাটা হয়েছে দেখা গেলে তা নিজে থেকেই ফেরত যাবে।',
    },
    en: {
      title: 'bKash has no such payment so far',
      body: 'We go on asking bKash for a day. You may pay again now: should the first payment turn out to be charged after all, that money goes back by itself.',
    },
  },
  paid: {
    bn: { title: 'পেমেন্ট পেয়েছি, ধন্যবাদ!', body: 'এই অর্ডারের জন্য আর কোনো টাকা দিতে হবে না।' },
    en: { title: 'Payment received, thank you!', body: 'There is nothing more to pay for this order.' },
  },
  review: {
    bn: { title: 'টাকা পেয়েছি, যাচাই চলছে', body: 'আপনাকে কিছু করতে হবে না। আবার টাকা দেবেন না।' },
    en: {
      title: 'Received, being checked',
      body: 'Your money has arrived and is being checked. Please do not pay again.',
    },
  },
  failed: {
    bn: { title: 'পেমেন্ট হয়নি', body: 'এই চেষ্টায় কোনো টাকা কাটা হয়নি। আবার চেষ্টা করতে পারেন।' },
    en: {
      title: 'The payment did not go through',
      body: 'You were not charged for this try. You can try again.',
    },
  },
  cancelled: {
    bn: { title: 'আপনি পেমেন্ট বাতিল করেছেন', body: 'কোনো টাকা কাটা হয়নি। অর্ডার রাখা আছে, চাইলে এখনই টাকা দিতে পারেন।' },
    en: {
      title: 'You cancelled the payment',
      body: 'You were not charged. Your order is kept, and you can still pay it.',
    },
  },
  closing: {
    bn: {
      title: 'নতুন পেমেন্টের সময় শেষ',
      body: 'এইমাত্র বিকাশে সম্মতি দিয়ে থাকলে তা গোনা হবে: কয়েক মিনিটের মধ্যে এই পাতায় দেখতে পাবেন।',
    },
    en: {
      title: 'No new payment can be started',
      body: 'One that you have just approved at bKash still counts: it shows here within some minutes.',
    },
  },
  withdrawn: {
    bn: { title: 'অর্ডারটি বাতিল হয়েছে', body: 'দোকান অর্ডারটি তুলে নিয়েছে। এর জন্য আর টাকা নেওয়া হবে না।' },
    en: {
      title: 'This order is cancelled',
      body: 'The shop withdrew it. Nothing will be charged for it any more.',
    },
  },
  expired: {
    bn: { title: 'টাকা দেওয়ার সময় শেষ', body: 'কোনো টাকা কাটা হয়নি। দোকানে আবার অর্ডার করতে পারেন।' },
    en: { title: 'The time to pay is over', body: 'You were not charged. You are welcome to order again.' },
  },
  late_money: {
    bn: {
      title: 'আপনার টাকা ফেরত যাচ্ছে',
      body: 'অর্ডারটি শেষ হয়ে গেছে; এর জন্য কোনো টাকা রাখা হবে না। তা আপনার বিকাশে ফেরত যাবে; আপনাকে কিছু করতে হবে না।',
    },
    en: {
      title: 'Your money is on its way back',
      body: 'The order is over and keeps none of it. It goes back to your bKash account; there is nothing for you to do.',
    },
  },
  late_money_stuck: {
    bn: {
      title: 'দোকান আপনার টাকাটা দেখছে',
      body: 'অর্ডারটি শেষ হয়ে গেছে, কিন্তু আপনার টাকা নিজে থেকে ফেরত না-ও গিয়ে থাকতে পারে। দোকানের একজন এটি মিলিয়ে দেখছেন; জানতে চাইলে দোকানের সঙ্গে যোগাযোগ করুন।',
    },
    en: {
      title: 'The shop is looking into your money',
      body: 'The order is over, and your money may not have gone back by itself. Somebody at the shop is dealing with it; you can contact the shop about it.',
    },
  },
  late_money_settled: {
    bn: {
      title: 'দোকান আপনার টাকার নিষ্পত্তি করেছে',
      body: 'অর্ডারটি শেষ হয়ে গেছে। দোকান বিকাশের বাইরে আপনার টাকার নিষ্পত্তি করেছে; জানতে চাইলে দোকানের সঙ্গে যোগাযোগ করুন।',
    },
    en: {
      title: 'The shop has settled your money',
      body: 'The order is over, and the shop settled your money outside bKash. You can contact the shop about it.',
    },
  },
  returned: {
    bn: { title: 'আপনার টাকা ফেরত গেছে', body: 'অর্ডারটি শেষ হয়ে গেছে; আপনার টাকা আপনার বিকাশে ফেরত গেছে।' },
    en: {
      title: 'Your money has gone back',
      body: 'The order is over and has kept none of it: it is back in your bKash account.',
    },
  },
  partly_refunded: {
    bn: { title: 'কিছু টাকা ফেরত গেছে', body: 'টাকা আপনার বিকাশে ফেরত গেছে। বাকিটা এই অর্ডারের দাম।' },
    en: {
      title: 'Partly refunded',
      body: 'The money has gone back to your bKash account. The rest pays this order.',
    },
  },
  refunded: {
    bn: { title: 'সব টাকা ফেরত গেছে', body: 'টাকা আপনার বিকাশে ফেরত গেছে।' },
    en: { title: 'Refunded', body: 'All of the money has gone back to your bKash account.' },
  },
};
