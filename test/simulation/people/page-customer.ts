import type { InProcessBkash } from '../bkash/in-process.ts';
import { Customer, type CustomerWatch } from './customer.ts';
import type { Doors } from './doors.ts';
import type { Purchase } from './habits.ts';

/** How often the button is pressed, and how long its customer waits in between. */
const pressWaitsMs = [2_000, 5_000, 20_000, 60_000, 120_000, 300_000];

/** The same person in front of the shop's own page, whose script makes two calls for him: create and execute. */
export class PageCustomer extends Customer {
  readonly #doors: Doors;
  readonly #watch: CustomerWatch;
  readonly #diesRate: number;

  constructor(
    purchase: Purchase,
    doors: Doors,
    bkash: InProcessBkash,
    watch: CustomerWatch,
    returnsLostRate: number,
  ) {
    super(purchase, doors, bkash, watch, returnsLostRate);
    this.#doors = doors;
    this.#watch = watch;
    this.#diesRate = returnsLostRate;
  }

  /** Presses the button until the frame opens: its paymentID. Undefined: he gives up, or need not pay. */
  async opensFrame(): Promise<string | undefined> {
    const { orderId } = this.purchase;
    for (const waitMs of pressWaitsMs) {
      const made = await this.#doors.ask(
        `page ${orderId}`,
        'create-sdk-payment',
        ({ createSdkPayment }, room) => createSdkPayment(room, orderId),
      );
      if (made?.kind === 'open') return String(JSON.parse(made.createAnswer).paymentID);
      if (made?.kind === 'unavailable') this.#watch.turnedAway(orderId);
      if (made?.kind === 'too_many') return undefined;
      if (made?.kind === 'not_payable' && made.why !== 'deciding') return undefined;
      await this.waits(waitMs);
    }
    return undefined;
  }

  /** Wallet, OTP and PIN in the frame. The paymentID, if bKash.js says that he approved. */
  async approves(paymentId: string | undefined): Promise<string | undefined> {
    const frame = paymentId === undefined ? undefined : await this.pays(paymentId);
    return frame?.status === 'success' ? paymentId : undefined;
  }

  /** What the page does on authorisation, if it is still there. */
  async executes(paymentId: string | undefined): Promise<void> {
    if (paymentId === undefined) return;
    const { ground } = this.#doors;
    if (!ground.faults.isOver && ground.random.chance(this.#diesRate)) {
      ground.faults.counted('page_died');
      return;
    }
    const { orderId } = this.purchase;
    let begunAt = 0;
    const answer = await this.#doors.ask(
      `page ${orderId}`,
      'execute-sdk-payment',
      ({ executeSdkPayment }, room) => {
        begunAt = ground.timeline.now;
        this.#watch.cameBack({ orderId, paymentId, product: 'checkout' });
        return executeSdkPayment(room, { orderId, paymentId });
      },
    );
    if (answer) this.#watch.toldInPage(orderId, answer, begunAt);
  }
}
