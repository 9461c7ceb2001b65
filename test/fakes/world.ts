import type { Notice } from '../../shared/adapters/dynamodb/notice-port.ts';
import type { SettleMessage } from '../../shared/adapters/sqs/port.ts';
import type { Checkout } from '../../shared/domain/checkout.ts';
import type { Order } from '../../shared/domain/order.ts';
import { returnFromBkash } from '../../shared/usecases/return-from-bkash.ts';
import { startCheckout } from '../../shared/usecases/start-checkout.ts';
import { FakeBkash } from './bkash.ts';
import { FakeCheckoutLine } from './checkout-line.ts';
import { FakeRefunds } from './refunds.ts';
import { liveStage } from './stage.ts';
import { FakeTable } from './table.ts';
import { rememberedTelemetry } from './telemetry.ts';

/** A shop, its table and its bKash, with production's waits and a clock that the test moves. */
export class World {
  now = Date.parse('2026-11-23T06:00:00Z');
  readonly table = new FakeTable();
  /** The generation that the stage speaks, and the one it spoke before. */
  readonly bkash = new FakeBkash();
  readonly bkashV1 = new FakeBkash();
  readonly refunds = new FakeRefunds();
  /** The product in the shop's page, in a world that has it. */
  frame: FakeCheckoutLine | undefined;
  readonly frameRefunds = new FakeRefunds();
  readonly telemetry = rememberedTelemetry();
  readonly queued: Array<{ message: SettleMessage; delaySeconds: number }> = [];
  /** What is on its way to customers and to the shop's server. */
  readonly notices: Notice[] = [];
  queueIsDown = false;
  settings = liveStage;

  constructor() {
    this.bkash.passes = (ms) => this.passes(ms);
    this.table.now = () => this.now;
  }

  get ports() {
    return {
      ...this.table,
      settings: this.settings,
      orders: this.table.orders,
      bkash: { v1: this.bkashV1, v2: this.bkash },
      refunds: { v1: this.refunds, v2: this.refunds },
      checkout: this.frame,
      checkoutRefunds: this.frame && this.frameRefunds,
      tokens: this.bkash.tokens,
      telemetry: this.telemetry,
      clock: {
        now: () => this.now,
        sleep: async (ms: number) => {
          this.now += ms;
        },
      },
      links: {
        currentKeyId: 'k1',
        payUrl: (order: Order) => `https://pay.example/pay/${order.orderId}`,
        orderToken: (order: Order) => `token-of-${order.orderId}`,
        callbackUrl: (order: Order, attempt: number) =>
          `https://pay.example/callbacks/${order.orderId}/${attempt}`,
      },
      noticeQueue: this.#queueOfNotices,
      shopQueue: this.#queueOfNotices,
      settleQueue: {
        send: async (message: SettleMessage, options?: { delaySeconds?: number }) => {
          if (this.queueIsDown) throw new Error('the queue is down');
          this.queued.push({ message, delaySeconds: options?.delaySeconds ?? 0 });
        },
        sendAll: async (messages: readonly SettleMessage[]) => {
          this.queued.push(...messages.map((message) => ({ message, delaySeconds: 0 })));
        },
      },
    };
  }

  get #queueOfNotices() {
    return {
      send: async (notice: Notice) => {
        if (this.queueIsDown) throw new Error('the queue is down');
        this.notices.push(notice);
      },
      sendAll: async (notices: readonly Notice[]) => void this.notices.push(...notices),
    };
  }

  /** From now on the stage can be paid inside the shop's page. */
  withFrame(): FakeCheckoutLine {
    this.frame = new FakeCheckoutLine();
    const bkash = { ...this.settings.bkash, checkoutOrigin: 'https://checkout.pay.bka.sh' };
    this.settings = { ...this.settings, bkash };
    return this.frame;
  }

  passes(ms: number): void {
    this.now += ms;
  }

  get order(): Order {
    const order = this.table.stored.get('SB-1');
    if (!order) throw new Error('There is no order yet.');
    return order;
  }

  checkout(changes: Partial<Checkout> = {}) {
    return startCheckout(this.ports, { ...aCheckout, ...changes });
  }

  /** The customer comes back from bKash's page. */
  comesBack(status: 'success' | 'failure' | 'cancel', attempt = 1) {
    const made = this.order.attempts.find((one) => one.attempt === attempt);
    const paymentId = made && 'paymentId' in made ? (made.paymentId ?? '') : '';
    return returnFromBkash(this.ports, { orderId: 'SB-1', attempt, paymentId, status });
  }
}

/** An order whose Execute was sent, and nobody answered. */
export async function silent(): Promise<World> {
  const world = new World();
  await world.checkout();
  world.bkash.executes.push({ kind: 'unknown', reason: 'timeout' });
  await world.comesBack('success');
  return world;
}

export const aCheckout: Checkout = {
  orderId: 'SB-1',
  amountPoisha: 105_000,
  customer: { name: 'Rahima', email: 'rahima@example.com', phone: '01712345678' },
  returnUrl: 'https://shop.example/orders/SB-1',
  locale: 'bn',
  mode: 'redirect',
  expiresInMinutes: 1440,
};
