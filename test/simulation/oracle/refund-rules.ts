import type { LedgerEntry } from '../../../infra/local/bkash/machine/ledger.ts';
import type { Answer } from '../../../shared/adapters/bkash/transport.ts';
import { type MoneyBack, moneyBackOf } from '../../../shared/domain/money-back.ts';
import type { Order } from '../../../shared/domain/order.ts';
import type { MemoryTable } from '../../in-memory/table.ts';
import type { InProcessBkash } from '../bkash/in-process.ts';
import type { BkashCall } from '../cloud/network.ts';
import type { Payments } from './payments.ts';
import { saidIn } from './said.ts';
import type { Verdicts } from './verdicts.ts';

interface Sends {
  at: number[];
  /** bKash answered the newest send with an explicit no, or it certainly did nothing. */
  isRefused: boolean;
}

/** A refund that nobody answered is asked about for so long before it is sent again (design rule 14). */
const leastPauseMs = 140_000;

/** Money on its way back: its intent stands before it is sent, silence is asked about, and nothing goes back twice. */
export class RefundRules {
  readonly #payments: Payments;
  readonly #verdicts: Verdicts;
  readonly #table: MemoryTable;
  readonly #bkash: InProcessBkash;
  /** Refunds that the shop made past our system. */
  readonly elsewhere = new Set<string>();
  readonly #sends = new Map<string, Sends>();
  #isElsewhere = false;

  constructor(payments: Payments, verdicts: Verdicts, table: MemoryTable, bkash: InProcessBkash) {
    this.#payments = payments;
    this.#verdicts = verdicts;
    this.#table = table;
    this.#bkash = bkash;
  }

  sent({ operation, paymentId, body, sentAt }: BkashCall): void {
    if (operation !== 'refund') return;
    const { order, trxId } = this.#about(paymentId, body);
    const sending = order ? moneyBackOf(order).filter((one) => one.trxId === trxId && isUnderWay(one)) : [];
    const [one] = sending;
    if (!order || !one || sending.length > 1) {
      const message = `${order?.orderId}: a refund of ${trxId} is sent with ${sending.length} of them under way`;
      this.#verdicts.breach('rule 14: a refund is sent once', message);
      return;
    }
    const key = keyOf(order, one);
    const before = this.#sends.get(key) ?? { at: [], isRefused: false };
    const last = before.at.at(-1);
    if (last !== undefined && !before.isRefused) {
      const isSecond = before.at.length === 1 && sentAt - last >= leastPauseMs;
      this.#verdicts.unless(isSecond, 'rule 14: a refund is sent once', () => {
        return `${key} is sent again ${sentAt - last} ms after a send that nobody answered`;
      });
    }
    const at = before.isRefused ? [sentAt] : [...before.at, sentAt];
    this.#sends.set(key, { at, isRefused: false });
  }

  answered({ operation, paymentId, body, sentAt }: BkashCall, answer: Answer): void {
    if (operation !== 'refund') return;
    const said = saidIn(answer);
    const { order, trxId } = this.#about(paymentId, body);
    const one = order && moneyBackOf(order).find((other) => other.trxId === trxId && isUnderWay(other));
    const sends = one && this.#sends.get(keyOf(order, one));
    if (sends?.at.at(-1) === sentAt) sends.isRefused = said.kind === 'code' || said.kind === 'not_done';
  }

  madeElsewhere(make: () => string | undefined): void {
    this.#isElsewhere = true;
    const trxId = make();
    this.#isElsewhere = false;
    if (trxId !== undefined) this.elsewhere.add(trxId);
  }

  /** bKash gave money back: no more of it, and no more often, than somebody asked for. */
  entryAdded({ kind, of, amountPoisha }: LedgerEntry): void {
    if (kind !== 'refund' || of === undefined || this.#isElsewhere) return;
    const owner = this.#table.trxOwners.get(of);
    const order = owner && this.#table.orders.get(owner.orderId);
    const asked = order ? moneyBackOf(order).filter((one) => one.trxId === of) : [];
    const equal = (one: { amountPoisha: number }) => one.amountPoisha === amountPoisha;
    const given = this.#bkash.books.refundsOf(of).filter(({ trxId }) => !this.elsewhere.has(trxId));
    const isFine = given.filter(equal).length <= asked.filter(equal).length;
    const invariant = asked.some((one) => one.kind === 'surplus')
      ? 'I4 one payment is kept'
      : 'I9 refunds within the capture';
    this.#verdicts.unless(
      isFine,
      invariant,
      () => `${owner?.orderId}: ${amountPoisha} of ${of} goes back ${given.filter(equal).length} times`,
    );
  }

  /** A refund that we call done by bKash's word is one of bKash's, and nobody else's. */
  judge(before: Order | undefined, after: Order): void {
    if (after.refunds === before?.refunds && after.surplus === before.surplus) return;
    const done = moneyBackOf(after).flatMap((one) => {
      const refundTrxId = one.progress.state === 'succeeded' ? one.progress.refundTrxId : undefined;
      return refundTrxId === undefined ? [] : [{ ...one, refundTrxId }];
    });
    for (const { id, attempt, refundTrxId, trxId, amountPoisha } of done) {
      const entry = this.#bkash.books.entry(refundTrxId);
      const isFine =
        entry?.of === trxId &&
        (!this.elsewhere.has(refundTrxId) || isReturnedOnce(after, attempt)) &&
        entry.amountPoisha === amountPoisha &&
        done.filter((other) => other.refundTrxId === refundTrxId).length === 1;
      this.#verdicts.unless(
        isFine,
        'I9 refunds within the capture',
        () => `${after.orderId}: ${id} is called done by ${refundTrxId}, which is not its own`,
      );
    }
  }

  #about(paymentId: string | undefined, body: Record<string, unknown>) {
    const file = this.#payments.of(paymentId);
    return { order: file && this.#table.orders.get(file.orderId), trxId: body.trxId ?? body.trxID };
  }
}

function isUnderWay({ progress }: MoneyBack): boolean {
  return progress.state === 'sending';
}

function keyOf({ orderId }: Order, { kind, id }: MoneyBack): string {
  return `${orderId}: ${kind} ${id}`;
}

/**
 * v1 gives a payment back once, and says "none" by a code that it may also say wrongly. Whoever asked for that one
 * return, the customer has his money, once.
 */
function isReturnedOnce({ attempts }: Order, number: number): boolean {
  return attempts.find(({ attempt }) => attempt === number)?.generation === 'v1';
}
