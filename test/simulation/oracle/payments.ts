import { orderOfInvoice } from '../../../shared/domain/ids.ts';
import type { Order, Product } from '../../../shared/domain/order.ts';
import type { InProcessBkash } from '../bkash/in-process.ts';
import type { Instance } from '../cloud/instance.ts';

/** One Execute that left for bKash. */
export interface Execute {
  by: Instance;
  sentAt: number;
  /** The version of the order that holds its claim; 0 where nobody claimed. */
  claimVersion: number;
  /** `unheard`: nobody has the answer in his hand yet, and it may be that nobody ever will. */
  outcome: 'unheard' | 'not_done' | 'refused' | 'premature' | 'ask' | 'nothing' | 'completed';
}

/** A Query that bKash answered with Initiated. */
export interface Initiated {
  askedAt: number;
  heardAt: number;
  isAgreed: boolean;
}

/** All that was ever said between us and bKash about one paymentID. Times are true times. */
export interface PaymentFile {
  paymentId: string;
  product: Product;
  orderId: string;
  attempt: number;
  createdAt: number;
  /** Somebody came back with `success`, by the door of its product. */
  isBack: boolean;
  executes: Execute[];
  initiated: Initiated[];
  /** bKash said that it knows no such payment. */
  isUnknownToBkash: boolean;
  /** Numbers of transactions that bKash named in an answer to us, as completed. */
  toldTrxIds: Set<string>;
  /** The newest claim, and how many there were that may have led to an Execute. */
  claim?: { at: number; version: number };
  claims: number;
  /** When an attempt with it was stored as completed, and by whom. */
  completed?: { at: number; by: Instance };
}

/** A paymentID lives a day, and is looked at for a quarter of an hour more (design rule 5). */
const looksEndMs = (24 * 60 + 15) * 60_000;
/** Two of our clocks may differ by so much. */
export const clocksMs = 4_000;
/** Two looks count as far enough apart at 115 s (design rule 5). */
const apartMs = 115_000;

export class Payments {
  readonly #files = new Map<string, PaymentFile>();
  readonly #ofOrder = new Map<string, PaymentFile[]>();
  readonly #bkash: InProcessBkash;
  readonly #stage: string;
  readonly #aheadMs: number;

  constructor(bkash: InProcessBkash, stage: string, aheadMs: number) {
    this.#bkash = bkash;
    this.#stage = stage;
    this.#aheadMs = aheadMs;
  }

  /** The file of a payment that bKash knows; undefined for all others. */
  of(paymentId: string | undefined): PaymentFile | undefined {
    if (paymentId === undefined) return undefined;
    const known = this.#files.get(paymentId);
    if (known) return known;
    const payment = this.#bkash.books.payment(paymentId);
    const owner = payment && orderOfInvoice(this.#stage, payment.invoice);
    if (!owner) return undefined;
    const file: PaymentFile = {
      paymentId,
      product: payment.product ?? 'tokenized',
      ...owner,
      createdAt: payment.createdAt - this.#aheadMs,
      isBack: false,
      claims: 0,
      executes: [],
      initiated: [],
      isUnknownToBkash: false,
      toldTrxIds: new Set(),
    };
    this.#files.set(paymentId, file);
    this.#ofOrder.set(owner.orderId, [...this.ofOrder(owner.orderId), file]);
    return file;
  }

  ofOrder(orderId: string): PaymentFile[] {
    return this.#ofOrder.get(orderId) ?? [];
  }

  all(): Iterable<PaymentFile> {
    return this.#files.values();
  }
}

/** Executes that may have moved money, as far as anybody can know. */
export function effective({ executes }: PaymentFile): Execute[] {
  return executes.filter(({ outcome }) => outcome !== 'not_done');
}

/**
 * Whether an Execute that may have been performed is undecided (I5): sent, and neither its yes, nor its one explicit
 * no, nor the end of the paymentID's life is known.
 */
export function isUndecided(file: PaymentFile, now: number): boolean {
  const sent = effective(file);
  const [only, second] = sent;
  if (!only || file.completed) return false;
  if (isLifeOver(file, now)) return false;
  if (second) return true;
  if (only.outcome === 'refused') return false;
  if (only.outcome === 'premature') return !file.initiated.some(({ askedAt }) => askedAt > only.sentAt);
  return true;
}

/** Two answered looks after the last Execute found nothing: the one doubt beside which another attempt may live. */
export function mayBeDoubted(file: PaymentFile): boolean {
  const last = effective(file).at(-1);
  if (file.claims >= 2 && last?.outcome === 'refused') return true;
  // Whoever claimed it may have died before he sent anything, which nobody can know.
  const sentAt = last?.sentAt ?? file.claim?.at ?? 0;
  const looks = file.initiated.filter(({ askedAt }) => askedAt > sentAt);
  const first = looks[0];
  return first !== undefined && looks.some(({ heardAt }) => heardAt - first.heardAt >= apartMs - clocksMs);
}

export function isLifeOver({ createdAt }: PaymentFile, now: number): boolean {
  return now >= createdAt + looksEndMs - clocksMs;
}

/** The same, of a copy of the order that somebody was shown: what was claimed after it was read is no lie of it. */
export function isUndecidedIn(order: Order, file: PaymentFile, now: number): boolean {
  const known = {
    ...file,
    executes: file.executes.filter(({ claimVersion }) => claimVersion <= order.version),
  };
  return isUndecided(known, now);
}

/** The same without what was sent since: whoever began before knew nothing of it. */
export function sentBefore(file: PaymentFile, time: number): PaymentFile {
  return { ...file, executes: file.executes.filter(({ sentAt }) => sentAt < time) };
}
