import type { Locale } from './locale.ts';

export type InBothLanguages = Record<Locale, string>;

/** Every sentence the shop says. `{x}` is filled in by the caller. */
export const words = {
  shopName: { bn: 'সুন্দরবন', en: 'SundarBan' },
  otherLanguage: { bn: 'English', en: 'বাংলা' },
  skipToContent: { bn: 'মূল অংশে যান', en: 'Skip to content' },
  demoNote: {
    bn: 'এটি একটি নমুনা দোকান: কিছুই পাঠানো হয় না, টাকাও কাটা হয় না।',
    en: 'This is a demonstration shop: nothing is shipped and no money moves.',
  },
  myOrder: { bn: 'আমার অর্ডার', en: 'My order' },
  backToShop: { bn: 'দোকানে ফিরুন', en: 'Back to the shop' },

  tagline: { bn: 'বনের জিনিস, ঘরের দোরে', en: 'From the mangrove to your door' },
  taglineMore: {
    bn: 'মৌয়াল, জেলে আর তাঁতিদের কাছ থেকে সরাসরি। দাম দিন বিকাশে।',
    en: 'Straight from honey gatherers, fishers and weavers. Pay with bKash.',
  },
  allProducts: { bn: 'সব পণ্য', en: 'All products' },
  add: { bn: 'ঝুড়িতে নিন', en: 'Add to cart' },
  addNamed: { bn: 'ঝুড়িতে নিন: {name}', en: 'Add to cart: {name}' },
  inCart: { bn: 'ঝুড়িতে {count}টি', en: '{count} in your cart' },

  cart: { bn: 'ঝুড়ি', en: 'Cart' },
  cartWithCount: { bn: 'ঝুড়ি, {count}টি', en: 'Cart, {count} items' },
  cartEmpty: { bn: 'আপনার ঝুড়ি খালি।', en: 'Your cart is empty.' },
  openCart: { bn: 'ঝুড়ি দেখুন', en: 'View cart' },
  fewer: { bn: 'একটি কমান: {name}', en: 'One fewer: {name}' },
  more: { bn: 'আরেকটি নিন: {name}', en: 'One more: {name}' },
  remove: { bn: 'বাদ দিন', en: 'Remove' },
  removeNamed: { bn: 'বাদ দিন: {name}', en: 'Remove: {name}' },
  quantity: { bn: 'পরিমাণ', en: 'Quantity' },
  summary: { bn: 'হিসাব', en: 'Summary' },
  delivery: { bn: 'ডেলিভারি', en: 'Delivery' },
  free: { bn: 'ফ্রি', en: 'Free' },
  total: { bn: 'মোট', en: 'Total' },
  toCheckout: { bn: 'অর্ডার করতে যান', en: 'Go to checkout' },
  keepShopping: { bn: 'আরও কেনাকাটা', en: 'Keep shopping' },

  checkout: { bn: 'চেকআউট', en: 'Checkout' },
  yourDetails: { bn: 'আপনার তথ্য', en: 'Your details' },
  name: { bn: 'নাম', en: 'Name' },
  phone: { bn: 'মোবাইল নম্বর', en: 'Mobile number' },
  phoneHint: { bn: 'যেমন ০১৭১২৩৪৫৬৭৮', en: 'For example 01712345678' },
  email: { bn: 'ইমেইল (না দিলেও চলে)', en: 'Email (optional)' },
  emailHint: { bn: 'রসিদ এই ঠিকানায় যাবে', en: 'The receipt goes to this address' },
  locale: { bn: 'বার্তার ভাষা', en: 'Language of messages' },
  payWithBkash: { bn: 'বিকাশে {amount} দিন', en: 'Pay {amount} with bKash' },
  payNote: {
    bn: 'ওটিপি আর পিন দেবেন বিকাশের কাছে; এই দোকান তা দেখে না।',
    en: 'You enter OTP and PIN at bKash itself; this shop never sees them.',
  },
  way: { bn: 'কোথায় টাকা দেবেন', en: 'Where you pay' },
  wayRedirect: { bn: 'বিকাশের পাতায়', en: "On bKash's page" },
  waySdk: { bn: 'এই দোকানেই', en: 'Here in the shop' },
  payHereTitle: { bn: 'এখানেই বিকাশে টাকা দিন', en: 'Pay here with bKash' },
  payHereText: {
    bn: 'বোতাম চাপলে এই পাতার উপরেই বিকাশ খুলবে।',
    en: 'The button opens bKash on top of this page.',
  },
  payHereNote: {
    bn: 'ওটিপি আর পিন দেবেন বিকাশের নিজের ঘরে; এই দোকান তা দেখে না।',
    en: "You enter OTP and PIN in bKash's own frame; this shop never sees them.",
  },
  payHereNeedsScript: {
    bn: 'এখানে টাকা দিতে জাভাস্ক্রিপ্ট লাগে; নিচের লিংকে লাগে না।',
    en: 'Paying here needs JavaScript; the link below does not.',
  },
  payHereUnreachable: {
    bn: 'বিকাশ এই মুহূর্তে সাড়া দিচ্ছে না। কোনো টাকা কাটা হয়নি; একটু পরে আবার চেষ্টা করুন।',
    en: 'bKash does not answer just now. You were not charged; please try again in a moment.',
  },
  payHereClosed: {
    bn: 'বিকাশ বন্ধ করেছেন, কোনো টাকা কাটা হয়নি। চাইলে আবার খুলতে পারেন।',
    en: 'You closed bKash and were not charged. You can open it again.',
  },
  payOnBkashPage: { bn: 'বিকাশের পাতায় গিয়ে টাকা দিন', en: "Pay on bKash's page instead" },
  modeWrong: {
    bn: 'এই দোকানে বসে টাকা দেওয়া এখন যাচ্ছে না; বিকাশের পাতা বেছে নিন।',
    en: "Paying here is not possible just now; choose bKash's page.",
  },
  formHasErrors: { bn: 'কয়েকটি ঘর ঠিক করতে হবে।', en: 'Some fields need another look.' },
  nameMissing: { bn: 'আপনার নাম লিখুন।', en: 'Please enter your name.' },
  nameWrong: {
    bn: 'নাম সর্বোচ্চ ১০০ অক্ষরের হতে পারে, < বা > ছাড়া।',
    en: 'A name has at most 100 letters, without < or >.',
  },
  phoneMissing: { bn: 'আপনার মোবাইল নম্বর লিখুন।', en: 'Please enter your mobile number.' },
  phoneWrong: {
    bn: 'বাংলাদেশের ১১ সংখ্যার মোবাইল নম্বর দিন, যেমন ০১৭১২৩৪৫৬৭৮।',
    en: 'Enter a Bangladeshi mobile number of 11 digits, such as 01712345678.',
  },
  emailWrong: {
    bn: 'ইমেইল ঠিকানাটি ঠিক নয়, যেমন নাম@example.com।',
    en: 'This is not an email address, such as name@example.com.',
  },
  localeWrong: { bn: 'বাংলা অথবা ইংরেজি বেছে নিন।', en: 'Choose Bangla or English.' },
  refusedByPayments: {
    bn: 'পেমেন্ট ব্যবস্থা এই অর্ডার নিতে পারেনি। তথ্যগুলো দেখে আবার চেষ্টা করুন।',
    en: 'The payment system did not accept this order. Check your details and try again.',
  },

  order: { bn: 'অর্ডার', en: 'Order' },
  orderNumber: { bn: 'অর্ডার নম্বর', en: 'Order number' },
  whatYouOrdered: { bn: 'যা অর্ডার করেছেন', en: 'What you ordered' },
  amountToPay: { bn: 'দিতে হবে', en: 'To pay' },
  orderTotal: { bn: 'অর্ডারের মূল্য', en: 'Order total' },
  amountPaid: { bn: 'পরিশোধিত', en: 'Amount paid' },
  amountRefunded: { bn: 'ফেরত দেওয়া হয়েছে', en: 'Amount refunded' },
  trxID: { bn: 'বিকাশ TrxID', en: 'bKash TrxID' },
  payUntil: { bn: 'টাকা দেওয়ার শেষ সময়', en: 'Can be paid until' },
  bkashSays: { bn: 'বিকাশ জানিয়েছে', en: 'bKash says' },
  payNow: { bn: 'বিকাশে টাকা দিন', en: 'Pay with bKash' },
  payAgain: { bn: 'আবার টাকা দিন', en: 'Pay again' },
  paymentPage: { bn: 'পেমেন্টের পাতা', en: 'Payment page' },
  paymentPageMore: {
    bn: 'অন্য ফোনে খুলুন, ধাপগুলো দেখুন, অথবা জানান যে টাকা দিয়েছেন।',
    en: 'Open it on another phone, see each step, or tell us that you have paid.',
  },
  followsByItself: { bn: 'এই পাতা নিজে নিজেই হালনাগাদ হয়।', en: 'This page keeps itself up to date.' },

  waitingTitle: { bn: 'টাকার অপেক্ষায়', en: 'Waiting for your payment' },
  waitingText: {
    bn: 'আপনার অর্ডার রাখা আছে। বিকাশে টাকা দিলেই আমরা পাঠানোর কাজ শুরু করব।',
    en: 'We have your order. As soon as you have paid with bKash we begin to pack it.',
  },
  bkashDownTitle: { bn: 'বিকাশ সাড়া দিচ্ছিল না', en: 'bKash was not answering' },
  bkashDownText: {
    bn: 'আপনার অর্ডার রাখা আছে। টাকা দিতে নিচের বোতাম চাপুন: বিকাশ সাড়া দিলেই তার পাতা খুলবে।',
    en: 'We have your order. The button below waits for bKash and opens its page as soon as it is back.',
  },
  unopenedTitle: { bn: 'এখনো টাকা নেওয়া যায়নি', en: 'We could not take your payment yet' },
  unopenedText: {
    bn: 'আপনার অর্ডার রাখা আছে। টাকা দিতে নিচের বোতাম চাপুন: নেওয়া সম্ভব হলেই বিকাশের পাতা খুলবে।',
    en: 'We have your order. The button below opens the page of bKash as soon as that is possible.',
  },
  checkingTitle: { bn: 'পেমেন্ট যাচাই হচ্ছে', en: 'Checking your payment' },
  checkingText: {
    bn: 'বিকাশের কাছ থেকে নিশ্চিত হচ্ছি। আবার টাকা দেওয়ার দরকার নেই।',
    en: 'We are confirming it with bKash. There is no need to pay again.',
  },
  paidTitle: { bn: 'ধন্যবাদ, টাকা পেয়েছি', en: 'Thank you, it is paid' },
  paidText: { bn: 'বিকাশ আপনার পেমেন্ট নিশ্চিত করেছে।', en: 'bKash has confirmed your payment.' },
  reviewTitle: { bn: 'টাকা পেয়েছি, যাচাই চলছে', en: 'Received, being checked' },
  reviewText: {
    bn: 'আপনার টাকা এসেছে, মিলিয়ে দেখা হচ্ছে। দয়া করে আবার টাকা দেবেন না।',
    en: 'Your money has arrived and is being checked. Please do not pay again.',
  },
  failedTitle: { bn: 'পেমেন্ট হয়নি', en: 'The payment did not go through' },
  failedText: { bn: 'এই চেষ্টায় কোনো টাকা কাটা হয়নি।', en: 'You were not charged for this try.' },
  cancelledTitle: { bn: 'পেমেন্ট বাতিল করেছেন', en: 'You cancelled the payment' },
  cancelledText: {
    bn: 'কোনো টাকা কাটা হয়নি। অর্ডার রাখা আছে, চাইলে এখনই দিতে পারেন।',
    en: 'You were not charged. Your order is kept; you can still pay it.',
  },
  withdrawnTitle: { bn: 'অর্ডারটি বাতিল হয়েছে', en: 'This order is cancelled' },
  withdrawnText: { bn: 'এই অর্ডারের জন্য আর টাকা নেওয়া হবে না।', en: 'Nothing more will be charged for it.' },
  expiredTitle: { bn: 'সময় শেষ হয়ে গেছে', en: 'The time to pay is over' },
  expiredText: {
    bn: 'কোনো টাকা কাটা হয়নি। আবার অর্ডার করতে পারেন।',
    en: 'You were not charged. You are welcome to order again.',
  },
  lateMoneyTitle: { bn: 'আপনার টাকা ফেরত দেওয়া হবে', en: 'Your money goes back to you' },
  lateMoneyText: {
    bn: 'অর্ডারটি শেষ হয়ে গেছে; এর জন্য কোনো টাকা রাখা হবে না। টাকা আপনার বিকাশে ফেরত যাবে; আপনাকে কিছু করতে হবে না।',
    en: 'This order is over and keeps none of your money. It will be returned to your bKash wallet; there is nothing for you to do.',
  },
  packingSince: { bn: 'প্যাকিং শুরু', en: 'Being packed since' },
  partlyRefundedTitle: { bn: 'কিছু টাকা ফেরত দেওয়া হয়েছে', en: 'Partly refunded' },
  partlyRefundedText: { bn: 'টাকা আপনার বিকাশে ফেরত গেছে।', en: 'The money has gone back to your bKash wallet.' },
  refundedTitle: { bn: 'সব টাকা ফেরত দেওয়া হয়েছে', en: 'Refunded' },
  refundedText: { bn: 'টাকা আপনার বিকাশে ফেরত গেছে।', en: 'The money has gone back to your bKash wallet.' },
  unreachableTitle: { bn: 'অর্ডার রাখা আছে', en: 'Your order is kept' },
  unreachableText: {
    bn: 'এই মুহূর্তে পেমেন্ট ব্যবস্থায় পৌঁছানো যাচ্ছে না। এই পাতা নিজেই আবার চেষ্টা করবে।',
    en: 'The payment system cannot be reached just now. This page tries again by itself.',
  },

  notFoundTitle: { bn: 'পাতাটি পাওয়া গেল না', en: 'Page not found' },
  notFoundText: { bn: 'ঠিকানাটি আরেকবার দেখুন।', en: 'Please check the address.' },
  badRequestTitle: { bn: 'অনুরোধটি বোঝা গেল না', en: 'We did not understand that' },
  badRequestText: { bn: 'দোকানে ফিরে আবার চেষ্টা করুন।', en: 'Go back to the shop and try again.' },
  tooLargeTitle: { bn: 'লেখা অনেক বড়', en: 'That was too much' },
  tooLargeText: { bn: 'ছোট করে আবার পাঠান।', en: 'Please send something shorter.' },
  brokenTitle: { bn: 'কিছু একটা গোলমাল হয়েছে', en: 'Something went wrong' },
  brokenText: { bn: 'একটু পরে আবার চেষ্টা করুন।', en: 'Please try again in a moment.' },
} as const satisfies Record<string, InBothLanguages>;

export type WordKey = keyof typeof words;
export type Say = (key: WordKey, values?: Record<string, string>) => string;

/** `speak('en')('inCart', { count: '2' })` → `2 in your cart`. */
export function speak(locale: Locale): Say {
  return (key, values = {}) =>
    words[key][locale].replace(/\{(\w+)\}/g, (whole: string, name: string) => values[name] ?? whole);
}
