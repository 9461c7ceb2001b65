import type { TimelineWhat } from '../domain/timeline.ts';

/** What the shop and its operator read in an order's timeline. */
export const timelineTexts: Record<TimelineWhat, string> = {
  checkout: 'The shop asked for the payment',
  bkash_created: 'bKash opened a payment',
  create_refused: 'bKash refused to open a payment',
  create_silent: 'bKash did not answer when a payment was to be opened',
  bkash_unreachable: 'bKash could not be reached',
  customer_authorised: 'The customer approved; the execution is owed',
  absent_customer_authorised: 'The customer approved and did not come back; the execution is owed',
  execute_sent: 'The customer approved; the execution was sent',
  execute_sent_again: 'bKash knows of the approval and of no payment; the execution was sent once more',
  execute_unanswered: 'No answer to the execution; bKash will be asked',
  execute_not_sent: 'The execution never reached bKash; it will be sent again',
  customer_cancelled: 'The customer closed the page of bKash',
  failed_at_bkash: 'bKash ended the payment on its page',
  refused: 'bKash refused the payment',
  superseded: 'A newer payment took its place',
  lapsed: 'The payment lapsed, nothing was charged',
  doubtful: 'bKash knows nothing of the payment yet; it will be asked for a day',
  completed: 'bKash confirmed the payment',
  review: 'The money is not exactly what was ordered; a person checks it',
  coupon_confirmed: 'bKash confirmed that a coupon paid the rest',
  surplus: 'Money arrived that the order does not need; it goes back',
  withdrawn: 'The shop withdrew the order',
  expired: 'The time to pay is over',
};
