import type { LedgerEntry } from '../../../infra/local/bkash/machine/ledger.ts';
import { factsOf, isTold as isForCustomers } from '../../../shared/domain/facts.ts';
import { orderOfInvoice } from '../../../shared/domain/ids.ts';
import { type MoneyBack, moneyBackOf } from '../../../shared/domain/money-back.ts';
import { attemptNumbered, type Order } from '../../../shared/domain/order.ts';
import { paidAttempt } from '../../../shared/domain/status.ts';
import type { MemoryTable } from '../../in-memory/table.ts';
import type { InProcessBkash } from '../bkash/in-process.ts';
import { isOpen } from './attempt-rules.ts';
import type { MessageRules } from './message-rules.ts';
import { effective, type Payments } from './payments.ts';
import type { Verdicts } from './verdicts.ts';

export interface FinalFacts {
  stage: string;
  table: MemoryTable;
  bkash: InProcessBkash;
  payments: Payments;
  messages: MessageRules;
  verdicts: Verdicts;
  /** Bodies of notices that a person has to look at. */
  deadNotices: string[];
  /** Payments that came back with success in time, with nothing in their way. */
  promised: Iterable<string>;
  /** Transactions that no Execute of ours caused. */
  unasked: ReadonlySet<string>;
  /** Refunds that the shop made past our system. */
  elsewhere: ReadonlySet<string>;
}

/** What has to be so when nothing is going to happen any more: the books of both sides, entry by entry. */
export function judgeAtRest(facts: FinalFacts): void {
  const { table, bkash, payments, messages, verdicts } = facts;
  for (const entry of bkash.books.entries()) {
    if (entry.kind === 'payment') expectPaymentKnown(facts, entry);
    else if (!facts.elsewhere.has(entry.trxId)) expectRefundKnown(facts, entry);
  }
  for (const order of table.orders.values()) {
    expectDecided(facts, order);
    expectOneKept(facts, order);
    expectTold(facts, order);
  }
  for (const messageId of messages.accepted.keys()) messages.expectKept(messageId, 'was answered with 200');
  for (const [trxId, { closedAt }] of table.unclaimed) {
    const owner = table.trxOwners.get(trxId);
    verdicts.unless(!owner || closedAt !== undefined, 'I11 no message vanishes', () => {
      return `${trxId} is kept as nobody's, and ${owner?.orderId} has it`;
    });
  }
  for (const paymentId of facts.promised) {
    const file = payments.of(paymentId);
    const order = file && table.orders.get(file.orderId);
    if (!file || !order || order.closed?.as === 'withdrawn') continue;
    // Another page of the same order may have been a moment earlier; then it was that one's turn.
    const isKept = payments.ofOrder(order.orderId).some((other) => effective(other).length > 0);
    verdicts.unless(
      isKept || paidAttempt(order) !== undefined,
      'rule 2: owed while in time',
      () => `${file.orderId}, attempt ${file.attempt}: approved in time, never executed`,
    );
  }
}

/** I1 */
function expectPaymentKnown(
  { stage, table, messages, verdicts, unasked }: FinalFacts,
  entry: LedgerEntry,
): void {
  const { trxId, invoice } = entry;
  const owner = invoice === undefined ? undefined : orderOfInvoice(stage, invoice);
  const isNotified = messages.notifiedTrxIds.has(trxId);
  if (!owner) {
    const isKept = table.unclaimed.has(trxId) || !isNotified || isAside(table, messages, trxId);
    verdicts.unless(isKept, 'I1 captured is known', () => `${trxId} came without an order and is nowhere`);
    return;
  }
  if (unasked.has(trxId) && !isNotified) return;
  // An operator may have given it to another order than its invoice names.
  const holder = table.trxOwners.get(trxId) ?? owner;
  const order = table.orders.get(holder.orderId);
  const attempt = order && attemptNumbered(order, holder.attempt);
  const isRecorded =
    (attempt?.state === 'completed' && attempt.captured.trxId === trxId) ||
    order?.surplus.some((one) => one.trxId === trxId) === true;
  if (!isRecorded && unasked.has(trxId) && isAside(table, messages, trxId)) return;
  verdicts.unless(
    isRecorded,
    'I1 captured is known',
    () =>
      `${owner.orderId}, attempt ${owner.attempt}: ${trxId} is captured, the attempt is ${attempt?.state}`,
  );
}

/** A person has it: in quarantine, in the dead letters, or as unclaimed money. */
function isAside(table: MemoryTable, messages: MessageRules, trxId: string): boolean {
  return (
    table.unclaimed.has(trxId) ||
    [...table.quarantined.values()].some(({ body }) => body.includes(trxId)) ||
    messages.deadLetters().some((body) => body.includes(trxId))
  );
}

function expectRefundKnown({ table, verdicts }: FinalFacts, { trxId, of, amountPoisha }: LedgerEntry): void {
  const owner = table.trxOwners.get(of ?? '');
  const order = owner && table.orders.get(owner.orderId);
  const isKnown =
    order && moneyBackOf(order).some((one) => one.trxId === of && accountsFor(one, trxId, amountPoisha));
  verdicts.unless(
    Boolean(isKnown),
    'I9 refunds within the capture',
    () => `${owner?.orderId}: bKash gave back ${trxId}, and nobody knows`,
  );
}

function accountsFor(
  { progress, amountPoisha }: MoneyBack,
  refundTrxId: string,
  amountBackPoisha: number,
): boolean {
  const known = progress.state === 'succeeded' ? progress.refundTrxId : undefined;
  if (known !== undefined) return known === refundTrxId;
  const isPossible = progress.state === 'succeeded' || progress.state === 'unknown';
  return isPossible && amountPoisha === amountBackPoisha;
}

function expectDecided({ verdicts, payments }: FinalFacts, order: Order): void {
  const open = order.attempts.filter(({ state }) =>
    ['creating', 'created', 'authorised', 'executing', 'unknown', 'doubtful'].includes(state),
  );
  const isOver = !isOpen(order);
  const undecided = open.filter(({ state }) => !isOver || (state !== 'created' && state !== 'creating'));
  const states = () => order.attempts.map(({ attempt, state }) => `${attempt} ${state}`).join(', ');
  const isFine = isOver && (undecided.length === 0 || order.review !== undefined);
  verdicts.unless(
    isFine,
    'rule 10: nothing is overdue',
    () => `${order.orderId} rests with ${states()} of ${payments.ofOrder(order.orderId).length} payments`,
  );
  const all = moneyBackOf(order);
  const isBehindUnknown = ({ trxId }: MoneyBack) =>
    all.some((other) => other.trxId === trxId && other.progress.state === 'unknown');
  for (const one of all) {
    const isDone = one.progress.state === 'succeeded' || one.progress.state === 'refused';
    const isAtRest = isDone || isBehindUnknown(one) || order.review !== undefined;
    verdicts.unless(
      isAtRest,
      'rule 10: nothing is overdue',
      () => `${order.orderId}: ${one.kind} ${one.id} rests as ${one.progress.state}`,
    );
  }
}

/** I4: of all that was captured for an order one payment stays, and whatever else a person has to judge. */
function expectOneKept({ bkash, verdicts }: FinalFacts, order: Order): void {
  for (const { trxId, amountPoisha, progress, heldByAnother, settled } of order.surplus) {
    if (order.review || heldByAnother || settled) continue;
    const back = bkash.books.refundsOf(trxId).reduce((sum, entry) => sum + entry.amountPoisha, 0);
    const isForAPerson = progress?.state === 'refused' || progress?.state === 'unknown';
    verdicts.unless(
      back === amountPoisha || isForAPerson,
      'I4 one payment is kept',
      () => `${order.orderId}: surplus ${trxId} of ${amountPoisha}, back went ${back}`,
    );
  }
}

function expectTold({ table, messages, verdicts, deadNotices }: FinalFacts, order: Order): void {
  if (order.customer.email === undefined) return;
  for (const fact of factsOf(order).filter(isForCustomers)) {
    const key = `${order.orderId} ${fact}`;
    const isParked = deadNotices.some((body) => body.includes(`"${order.orderId}"`) && body.includes(fact));
    const isTold = messages.told.has(key) || table.announced.has(`${key} email`) || isParked;
    verdicts.unless(
      isTold || fact === 'order.payment_link',
      'rule 15: every fact is told',
      () => `${key} is never told`,
    );
  }
}
