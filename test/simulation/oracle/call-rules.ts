import type { Answer } from '../../../shared/adapters/bkash/transport.ts';
import type { Product } from '../../../shared/domain/order.ts';
import type { BkashCall } from '../cloud/network.ts';
import {
  clocksMs,
  effective,
  isUndecided,
  mayBeDoubted,
  type PaymentFile,
  type Payments,
} from './payments.ts';
import { saidIn } from './said.ts';
import type { Verdicts } from './verdicts.ts';

/**
 * The least time between an Execute and a look that counts, which is bKash's own: a look is 35 s after the claim, two
 * of our clocks may differ by four, and an Execute leaves within one of its claim.
 */
export const leastLookMs = 30_000;
/** A customer is asked about two minutes after his page was opened at the earliest (design rule 8). */
const absentByLinkMs = 120_000;

/** What else the rules about calls have to know of the world. */
export interface CallFacts {
  now(): number;
  /** Whether bKash was held to be down at some time from `since` (epoch ms) on. */
  wasGateClosed(product: Product, since: number): boolean;
  asksAboutAbsence: boolean;
  /** The money has moved, so that a notification may have told of it. */
  isCaptured(file: PaymentFile): boolean;
  stateOf(file: PaymentFile): string | undefined;
}

const prematureCodes = new Set(['2056', '2060']);
const askCodes = new Set(['2062', '2068', '2116', '2117', '2119']);

/** What may be sent to bKash about a payment, and when (I6, design rules 5 and 8). */
export class CallRules {
  readonly #payments: Payments;
  readonly #verdicts: Verdicts;
  readonly #facts: CallFacts;

  constructor(payments: Payments, verdicts: Verdicts, facts: CallFacts) {
    this.#payments = payments;
    this.#verdicts = verdicts;
    this.#facts = facts;
  }

  sent(call: BkashCall): void {
    const file = this.#payments.of(call.paymentId);
    if (!file) return;
    if (call.operation === 'execute') this.#executeSent(file, call);
    if (call.operation === 'query') this.#querySent(file, call);
  }

  answered({ operation, paymentId, by, sentAt }: BkashCall, answer: Answer): void {
    const file = this.#payments.of(paymentId);
    if (!file || (operation !== 'execute' && operation !== 'query')) return;
    const said = saidIn(answer);
    if (said.kind === 'completed') file.toldTrxIds.add(said.trxId);
    if (operation === 'query') {
      if (said.kind === 'code' && said.code === '2002') file.isUnknownToBkash = true;
      if (said.kind === 'initiated')
        file.initiated.push({ askedAt: sentAt, heardAt: this.#facts.now(), isAgreed: said.isAgreed });
      return;
    }
    const execute = file.executes.find((one) => one.by === by && one.sentAt === sentAt);
    if (execute) execute.outcome = outcomeOf(said);
  }

  #executeSent(file: PaymentFile, { by, sentAt }: BkashCall): void {
    const { orderId, attempt } = file;
    const what = `Execute of ${orderId}, attempt ${attempt}`;
    for (const other of this.#payments.ofOrder(orderId)) {
      const isInTheWay = other !== file && isUndecided(other, sentAt) && !mayBeDoubted(other);
      if (isInTheWay)
        this.#verdicts.breach('I6 one Execute', `${what}: attempt ${other.attempt} is undecided`);
    }
    const isAgreed = file.isBack || file.initiated.some((one) => one.isAgreed);
    this.#verdicts.unless(
      isAgreed,
      'rule 2: only what was agreed is executed',
      () => `${what}: nobody came back from it`,
    );
    const earlier = effective(file);
    if (earlier.length > 0) this.#secondExecute(file, what, sentAt);
    const claimVersion = file.claim?.version ?? 0;
    file.executes.push({ by, sentAt, claimVersion, outcome: 'unheard' });
  }

  /** Only after two looks far enough apart, both of which found that the customer agreed and nothing more. */
  #secondExecute(file: PaymentFile, what: string, now: number): void {
    const [first, second] = effective(file);
    const looks = file.initiated.filter(({ askedAt }) => first && askedAt > first.sentAt);
    const isAllowed =
      first !== undefined &&
      second === undefined &&
      now - first.sentAt >= leastLookMs &&
      mayBeDoubted(file) &&
      looks.filter(({ isAgreed }) => isAgreed).length >= 2;
    this.#verdicts.unless(isAllowed, 'I6 one Execute', () => {
      const outcomes = effective(file).map(({ outcome }) => outcome);
      return `${what} is sent again after ${outcomes.join(', ')} and ${looks.length} answered looks`;
    });
  }

  #querySent(file: PaymentFile, { by, sentAt }: BkashCall): void {
    const { completed, orderId, attempt } = file;
    const what = `Query of ${orderId}, attempt ${attempt}`;
    if (completed) {
      // Whoever read the order before it was paid may still ask; in a consumer's batch, whoever shares its container.
      const knewIt = completed.at < by.begunAt || (completed.by === by && !by.name.startsWith('settle'));
      if (knewIt)
        this.#verdicts.breach('rule 8: a happy payment is not asked about', `${what}, which is paid`);
      return;
    }
    const isUnapproved = this.#facts.stateOf(file) === 'created' && !this.#facts.isCaptured(file);
    // Whoever met a closed gate asks first, and another caller may have opened it meanwhile.
    if (!isUnapproved || this.#facts.wasGateClosed(file.product, by.begunAt - clocksMs)) return;
    const isOldEnough = sentAt - file.createdAt >= absentByLinkMs - clocksMs;
    this.#verdicts.unless(
      this.#facts.asksAboutAbsence && isOldEnough,
      'rule 8: a happy payment is not asked about',
      () => `${what}, which nobody has approved, after ${Math.round((sentAt - file.createdAt) / 1000)} s`,
    );
  }
}

function outcomeOf(said: ReturnType<typeof saidIn>) {
  switch (said.kind) {
    case 'not_done':
      return 'not_done';
    case 'completed':
      return 'completed';
    case 'code':
      if (prematureCodes.has(said.code)) return 'premature';
      return askCodes.has(said.code) ? 'ask' : 'refused';
    default:
      return 'nothing';
  }
}
