import type * as z from 'zod/mini';
import type { answerSchemas, ObjectName, requestSchemas, ValueName } from './schemas.ts';

type Fields<Name extends ObjectName> = keyof z.input<(typeof requestSchemas & typeof answerSchemas)[Name]>;

/** What every object and every field of it means; one that is not explained here does not type-check. */
type FieldWords = {
  [Name in ObjectName]: { about: string; fields: Record<Fields<Name>, string> };
};

export const valueWords: Record<ValueName, string> = {
  Id: 'The shop’s own id: letters, digits, `-` and `_`, at most 64, beginning with a letter or digit.',
  Amount: 'Taka with exactly two decimals, as a string, above zero.',
  ShownAmount: 'Taka with exactly two decimals, as a string; may be `0.00`.',
  Currency: 'Always `BDT`.',
  Locale: 'The language the customer is addressed in: Bangla or English.',
};

const order: Record<Fields<'Order'>, string> = {
  orderId: 'As the shop gave it.',
  status:
    '`pending`: not decided, also while a payment is in doubt. `paid`. `review`: money was received and is being checked. `failed`, `cancelled`: what became of the latest attempt, or the shop withdrew the order. `expired`. `partially_refunded`, `refunded`.',
  payable:
    'Whether the payment link still leads to bKash; also true of a `failed` or `cancelled` order that can be tried again.',
  amount: 'What the customer owes.',
  currency: 'Always `BDT`.',
  amountPaid: '`0.00` or the order’s amount; a coupon counts as paid. Surplus is not in it.',
  amountRefunded: 'The sum of the refunds that succeeded.',
  locale: 'The language of messages, pages and bKash’s own words.',
  mode: 'Whether the customer pays on bKash’s page or inside the shop’s.',
  createdAt: 'ISO 8601, UTC.',
  expiresAt: 'After this no new payment starts.',
  updatedAt: 'The last change of the order.',
  attempts: 'Every try to pay, oldest first.',
  refunds: 'What the shop asked to give back, oldest first.',
  surplus: 'Money beyond what the order needs; it goes back by itself.',
  timeline: 'What happened, oldest first. For people; decide by `status`.',
};

export const fieldWords: FieldWords = {
  CheckoutRequest: {
    about: 'An order to be paid. The same body again is the same order, compared after defaults.',
    fields: {
      orderId: 'Yours, and once only: the same id with another body is refused.',
      amount:
        'From your server, never from the browser; within the stage’s limits (1.00 to 500000.00 unless set otherwise).',
      currency: 'Always `BDT`.',
      customer: 'Who pays; may be `{}`. Used for the order’s messages only.',
      returnUrl:
        'Where the customer goes back to, with `orderId` and `status` added. Its origin must be on the stage’s list.',
      locale: 'Bangla unless said otherwise.',
      mode: '`redirect`: bKash’s own page. `sdk`: bKash’s script in your page, where the stage has that product.',
      expiresInMinutes: 'How long the order may be paid.',
    },
  },
  Customer: {
    about: 'All optional: without an address nobody is told anything.',
    fields: {
      name: 'As the customer is addressed.',
      email: 'For the order’s messages.',
      phone: 'A Bangladeshi mobile number, with or without `+88`.',
    },
  },
  RefundRequest: {
    about: 'Money to be given back. The same body again is the same refund.',
    fields: {
      refundId: 'Yours, and once only per order.',
      amount: 'At most what was captured and not given back yet.',
      reason:
        'Goes to bKash, and is shown to whoever holds the order’s link: no personal data in it. Without control characters, `<`, `>` and `&`.',
    },
  },
  CheckoutResponse: {
    about: 'The order, and what its customer needs to pay it.',
    fields: {
      ...order,
      payUrl:
        'The payment link: works until the order is settled, on any device, also when bKash was down at checkout.',
      bkashUrl: 'bKash’s page of the live attempt, or null while there is none; then use `payUrl`.',
      token:
        'Opens this one order to its customer: read and pay, never refund. Always the same for an order.',
    },
  },
  Order: { about: 'How an order stands. With a token it holds nothing personal.', fields: order },
  Attempt: {
    about: 'One try to pay with bKash.',
    fields: {
      attempt: 'Counts from 1.',
      invoice: 'The `merchantInvoiceNumber` in bKash’s books.',
      state:
        '`unknown` and `doubtful` mean that bKash’s answer is missing and will be fetched: money may have moved.',
      paymentID: 'bKash’s id of this try.',
      trxID: 'bKash’s id of the money, once captured.',
      amount: 'What was captured, else what was asked.',
      payer: 'The wallet that paid, masked. With the key only.',
      reason:
        'bKash’s code of a refusal, `at_bkash` when its page refused, why the attempt lapsed, or `attached` when the shop attached money that came by QR or USSD.',
      message: 'bKash’s own words for the customer, in the order’s language.',
      at: 'When it came into this state.',
    },
  },
  Refund: {
    about: 'Money on its way back to the customer, asked for by the shop.',
    fields: {
      refundId: 'As the shop gave it.',
      amount: 'What goes back.',
      state:
        '`requested`: taken up. `sending`: bKash was asked. `unknown`: its answer is missing, and is looked for until it is found or a person settles it. `succeeded`, `refused`: final.',
      refundTrxID:
        'bKash’s id of the return, once it succeeded; absent where not bKash’s answer but a person says that it did.',
      reason: 'As the shop gave it; whoever holds the order’s link sees it too.',
      at: 'When it was asked for.',
    },
  },
  Surplus: {
    about:
      'Money that the order does not need: a second payment, or one that came too late. It goes back by itself.',
    fields: {
      trxID: 'bKash’s id of the money.',
      attempt: 'The attempt it came by.',
      amount: 'What goes back.',
      state:
        'As of a refund; `requested` also while a person judges it, `refused` also once a person has settled it outside bKash.',
      refundTrxID: 'bKash’s id of the return, once it succeeded.',
      at: 'When it was found.',
    },
  },
  TimelineEntry: {
    about: 'One line of an order’s story.',
    fields: {
      at: 'ISO 8601, UTC.',
      what: 'A short name; new ones may come.',
      detail: 'The same in English.',
    },
  },
  ClaimRequest: {
    about: 'What a customer says he paid. It is never believed: it has bKash asked.',
    fields: { trxID: 'bKash’s id of the money, as its SMS says it: ten capital letters and digits.' },
  },
  Notification: {
    about: 'One thing that the customer was told.',
    fields: {
      id: 'Stays the same; good in a path as it stands.',
      fact: 'What it is about; new ones may come.',
      text: 'For the customer, in the order’s language.',
      at: 'Since when it is true.',
      readAt: 'When it was marked as read, or null.',
    },
  },
  Notifications: {
    about: 'All that the customer was told about the order.',
    fields: { items: 'Newest first.', unread: 'How many of them were not read.' },
  },
  SdkExecuteRequest: {
    about: 'What bKash.js gives to the page when the customer has approved.',
    fields: { paymentID: 'bKash’s id of the payment.' },
  },
  SdkExecuteResponse: {
    about: 'How the order stands after the customer approved inside the shop’s page.',
    fields: {
      status: 'As of the order; only `paid` means paid.',
      bkash:
        'In bKash’s own fields, without who paid: what it answered, or why it refused. Absent while it did not answer.',
    },
  },
  PaymentEvent: {
    about: 'A message to the shop’s server: a final fact of an order, or news of one of its attempts.',
    fields: {
      type: 'What happened.',
      timestamp: 'When it became true.',
      data: 'The order as the shop’s key would see it at the moment of sending.',
    },
  },
  Problem: {
    about: 'RFC 9457. Decide by `code`: the list is closed.',
    fields: {
      type: 'A URN that ends in the code.',
      title: 'The same for every problem of this code.',
      status: 'As the HTTP status.',
      detail: 'What happened and what to do next.',
      code: 'What to decide by.',
      requestId: 'Quote it when you ask for help.',
      errors: 'For bad input: each field at fault.',
    },
  },
  Health: {
    about: 'The function starts and its configuration is sound.',
    fields: { status: 'Always `ok`.' },
  },
};
