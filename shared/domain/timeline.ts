/** One turn of an order, for the shop and its operator. */
export interface TimelineEntry {
  at: number;
  what: TimelineWhat;
  attempt?: number;
}

export type TimelineWhat =
  | 'checkout'
  | 'bkash_created'
  | 'create_refused'
  | 'create_silent'
  | 'bkash_unreachable'
  | 'customer_authorised'
  | 'absent_customer_authorised'
  | 'execute_sent'
  | 'execute_sent_again'
  | 'execute_unanswered'
  | 'execute_not_sent'
  | 'customer_cancelled'
  | 'failed_at_bkash'
  | 'refused'
  | 'superseded'
  | 'lapsed'
  | 'doubtful'
  | 'completed'
  | 'review'
  | 'coupon_confirmed'
  | 'review_accepted'
  | 'review_returned'
  | 'attached'
  | 'reopened'
  | 'surplus'
  | 'surplus_settled'
  | 'claim_closed'
  | 'told_again'
  | 'refund_requested'
  | 'refund_sent'
  | 'refund_not_sent'
  | 'refund_waits'
  | 'refund_succeeded'
  | 'refund_refused'
  | 'refund_unknown'
  | 'refund_settled_succeeded'
  | 'refund_settled_refused'
  | 'email_bounced'
  | 'email_complained'
  | 'withdrawn'
  | 'expired';
