import type { CustomerAct } from '../../../infra/local/bkash/machine/customer.ts';
import { redirectUrlOf } from '../../../infra/local/bkash/machine/payment.ts';
import { sandboxOtp, sandboxPin } from '../../../infra/local/bkash/machine/wallets.ts';
import type { ExecuteResponse } from '../../../shared/contract/sdk-payment.ts';
import type { Order, Product } from '../../../shared/domain/order.ts';
import type { ReturnStatus } from '../../../shared/domain/returning.ts';
import type { InProcessBkash } from '../bkash/in-process.ts';
import type { Doors } from './doors.ts';
import type { Purchase } from './habits.ts';

/** What a customer does that somebody else has to know: the promises made to him are checked by it. */
export interface CustomerWatch {
  /** He gave his PIN for this payment. */
  approved(paymentId: string): void;
  /** He is at our door with `success`, and our function begins. */
  cameBack(back: Success): void;
  shown(order: Order): void;
  /** He wants to pay, and no payment was opened for him: bKash could not be reached, as we say. */
  turnedAway(orderId: string): void;
  /** His page was answered by a function that had begun then. */
  toldInPage(orderId: string, answer: ExecuteResponse, begunAt: number): void;
}

/** `product`: of the door that he came by, his browser's return or his page's execute. */
export interface Success {
  orderId: string;
  paymentId: string;
  product: Product;
}

/** How long the payment link's page is looked at, and how often it asks: every few seconds, then with a yawn. */
const pageWaitsMs = [4_000, 4_000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000];

const poorWallet = '01823074817';

export interface Browser {
  /** Where bKash's page would send him, and as what. */
  url: string;
  status: ReturnStatus;
}

/** One person with a browser: opens the payment link, acts on bKash's page or in its frame, comes back. */
export class Customer {
  readonly purchase: Purchase;
  readonly #doors: Doors;
  readonly #bkash: InProcessBkash;
  readonly #watch: CustomerWatch;
  readonly #returnsLostRate: number;

  constructor(
    purchase: Purchase,
    doors: Doors,
    bkash: InProcessBkash,
    watch: CustomerWatch,
    returnsLostRate: number,
  ) {
    this.purchase = purchase;
    this.#doors = doors;
    this.#bkash = bkash;
    this.#watch = watch;
    this.#returnsLostRate = returnsLostRate;
  }

  /** Follows the payment link until it leads to bKash's page: its paymentID. Undefined: he gives up, or need not pay. */
  async opensLink(): Promise<string | undefined> {
    const { orderId } = this.purchase;
    for (const waitMs of pageWaitsMs) {
      const outcome = await this.#doors.ask(`customer ${orderId}`, 'pay-link', ({ followPayLink }, room) =>
        followPayLink(room, orderId),
      );
      if (outcome && 'order' in outcome) this.#watch.shown(outcome.order);
      if (outcome?.kind === 'to_bkash') return paymentIdOf(outcome.url);
      if (outcome?.kind === 'wait' && outcome.why === 'bkash') this.#watch.turnedAway(orderId);
      if (outcome?.kind === 'to_shop' || outcome?.kind === 'too_many') return undefined;
      await this.waits(waitMs);
    }
    return undefined;
  }

  /** Wallet, OTP and PIN on bKash's page, at a person's pace. Undefined: the page leads nowhere. */
  async pays(paymentId: string, wallet = this.purchase.wallet): Promise<Browser | undefined> {
    const acts: CustomerAct[] = [
      { act: 'wallet', wallet },
      { act: 'otp', otp: sandboxOtp },
      { act: 'pin', pin: sandboxPin },
    ];
    return this.#acts(paymentId, acts);
  }

  paysFromAPoorWallet(paymentId: string): Promise<Browser | undefined> {
    return this.pays(paymentId, poorWallet);
  }

  givesWrongPins(paymentId: string): Promise<Browser | undefined> {
    const wrong: CustomerAct = { act: 'pin', pin: '00000' };
    const { wallet } = this.purchase;
    return this.#acts(paymentId, [
      { act: 'wallet', wallet },
      { act: 'otp', otp: sandboxOtp },
      wrong,
      wrong,
      wrong,
    ]);
  }

  closesPage(paymentId: string): Promise<Browser | undefined> {
    return this.#acts(paymentId, [{ act: 'close' }]);
  }

  /** bKash sends his browser back to us, if it gets there. */
  async comesBack(browser: Browser | undefined): Promise<void> {
    if (!browser) return;
    const { random, faults } = this.#doors.ground;
    if (!faults.isOver && random.chance(this.#returnsLostRate)) {
      faults.counted('return_lost');
      return;
    }
    const { pathname, searchParams } = new URL(browser.url);
    const [, , , orderId = '', attempt] = pathname.split('/');
    const paymentId = searchParams.get('paymentID') ?? '';
    const back = { orderId, attempt: Number(attempt), paymentId, status: browser.status };
    const who = `customer ${orderId}`;
    const order = await this.#doors.ask(who, 'return-from-bkash', ({ returnFromBkash }, room) => {
      if (browser.status === 'success') this.#watch.cameBack({ orderId, paymentId, product: 'tokenized' });
      return returnFromBkash(room, back);
    });
    if (order) this.#watch.shown(order);
  }

  waits(ms: number): Promise<void> {
    return this.#doors.ground.timeline.sleep(ms);
  }

  thinks(): Promise<void> {
    return this.waits(this.#doors.ground.random.spread(500, 40_000));
  }

  async #acts(paymentId: string, acts: CustomerAct[]): Promise<Browser | undefined> {
    const { chronicle } = this.#doors.ground;
    for (const act of acts) {
      await this.thinks();
      const outcome = this.#bkash.customerActs(paymentId, act);
      chronicle.note(`customer ${this.purchase.orderId}`, `at bKash: ${act.act}`, 0, () => paymentId);
      if (outcome?.kind === 'leave') {
        const { payment, status } = outcome;
        if (payment.progress.at === 'authorised') this.#watch.approved(paymentId);
        return { url: redirectUrlOf(payment, status), status };
      }
      if (!outcome || outcome.kind === 'closed') return undefined;
    }
    return undefined;
  }
}

export function paymentIdOf(bkashUrl: string): string {
  return bkashUrl.split('/').at(-1) ?? '';
}
