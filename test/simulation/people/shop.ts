import type { Checkout } from '../../../shared/domain/checkout.ts';
import type { Order } from '../../../shared/domain/order.ts';
import { paidAttempt } from '../../../shared/domain/status.ts';
import { paymentIdOf } from './customer.ts';
import type { Doors } from './doors.ts';
import type { Purchase, ShopPlan } from './habits.ts';

const minuteMs = 60_000;

/** A shop asks again as long as its own customer would wait. */
const checkoutTries = 6;

/** What is out of stock stays so: it asks until the payment is decided, or doubtful. */
const cancelTries = 8;

/** What the outside is shown of an order. */
export type Shown = (order: Order) => void;

export class Shop {
  readonly #doors: Doors;
  readonly #shown: Shown;

  /** Gives back a part in bKash's portal, past our system. */
  readonly #refundAtPortal: (trxId: string, amountPoisha: number) => void;

  constructor(doors: Doors, shown: Shown, refundAtPortal: (trxId: string, amountPoisha: number) => void) {
    this.#doors = doors;
    this.#shown = shown;
    this.#refundAtPortal = refundAtPortal;
  }

  /** Asks for the payment until it is taken. `page`: the paymentID of bKash's page, if one was opened. */
  async checksOut(purchase: Purchase): Promise<{ isTaken: boolean; page: string | undefined }> {
    for (let tries = 0; tries < checkoutTries; tries += 1) {
      const order = await this.#asksOnce(purchase);
      if (order) {
        const live = order.attempts.find((attempt) => attempt.state === 'created');
        return { isTaken: true, page: live && 'bkashUrl' in live ? paymentIdOf(live.bkashUrl) : undefined };
      }
      await this.#waits(3_000);
    }
    return { isTaken: false, page: undefined };
  }

  async reads(orderId: string): Promise<Order | undefined> {
    const order = await this.#doors.ask(`reader ${orderId}`, 'get-order', ({ readOrder }, room) =>
      readOrder(room, orderId),
    );
    if (order) this.#shown(order);
    return order;
  }

  async follows(purchase: Purchase): Promise<void> {
    await this.#plans[purchase.shopPlan](purchase);
  }

  readonly #plans: Record<ShopPlan, (purchase: Purchase) => Promise<unknown>> = {
    nothing: async () => {},
    replays_checkout: async (purchase) => {
      await Promise.all([this.#asksOnce(purchase), this.#asksOnce(purchase)]);
      await this.#waits(20_000);
      await this.#asksOnce(purchase);
    },
    cancels: async ({ orderId }) => {
      await this.#waits(this.#doors.ground.random.spread(1_000, 60 * minuteMs));
      for (let tries = 0; tries < cancelTries; tries += 1) {
        const outcome = await this.#doors.ask(`shop ${orderId}`, 'cancel-order', ({ cancelOrder }, room) =>
          cancelOrder(room, orderId),
        );
        if (outcome && 'order' in outcome) return this.#shown(outcome.order);
        await this.#waits(2 * minuteMs);
      }
    },
    refunds_all: async (purchase) => {
      if (await this.#isPaid(purchase)) await this.#refunds(purchase, 'r-1', purchase.amountPoisha);
    },
    refunds_part: async (purchase) => {
      if (await this.#isPaid(purchase)) await this.#refunds(purchase, 'r-1', 3_000);
    },
    refunds_equal_parts: async (purchase) => {
      if (!(await this.#isPaid(purchase))) return;
      await this.#refunds(purchase, 'r-1', 4_000);
      await this.#waits(this.#doors.ground.random.spread(100, 5 * minuteMs));
      await this.#refunds(purchase, 'r-2', 4_000);
    },
    refunds_at_once: async (purchase) => {
      if (!(await this.#isPaid(purchase))) return;
      const part = Math.floor(purchase.amountPoisha / 3) + 1;
      const ids = ['r-1', 'r-2', 'r-3', 'r-4', 'r-1'];
      await Promise.all(ids.map((refundId) => this.#refunds(purchase, refundId, part)));
    },
    refunds_too_much: async (purchase) => {
      if (!(await this.#isPaid(purchase))) return;
      await this.#refunds(purchase, 'r-1', purchase.amountPoisha);
      await this.#refunds(purchase, 'r-2', purchase.amountPoisha);
    },
    refunds_at_portal_first: async (purchase) => {
      const paid = await this.#isPaid(purchase);
      if (!paid) return;
      this.#refundAtPortal(paid.captured.trxId, 4_000);
      await this.#refunds(purchase, 'r-1', 4_000);
    },
  };

  async #asksOnce(purchase: Purchase): Promise<Order | undefined> {
    const outcome = await this.#doors.ask(
      `shop ${purchase.orderId}`,
      'start-checkout',
      ({ startCheckout }, room) => startCheckout(room, checkoutOf(purchase)),
    );
    if (outcome && outcome.kind !== 'accepted') throw new Error(`The checkout was ${outcome.kind}.`);
    if (outcome) this.#shown(outcome.order);
    return outcome?.order;
  }

  /** A shop that polls until it may refund, for half a day at most. */
  async #isPaid({ orderId }: Purchase) {
    for (const waitMs of [20_000, minuteMs, 2 * minuteMs, 5 * minuteMs, 30 * minuteMs, 120 * minuteMs]) {
      await this.#waits(waitMs);
      const order = await this.reads(orderId);
      const paid = order && !order.review ? paidAttempt(order) : undefined;
      if (paid) return paid;
    }
    return undefined;
  }

  async #refunds({ orderId }: Purchase, refundId: string, amountPoisha: number): Promise<void> {
    const request = { refundId, amountPoisha, reason: 'broken jar' };
    for (let tries = 0; tries < 3; tries += 1) {
      const answer = await this.#doors.ask(`shop ${orderId}`, 'refund-order', ({ requestRefund }, room) =>
        requestRefund(room, orderId, request),
      );
      if (answer) return;
      await this.#waits(5_000);
    }
  }

  #waits(ms: number): Promise<void> {
    return this.#doors.ground.timeline.sleep(ms);
  }
}

function checkoutOf({ orderId, amountPoisha, hasEmail, expiresInMinutes, mode }: Purchase): Checkout {
  return {
    orderId,
    amountPoisha,
    customer: hasEmail ? { email: 'customer@example.com' } : {},
    returnUrl: `https://shop.example/orders/${orderId}`,
    locale: 'en',
    mode,
    expiresInMinutes,
  };
}
