import type { Random } from '../time/random.ts';

/** How one customer pays, or does not. */
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

export interface Purchase {
  orderId: string;
  amountPoisha: number;
  habit: Habit;
  shopPlan: ShopPlan;
  wallet: string;
  hasEmail: boolean;
  expiresInMinutes: number;
  /** Milliseconds after the world began. */
  startsAt: number;
  /** Reads of the order by its shop or its customer. */
  reads: number;
}

const amounts = [10_000, 25_000, 50_000, 105_000, 199_900];

export function drawPurchases(random: Random, count: number, spanMs: number): Purchase[] {
  return Array.from({ length: count }, (_, index) => {
    const habit = random.weighted<Habit>(habits);
    const isShort = habit === 'pays_in_grace' || habit === 'pays_late' || random.chance(0.2);
    return {
      orderId: `SB-${index + 1}`,
      amountPoisha: random.pick(amounts),
      habit,
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
