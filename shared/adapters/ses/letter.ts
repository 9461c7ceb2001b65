import type { ToldFact } from '../../domain/facts.ts';
import type { Order } from '../../domain/order.ts';
import { type LetterKind, type LetterLocale, type Mood, messages, moodOf, phrases } from './messages.ts';
import { toldOf } from './told.ts';
import { addressableName, filled, spokenAmount, spokenTime } from './wording.ts';

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
  const { kind, money } = toldOf(order, fact);
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
      ...(money?.trxId === undefined ? [] : [{ label: words.trxId, value: money.trxId }]),
      ...(money ? [{ label: words.date, value: spokenTime(money.at, locale) }] : []),
      ...(isToPay ? [{ label: words.payUntil, value: spokenTime(order.expiresAt, locale) }] : []),
    ],
    link: { label: fill(isToPay ? words.payNow : words.backToShop), url: linkTo(order) },
    smallPrint: [fill(words.neverAsked), fill(words.whyThisEmail)],
  };
}

/** In review it is not settled how much came; when nothing came there is only what was owed. */
function amountMoved(kind: LetterKind): boolean {
  return kind !== 'order.review' && kind !== 'order.payment_link' && !nothingMoved.has(kind);
}

const nothingMoved: ReadonlySet<LetterKind> = new Set(['order.expired', 'order.cancelled']);
