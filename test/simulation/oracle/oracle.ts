import type { LedgerEntry } from '../../../infra/local/bkash/machine/ledger.ts';
import type { SettleMessage } from '../../../shared/adapters/sqs/port.ts';
import { hasPayment, type Order } from '../../../shared/domain/order.ts';
import type { MemoryQueue } from '../../in-memory/queue.ts';
import type { MemoryTable } from '../../in-memory/table.ts';
import type { InProcessBkash } from '../bkash/in-process.ts';
import type { BooksWatch } from '../bkash/memory-books.ts';
import type { Instance } from '../cloud/instance.ts';
import type { CallWatch } from '../cloud/network.ts';
import type { Success } from '../people/customer.ts';
import { AttemptRules, isOpen } from './attempt-rules.ts';
import { CallRules } from './call-rules.ts';
import { judgeAtRest } from './final-rules.ts';
import { GateRules } from './gate-rules.ts';
import { MessageRules } from './message-rules.ts';
import { OrderRules } from './order-rules.ts';
import { PageRules } from './page-rules.ts';
import { Payments } from './payments.ts';
import { RefundRules } from './refund-rules.ts';
import { saidIn } from './said.ts';
import { TokenRules } from './token-rules.ts';
import type { Verdicts } from './verdicts.ts';

export interface Watched {
  stage: string;
  table: MemoryTable;
  bkash: InProcessBkash;
  bkashAheadMs: number;
  asksAboutAbsence: boolean;
  settleQueue: () => MemoryQueue<SettleMessage>;
  now: () => number;
  after(ms: number, act: () => void): void;
  /** Nothing goes wrong in this world. */
  isCalm: boolean;
  /** Nothing goes wrong any more, or nothing ever did. */
  isFair(): boolean;
}

const graceMs = 15 * 60_000;
/** Without trouble an answer is in the table within this. */
const recordedWithinMs = 30_000;

/** Sees everything, on our side and on bKash's, and compares the two after every step. */
export class Oracle {
  readonly messages: MessageRules;
  readonly orders: OrderRules;
  readonly pages: PageRules;
  readonly gates: GateRules;
  readonly #attempts: AttemptRules;
  readonly #callRules: CallRules;
  readonly #refunds: RefundRules;
  readonly #tokens: TokenRules;
  readonly #payments: Payments;
  readonly #watched: Watched;
  readonly #verdicts: Verdicts;
  readonly #promised = new Set<string>();
  readonly #unasked = new Set<string>();

  constructor(watched: Watched, verdicts: Verdicts) {
    const { table, bkash, now, settleQueue, stage, bkashAheadMs, asksAboutAbsence } = watched;
    this.#watched = watched;
    this.#verdicts = verdicts;
    this.#payments = new Payments(bkash, stage, bkashAheadMs);
    this.messages = new MessageRules(this.#payments, verdicts, table, bkash, settleQueue, now);
    this.orders = new OrderRules(this.#payments, verdicts, table, bkash, now);
    this.pages = new PageRules(this.#payments, verdicts, bkash, now);
    this.gates = new GateRules(verdicts);
    this.#attempts = new AttemptRules(this.#payments, verdicts, now);
    this.#tokens = new TokenRules(verdicts);
    this.#refunds = new RefundRules(this.#payments, verdicts, table, bkash);
    this.#callRules = new CallRules(this.#payments, verdicts, {
      now,
      asksAboutAbsence,
      wasGateClosed: (product, since) => {
        const gate = table.gate.get(product)?.gate;
        return gate?.kind === 'closed' || (gate?.since ?? 0) >= since;
      },
      isCaptured: ({ paymentId }) => bkash.books.payment(paymentId)?.progress.at === 'completed',
      stateOf: ({ orderId, attempt }) =>
        table.orders.get(orderId)?.attempts.find((one) => one.attempt === attempt)?.state,
    });
  }

  readonly written = (before: Order | undefined, after: Order, by: Instance): void => {
    this.#attempts.judge(before, after, by);
    this.orders.judge(before, after);
    this.#refunds.judge(before, after);
  };

  readonly calls: CallWatch = {
    sent: (call) => {
      this.#tokens.sent(call);
      this.#callRules.sent(call);
      this.#refunds.sent(call);
    },
    answered: (call, answer) => {
      this.gates.answered(call);
      this.#tokens.answered(call);
      this.#callRules.answered(call, answer);
      this.#refunds.answered(call, answer);
      const { operation, paymentId, by, body } = call;
      const said = saidIn(answer);
      if (operation === 'search') this.orders.explained.add(String(body.trxId ?? body.trxID));
      const isNews = said.kind === 'completed' && (operation === 'execute' || operation === 'query');
      if (isNews && this.#watched.isFair()) this.#expectRecorded(paymentId, by);
    },
  };

  readonly books: BooksWatch = {
    entryAdded: (entry: LedgerEntry) => this.#refunds.entryAdded(entry),
    tokenCalled: (product, calls) => this.#tokens.reached(product, calls),
  };

  /** Somebody with `success` is at our door. What he is promised holds while tokens can be had. */
  cameBack({ orderId, paymentId, product }: Success): void {
    const file = this.#payments.of(paymentId);
    if (file?.orderId !== orderId || file.product !== product) return;
    file.isBack = true;
    if (!this.#watched.isCalm) return;
    const now = this.#watched.now();
    const order = this.#watched.table.orders.get(orderId);
    const attempt = order?.attempts.find((one) => one.attempt === file.attempt);
    if (!order || !hasPayment(attempt) || !isOpen(order)) return;
    const wasSent = 'sentAt' in attempt && attempt.sentAt !== undefined;
    const isAlone = !order.attempts.some(({ state }) =>
      ['authorised', 'executing', 'unknown'].includes(state),
    );
    if (!wasSent && isAlone && now < order.expiresAt + graceMs - 10_000) this.#promised.add(paymentId);
  }

  /** In a world without trouble bKash is there for everybody, by either product. */
  turnedAway(orderId: string): void {
    this.#verdicts.unless(
      !this.#watched.isCalm,
      'rule 17: nobody is turned away without cause',
      () => `${orderId} cannot be paid, and nothing is wrong with bKash`,
    );
  }

  /** bKash captured this without an Execute: nobody can know of it who was not notified. */
  capturedUnasked(trxId: string): void {
    this.#unasked.add(trxId);
  }

  /** The shop gives money back past our system. */
  refundedElsewhere(make: () => string | undefined): void {
    this.#refunds.madeElsewhere(make);
  }

  atRest(deadNotices: string[]): void {
    const { stage, table, bkash } = this.#watched;
    judgeAtRest({
      stage,
      table,
      bkash,
      payments: this.#payments,
      messages: this.messages,
      verdicts: this.#verdicts,
      deadNotices,
      promised: this.#promised,
      unasked: this.#unasked,
      elsewhere: this.#refunds.elsewhere,
    });
  }

  /** I1, to the second: what bKash told a caller is in the table as soon as that caller had time to write it. */
  #expectRecorded(paymentId: string | undefined, by: Instance): void {
    const { after } = this.#watched;
    after(recordedWithinMs, () => {
      const file = this.#payments.of(paymentId);
      const isRecorded = !file || file.completed !== undefined || by.isDead;
      this.#verdicts.unless(isRecorded, 'I1 captured is known', () => {
        return `${file?.orderId}, attempt ${file?.attempt}: bKash said Completed, and nobody wrote it down`;
      });
    });
  }
}
