import type { Random } from '../time/random.ts';

/** How one customer pays on bKash's page, or does not. */
export const habits = {
  pays: 20,
  two_tabs: 4,
  double_tap: 4,
  cancel_arrives_late: 2,
  reloads: 4,
  loses_the_way_back: 6,
  closes: 4,
  cancels: 3,
  cancels_and_pays: 4,
  cancels_late_then_comes_back: 2,
  wrong_pin: 3,
  poor_wallet: 3,
  pays_twin_orders: 3,
  pays_late: 4,
  pays_in_grace: 4,
  pays_twice: 6,
  opens_on_another_device: 4,
  never_opens: 2,
} as const;
export type Habit = keyof typeof habits;

/** The same of one who pays inside the shop's page. */
export const habitsInPage = {
  pays_in_page: 12,
  executes_twice: 4,
  two_shop_pages: 4,
  page_dies: 5,
  frame_stays_open: 4,
  falls_back_to_link: 5,
  opens_link_in_vain: 3,
  link_beside_frame: 5,
  frame_beside_link: 3,
  closes_frame: 3,
  wrong_pin_in_frame: 2,
  poor_wallet_in_frame: 2,
  frame_in_grace: 3,
  frame_too_late: 2,
  executes_unapproved: 2,
  executes_anothers: 3,
  executes_bkash_page: 3,
  never_presses: 2,
} as const;
export type HabitInPage = keyof typeof habitsInPage;

/** Of all orders; the rest are paid on bKash's page. */
const inPageRate = 0.3;

/** What the shop does with an order besides asking for its money. */
export const shopPlans = {
  nothing: 14,
  replays_checkout: 3,
  cancels: 4,
  refunds_all: 3,
  refunds_part: 3,
  refunds_equal_parts: 4,
  refunds_at_once: 3,
  refunds_too_much: 2,
  refunds_at_portal_first: 3,
} as const;
export type ShopPlan = keyof typeof shopPlans;

export type Purchase = Order & Manner;

type Manner = { mode: 'redirect'; habit: Habit } | { mode: 'sdk'; habit: HabitInPage };

interface Order {
  orderId: string;
  amountPoisha: number;
  shopPlan: ShopPlan;
  wallet: string;
  hasEmail: boolean;
  expiresInMinutes: number;
  /** Milliseconds after the world began. */
  startsAt: number;
  /** Reads of the order by its shop or its customer. */
  reads: number;
}

/** They come around the time at which the order expires. */
const short: ReadonlySet<Habit | HabitInPage> = new Set<Habit | HabitInPage>([
  'pays_in_grace',
  'pays_late',
  'frame_in_grace',
  'frame_too_late',
]);

const amounts = [10_000, 25_000, 50_000, 105_000, 199_900];

export function drawPurchases(random: Random, count: number, spanMs: number): Purchase[] {
  return Array.from({ length: count }, (_, index) => {
    const manner = drawManner(random);
    const { habit } = manner;
    const isShort = short.has(habit) || random.chance(0.2);
    return {
      orderId: `SB-${index + 1}`,
      amountPoisha: random.pick(amounts),
      ...manner,
      shopPlan: random.weighted<ShopPlan>(shopPlans),
      // Now and then the same wallet as its neighbour: 2029 is about the payer and the amount.
      wallet: `0170000${String(habit === 'pays_twin_orders' ? index - (index % 4) : index).padStart(4, '0')}`,
      hasEmail: random.chance(0.85),
      expiresInMinutes: isShort ? random.between(10, 60) : random.pick([180, 1440, 1440]),
      startsAt: random.between(0, spanMs),
      reads: random.pick([0, 0, 1, 3]),
    };
  });
}

function drawManner(random: Random): Manner {
  return random.chance(inPageRate)
    ? { mode: 'sdk', habit: random.weighted<HabitInPage>(habitsInPage) }
    : { mode: 'redirect', habit: random.weighted<Habit>(habits) };
}
