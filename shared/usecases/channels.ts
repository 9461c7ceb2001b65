import type { Notice } from '../adapters/dynamodb/notice-port.ts';
import type { StageConfig } from '../config/stage.ts';
import { type Fact, isStillTrue, type NewsKind, partsOf, type ToldKind } from '../domain/facts.ts';
import type { Order } from '../domain/order.ts';

export type Channel = Notice['channel'];

/** What of a stage decides who can be told. */
export type Reach = Pick<StageConfig, 'shopWebhookUrl' | 'sms'>;

/** Who has to be told these facts, and how: `toldBy` keeps news from customers, which the type cannot see. */
export function noticesOf(order: Order, facts: readonly Fact[], reach: Reach): Notice[] {
  const { orderId } = order;
  return facts.flatMap((fact) =>
    channelsOf(order, fact, reach).map((channel) => ({ orderId, fact, channel }) as Notice),
  );
}

/** The ways this fact of this order is told: each channel that it concerns and whose address is known. */
export function channelsOf(order: Order, fact: Fact, reach: Reach): Channel[] {
  const { kind } = partsOf(fact);
  const isNoNews = kind === 'order.expired' && !wasEverApproved(order);
  return toldBy[kind].filter((channel) => reaches[channel](order, reach) && !(channel === 'sms' && isNoNews));
}

/**
 * Somebody approved a payment of it. Who did not has nothing to learn from its end, and anybody can leave anybody's
 * number at a checkout and walk away: each would cost the shop an SMS, and the month's limit those who paid.
 */
function wasEverApproved({ attempts, surplus }: Order): boolean {
  return (
    surplus.length > 0 ||
    attempts.some(
      (one) =>
        ('sentAt' in one && one.sentAt !== undefined) ||
        (one.state === 'lapsed' && one.reason === 'never_executed'),
    )
  );
}

/** Read strongly just before the send: what was true when it was queued may have become something else. */
export function reasonForSilence(
  order: Order | undefined,
  { fact, channel }: Notice,
  reach: Reach,
  now: number,
): string | undefined {
  if (!order) return 'no_order';
  if (!isStillTrue(order, fact, now)) return 'true_no_more';
  if (!channelsOf(order, fact, reach).includes(channel)) return 'no_address';
  return undefined;
}

/** A new channel is a row here and a sender at a function. */
const reaches: Record<Channel, (order: Order, reach: Reach) => boolean> = {
  email: ({ customer, emailTrouble }) => customer.email !== undefined && !emailTrouble,
  // An SMS costs a hundred times as much as an email: it is for whom no email reaches. Who complained was reached.
  sms: ({ customer, emailTrouble }, { sms }) => {
    const noEmail = customer.email === undefined || emailTrouble === 'bounced';
    return sms === 'on' && customer.phone !== undefined && noEmail;
  },
  shop: (_, { shopWebhookUrl }) => shopWebhookUrl !== undefined,
};

const customer = ['email', 'sms'] as const;

/**
 * Whom a fact concerns (contract, section 3). What is still being decided, and a link that works again, is the
 * customer's; a single attempt, which he has seen on bKash's page, the shop's.
 */
const toldBy: Record<ToldKind, readonly Channel[]> & Record<NewsKind, readonly ['shop']> = {
  'order.paid': [...customer, 'shop'],
  'order.review': customer,
  'order.expired': [...customer, 'shop'],
  'order.cancelled': [...customer, 'shop'],
  'order.payment_link': customer,
  'order.refunded': [...customer, 'shop'],
  'order.surplus_returned': [...customer, 'shop'],
  'attempt.failed': ['shop'],
  'attempt.cancelled': ['shop'],
};
