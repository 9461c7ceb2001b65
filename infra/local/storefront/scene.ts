import type { OrderStatus, OrderView } from '../../../shared/contract/order-view.ts';

/** How one state of an order looks to its customer. `name` is also the first half of its words in `words.ts`. */
export type Scene = {
  name: SceneName;
  tone: 'good' | 'wait' | 'bad';
  /** The page keeps asking: something may still happen. */
  follows: boolean;
  /** What the payment button says, on scenes that may have one. */
  offers?: 'payNow' | 'payAgain';
};

export type SceneName =
  | 'waiting'
  | 'bkashDown'
  | 'unopened'
  | 'checking'
  | 'paid'
  | 'review'
  | 'failed'
  | 'cancelled'
  | 'withdrawn'
  | 'expired'
  | 'lateMoney'
  | 'partlyRefunded'
  | 'refunded'
  | 'unreachable';

const scenes: Record<SceneName, Omit<Scene, 'name'>> = {
  waiting: { tone: 'wait', follows: true, offers: 'payNow' },
  bkashDown: { tone: 'wait', follows: true, offers: 'payNow' },
  unopened: { tone: 'wait', follows: true, offers: 'payNow' },
  checking: { tone: 'wait', follows: true },
  paid: { tone: 'good', follows: false },
  review: { tone: 'wait', follows: true },
  // The order may be paid on another device, or by another tab's link: these two follow as well.
  failed: { tone: 'bad', follows: true, offers: 'payAgain' },
  cancelled: { tone: 'bad', follows: true, offers: 'payAgain' },
  withdrawn: { tone: 'bad', follows: false },
  expired: { tone: 'bad', follows: false },
  lateMoney: { tone: 'wait', follows: false },
  partlyRefunded: { tone: 'good', follows: false },
  refunded: { tone: 'good', follows: false },
  unreachable: { tone: 'wait', follows: true },
};

const sceneOfStatus: Record<OrderStatus, (view: OrderView) => SceneName> = {
  pending: (view) => (moneyMayHaveMoved(view) ? 'checking' : (bkashOpenedNoPage(view) ?? 'waiting')),
  paid: () => 'paid',
  review: () => 'review',
  failed: () => 'failed',
  cancelled: (view) => (view.payable ? 'cancelled' : (lateMoney(view) ?? 'withdrawn')),
  expired: (view) => lateMoney(view) ?? 'expired',
  partially_refunded: () => 'partlyRefunded',
  refunded: () => 'refunded',
};

/** Undefined is an order whose payment API does not answer: never a word of failure then. */
export function sceneOf(view: OrderView | undefined): Scene {
  const name = view ? sceneOfStatus[view.status](view) : 'unreachable';
  return { name, ...scenes[name] };
}

/** Changes whenever the page would look different. */
export function stampOf(view: OrderView | undefined): string {
  return view ? `${view.status} ${view.payable} ${view.updatedAt}` : 'unreachable';
}

/** The payment link waits for it. Where bKash was not even asked, it may be down, or the shop takes no payments. */
function bkashOpenedNoPage({ attempts, mode }: OrderView): SceneName | undefined {
  // Nobody was asked for a page: the shop's own opens bKash when the customer is there.
  if (mode === 'sdk' && attempts.length === 0) return undefined;
  const opened = attempts.some(({ paymentID, state }) => paymentID !== undefined || state !== 'lapsed');
  if (opened) return undefined;
  return attempts.length > 0 ? 'bkashDown' : 'unopened';
}

/** "You were not charged" would be a lie to a customer whose money arrived after the order was closed. */
function lateMoney({ surplus }: OrderView): SceneName | undefined {
  if (surplus.length === 0) return undefined;
  return surplus.every(({ state }) => state === 'succeeded') ? 'refunded' : 'lateMoney';
}

/** Authorised, or executed without a clear answer: asking for money now would be asking for it twice. */
function moneyMayHaveMoved({ attempts }: OrderView): boolean {
  return attempts.some(({ state }) => ['authorised', 'executing', 'unknown', 'doubtful'].includes(state));
}
