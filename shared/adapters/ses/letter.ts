import { partsOf, type ToldFact } from '../../domain/facts.ts';
import type { Poisha } from '../../domain/money.ts';
import { moneyBackOf } from '../../domain/money-back.ts';
import { attemptNumbered, type Order } from '../../domain/order.ts';
import { paidAttempt } from '../../domain/status.ts';
import { type LetterKind, type LetterLocale, type Mood, messages, moodOf, phrases } from './messages.ts';
import { addressableName, spokenAmount, spokenTime } from './wording.ts';

/** What a letter says, before it is dressed as HTML or text. Plain text throughout; only `greeting` is a customer's. */
export interface Letter {
  locale: LetterLocale;
  mood: Mood;
  shopName: string;
  subject: string;
  preheader: string;
  greeting: string;
  heading: string;
  sentences: string[];
  rows: Array<{ label: string; value: string }>;
  link: { label: string; url: string };
  smallPrint: string[];
}

export interface Shop {
  shopName: string;
  /** Where a letter about this order leads: to its payment or back to the shop. */
  linkTo(order: Order): string;
}

/** The letter that tells this order's customer this fact, in the customer's language. */
export function letterOf(order: Order, fact: ToldFact, { shopName, linkTo }: Shop): Letter {
  const { locale } = order;
  const words = phrases[locale];
  const kind = kindOf(order, fact);
  const money = moneyOf(order, kind, partsOf(fact).about);
  const isToPay = kind === 'order.payment_link';
  const amount = spokenAmount(money?.amountPoisha ?? order.amountPoisha, locale);
  const fill = (template: string) => filled(template, { shop: shopName, order: order.orderId, amount });

  const message = messages[kind][locale];
  const name = addressableName(order.customer.name);
  return {
    locale,
    mood: moodOf[kind],
    shopName,
    subject: fill(message.subject),
    preheader: fill(message.preheader),
    greeting: name === undefined ? words.dearCustomer : filled(words.dear, { name }),
    heading: fill(message.heading),
    sentences: message.sentences.map(fill),
    rows: [
      { label: words.order, value: order.orderId },
      { label: amountMoved(kind) ? words.amount : words.total, value: `৳${amount}` },
      ...(money
        ? [
            { label: words.trxId, value: money.trxId },
            { label: words.date, value: spokenTime(money.at, locale) },
          ]
        : []),
      ...(isToPay ? [{ label: words.payUntil, value: spokenTime(order.expiresAt, locale) }] : []),
    ],
    link: { label: fill(isToPay ? words.payNow : words.backToShop), url: linkTo(order) },
    smallPrint: [fill(words.neverAsked), fill(words.whyThisEmail)],
  };
}

/** "Nothing was taken" would be a lie to a customer whose money arrived after the order was closed. */
function kindOf(order: Order, fact: ToldFact): LetterKind {
  const closed = fact === 'order.expired' || fact === 'order.cancelled';
  return closed && order.surplus.length > 0 ? `${fact}, late money` : partsOf(fact).kind;
}

/** In review it is not settled how much came; when nothing came there is only what was owed. */
function amountMoved(kind: LetterKind): boolean {
  return kind !== 'order.review' && kind !== 'order.payment_link' && !nothingMoved.has(kind);
}

const nothingMoved: ReadonlySet<LetterKind> = new Set(['order.expired', 'order.cancelled']);

interface Money {
  trxId: string;
  amountPoisha: Poisha;
  at: number;
}

function moneyOf(order: Order, kind: LetterKind, about: string | undefined): Money | undefined {
  switch (kind) {
    case 'order.paid':
      return captureOf(order, paidAttempt(order)?.attempt);
    case 'order.review':
      return captureOf(order, order.review?.attempt);
    case 'order.expired, late money':
    case 'order.cancelled, late money':
      return order.surplus.at(-1);
    case 'order.refunded':
    case 'order.surplus_returned':
      return returnOf(order, about);
    case 'order.expired':
    case 'order.cancelled':
    case 'order.payment_link':
      return undefined;
  }
}

/** What went back, under the number that the customer's own statement shows for it. */
function returnOf(order: Order, id: string | undefined): Money | undefined {
  const back = moneyBackOf(order).find((one) => one.id === id);
  if (back?.progress.state !== 'succeeded') return undefined;
  const { refundTrxId, changedAt } = back.progress;
  return { trxId: refundTrxId, amountPoisha: back.amountPoisha, at: changedAt };
}

/** The order's own amount: a coupon may have lowered what the wallet gave, and a customer owes none of it. */
function captureOf(order: Order, number: number | undefined): Money | undefined {
  const attempt = number === undefined ? undefined : attemptNumbered(order, number);
  if (attempt?.state !== 'completed') return undefined;
  return { trxId: attempt.captured.trxId, amountPoisha: order.amountPoisha, at: attempt.changedAt };
}

/** One pass, so that a value that looks like a placeholder stays what it is. */
function filled(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}
