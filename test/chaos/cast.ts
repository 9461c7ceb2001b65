import { type Draw, shuffled } from './draws.ts';

/** What becomes of a customer: what he does, and what bKash and his shop do to his order meanwhile. */
export type Fate =
  /** Pays, and reloads until he is shown his shop. */
  | 'reloads'
  /** Pays; where the page does not come, he opens the payment link. */
  | 'opens the link'
  /** Agrees at bKash and is never seen again. */
  | 'approves and leaves'
  | 'leaves at bKash'
  /** In the frame; his page says so until it is answered. */
  | 'pays in the page'
  /** Two tabs of the shop's page, each of which says that he approved. */
  | 'pays in two pages'
  /** Approves in the frame at once, and his page is gone before it can say so. */
  | 'loses the page'
  /** The same; then he pays by the payment link, and his page comes back and says so after all. */
  | 'leaves the page for the link'
  | 'cancels'
  /** bKash takes his money without having been asked to. */
  | 'is charged unasked'
  /** Pays by a second try, and then bKash takes the money of his first one. */
  | 'is charged late'
  /** Out of stock: the shop withdraws his order, and then bKash takes his money all the same. */
  | 'is withdrawn'
  | 'is refunded'
  | 'is refunded in part'
  /** Two refunds of one amount at once: they can be told apart by their trxIDs only. */
  | 'is refunded in equal parts';

export interface Customer {
  orderId: string;
  fate: Fate;
}

/** Of a hundred customers. */
const shares: Record<Fate, number> = {
  reloads: 26,
  'opens the link': 10,
  'approves and leaves': 8,
  'leaves at bKash': 4,
  'pays in the page': 8,
  'pays in two pages': 2,
  'loses the page': 3,
  'leaves the page for the link': 3,
  cancels: 4,
  'is charged unasked': 5,
  'is charged late': 7,
  'is withdrawn': 6,
  'is refunded': 5,
  'is refunded in part': 4,
  'is refunded in equal parts': 5,
};

/** Six of ten reload, two go by the link, one approves and is never seen again, one turns round at bKash's page. */
export const plainFates: readonly Fate[] = [
  'reloads',
  'reloads',
  'opens the link',
  'reloads',
  'approves and leaves',
  'reloads',
  'reloads',
  'opens the link',
  'leaves at bKash',
  'reloads',
];

const fatesInPage: ReadonlySet<Fate> = new Set([
  'pays in the page',
  'pays in two pages',
  'loses the page',
  'leaves the page for the link',
]);

export const modeOf = ({ fate }: Customer): 'sdk' | 'redirect' =>
  fatesInPage.has(fate) ? 'sdk' : 'redirect';

/** These are not charged: they never agreed. */
const unwilling: ReadonlySet<Fate> = new Set(['leaves at bKash', 'cancels']);

export const wantsToPay = ({ fate }: Customer): boolean => !unwilling.has(fate);

export function customersNamed(prefix: string, count: number, fates: readonly Fate[]): Customer[] {
  return Array.from({ length: count }, (_, index) => ({
    orderId: `${prefix}-${index}`,
    fate: fates[index % fates.length] as Fate,
  }));
}

/** Every fate in its share, whatever the count, in an order of chance. */
export function castOf(count: number, draw: Draw): Customer[] {
  const deck = Object.entries(shares).flatMap(([fate, share]) => Array<Fate>(share).fill(fate as Fate));
  // Each fate once first, so that a small company has them all.
  const each = Object.keys(shares) as Fate[];
  const fates = [...each, ...shuffled(deck, draw)].slice(0, Math.max(count, each.length));
  while (fates.length < count) fates.push(...shuffled(deck, draw));
  return customersNamed('CHAOS', count, shuffled(fates.slice(0, count), draw));
}
