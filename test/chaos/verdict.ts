import { invoiceOf } from '../../shared/domain/ids.ts';
import { undecidedStates } from '../../shared/domain/lifecycle.ts';
import { moneyBackOf } from '../../shared/domain/money-back.ts';
import type { Order } from '../../shared/domain/order.ts';
import { isOpen, paidAttempt } from '../../shared/domain/status.ts';
import type { Books, LedgerEntry } from './books.ts';
import { type Customer, wantsToPay } from './cast.ts';
import { differing, differs, type Finding, type OwnFinding } from './finding.ts';
import { findingsOfReturns } from './returned.ts';
import { toldOnce } from './told.ts';

export interface Verdict {
  /** Orders that were paid, whatever went back afterwards. */
  paid: number;
  surplusReturned: number;
  findings: Finding[];
}

/** The table held against bKash's ledger, order by order. Pure: the books in, every difference out. */
export function verdictOf(books: Books, customers: readonly Customer[]): Verdict {
  const orders = new Map(books.orders.map((order) => [order.orderId, order]));
  const findings = customers.flatMap((customer) => {
    const order = orders.get(customer.orderId);
    if (!order)
      return [{ kind: 'lost' as const, orderId: customer.orderId, what: 'the table has no such order' }];
    return findingsOf(order, customer, books).map((finding) => ({ orderId: customer.orderId, ...finding }));
  });
  const surplus = books.orders
    .flatMap((order) => moneyBackOf(order))
    .filter(({ kind }) => kind === 'surplus');
  return {
    paid: books.orders.filter((order) => paidAttempt(order)).length,
    surplusReturned: surplus.filter(({ progress }) => progress.state === 'succeeded').length,
    findings: [...findings, ...findingsOfRest(books)],
  };
}

function findingsOf(order: Order, customer: Customer, books: Books): OwnFinding[] {
  const captures = capturesOf(order, books.ledger);
  return [
    ...captures.flatMap((capture) => capturesRecorded(order, capture, books)),
    ...attemptsCovered(order, captures),
    ...keptOnce(order, captures, customer),
    ...undecided(order, captures),
    ...findingsOfReturns(order, captures, books.ledger),
    ...toldOnce(order, books),
  ];
}

/** Captured money is an attempt's, and its trxID is tied to that attempt. */
function capturesRecorded(order: Order, capture: LedgerEntry, { ties, journal }: Books): OwnFinding[] {
  const { trxId, amountPoisha } = capture;
  const attempt = order.attempts.find((one) => one.state === 'completed' && one.captured.trxId === trxId);
  if (attempt?.state !== 'completed') {
    const told = journal.get(trxId)?.join(', ') ?? 'not there';
    const what = `bKash captured ${trxId} for ${capture.invoice}, whose attempt does not know it; in the journal it is ${told}`;
    return [{ kind: 'lost', what }];
  }
  const tie = ties.get(trxId);
  return [
    ...differs(attempt.captured.amountPoisha !== amountPoisha, `${trxId} has another amount at bKash`),
    ...differs(
      tie?.orderId !== order.orderId || tie.attempt !== attempt.attempt,
      `${trxId} is not tied to its attempt`,
    ),
  ];
}

/** What the table calls money is in the ledger. */
function attemptsCovered(order: Order, captures: readonly LedgerEntry[]): OwnFinding[] {
  return order.attempts.flatMap((attempt) =>
    attempt.state === 'completed' && !captures.some(({ trxId }) => trxId === attempt.captured.trxId)
      ? [
          {
            kind: 'differs' as const,
            what: `attempt ${attempt.attempt} is completed without a capture at bKash`,
          },
        ]
      : [],
  );
}

/** Of the captures that the table knows it keeps one at most, and one where the customer agreed. */
function keptOnce(order: Order, captures: readonly LedgerEntry[], customer: Customer): OwnFinding[] {
  const kept = order.attempts.filter(
    ({ state, attempt }) => state === 'completed' && !order.surplus.some((one) => one.attempt === attempt),
  );
  if (kept.length > 1) return [{ kind: 'doubled', what: `${kept.length} captures are kept` }];
  if (kept.length > 0 && order.closed) return [{ kind: 'lost', what: 'a closed order keeps its money' }];
  if (order.review) return [{ kind: 'undecided', what: 'the order is in review' }];
  const isOwed = wantsToPay(customer) && order.closed?.as !== 'withdrawn' && !isDoubtful(order);
  return [
    ...differs(isOwed && kept.length === 0, `a customer who ${customer.fate} did not pay`),
    ...differs(!wantsToPay(customer) && captures.length > 0, `a customer who ${customer.fate} was charged`),
  ];
}

/** After the reconciler's slots no attempt waits for an answer any more; only doubt about nothing may remain. */
function undecided(order: Order, captures: readonly LedgerEntry[]): OwnFinding[] {
  return order.attempts.flatMap(({ attempt, state }): OwnFinding[] => {
    const what = `attempt ${attempt} is ${state}`;
    if (state === 'doubtful') {
      const invoice = invoiceOf(order.environment, order.orderId, attempt);
      return [{ kind: captures.some((one) => one.invoice === invoice) ? 'lost' : 'doubtful', what }];
    }
    // One that was begun beside another's payment is left as it is: it is never executed (design rule 2).
    const isBegun = state === 'creating' || state === 'created';
    return undecidedStates.has(state) || (isBegun && isOpen(order)) ? [{ kind: 'undecided', what }] : [];
  });
}

/** Money without an order is unclaimed, and nothing else is; no message needs a person. */
function findingsOfRest({ orders, ledger, unclaimed, ties, journal, deadLetters }: Books): Finding[] {
  const owned = new Set(orders.flatMap((order) => capturesOf(order, ledger)).map(({ trxId }) => trxId));
  const payments = ledger.filter(({ kind }) => kind === 'payment');
  const stray = payments.filter(({ trxId }) => !owned.has(trxId)).map(({ trxId }) => trxId);
  const open = [...unclaimed].filter(([, state]) => state === 'open').map(([trxId]) => trxId);
  return [
    ...stray
      .filter((trxId) => !open.includes(trxId))
      .map((trxId) => lostStray(trxId, journal.get(trxId)?.join(', ') ?? 'not there')),
    ...open
      .filter((trxId) => !stray.includes(trxId))
      .map((trxId) => differing(`${trxId} is unclaimed, and an order's`)),
    ...[...ties.keys()]
      .filter((trxId) => !owned.has(trxId))
      .map((trxId) => differing(`${trxId} is tied, and no order's`)),
    ...(deadLetters > 0 ? [differing(`${deadLetters} messages lie in a dead-letter queue`)] : []),
  ];
}

function capturesOf(order: Order, ledger: readonly LedgerEntry[]): LedgerEntry[] {
  const invoices = new Set(
    order.attempts.map(({ attempt }) => invoiceOf(order.environment, order.orderId, attempt)),
  );
  return ledger.filter(
    ({ kind, invoice }) => kind === 'payment' && invoice !== undefined && invoices.has(invoice),
  );
}

function isDoubtful({ attempts }: Order): boolean {
  return attempts.some(({ state }) => state === 'doubtful');
}

function lostStray(trxId: string, told: string): Finding {
  const what = `bKash captured ${trxId} for nobody, and it is not unclaimed; in the journal it is ${told}`;
  return { kind: 'lost', what };
}
