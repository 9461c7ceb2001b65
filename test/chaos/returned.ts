import { type MoneyBack, moneyBackOf } from '../../shared/domain/money-back.ts';
import type { Order } from '../../shared/domain/order.ts';
import type { LedgerEntry } from './books.ts';
import { differs, type OwnFinding } from './finding.ts';

/** Refunds and surplus, against what bKash gave back of this order's captures. */
export function findingsOfReturns(
  order: Order,
  captures: readonly LedgerEntry[],
  ledger: readonly LedgerEntry[],
): OwnFinding[] {
  return [...returnsEqual(order, captures, ledger), ...onTheWay(order)];
}

/** Sent twice, and bKash lists nothing of it: design rule 14 leaves it to a person, with an alarm. */
export function isInDoubt({ progress }: MoneyBack): boolean {
  return progress.state === 'unknown';
}

/** Every return in the ledger is one of the table's, of the same amount, and the other way round. */
function returnsEqual(
  order: Order,
  captures: readonly LedgerEntry[],
  ledger: readonly LedgerEntry[],
): OwnFinding[] {
  const back = moneyBackOf(order);
  return captures.flatMap(({ trxId, amountPoisha }) => {
    const known = back.filter((one) => one.trxId === trxId && one.progress.state === 'succeeded');
    const made = ledger.filter(({ kind, of }) => kind === 'refund' && of === trxId);
    const sum = made.reduce((total, entry) => total + entry.amountPoisha, 0);
    const unknown = made.filter((entry) => !known.some((one) => isOne(one, entry)));
    const twice = new Set(made.map((entry) => entry.trxId)).size < made.length;
    const doubled =
      sum > amountPoisha || twice || made.length > back.filter((one) => one.trxId === trxId).length;
    return [
      ...(doubled
        ? [{ kind: 'doubled' as const, what: `of ${trxId} more went back than was asked for` }]
        : []),
      ...differs(unknown.length > 0, `of ${trxId} something went back that the table does not know`),
      ...differs(
        known.some((one) => !made.some((entry) => isOne(one, entry))),
        `of ${trxId} something went back that bKash does not know`,
      ),
    ];
  });
}

function isOne({ progress, amountPoisha }: MoneyBack, entry: LedgerEntry): boolean {
  return (
    progress.state === 'succeeded' &&
    progress.refundTrxId === entry.trxId &&
    amountPoisha === entry.amountPoisha
  );
}

/** Of one trxID one return is in flight at most, so what stands behind one in doubt waits with it. */
function onTheWay(order: Order): OwnFinding[] {
  const back = moneyBackOf(order);
  const inDoubt = new Set(back.filter(isInDoubt).map(({ trxId }) => trxId));
  const waiting = back.filter(({ progress }) => progress.state !== 'succeeded');
  const forAPerson = order.surplus.filter(({ progress }) => progress === undefined);
  return [
    ...waiting.map(({ kind, id, trxId, progress }): OwnFinding => {
      const what = `${kind} ${id} is ${progress.state}`;
      return { kind: inDoubt.has(trxId) ? 'doubtful' : 'undecided', what };
    }),
    ...forAPerson.map(({ trxId }): OwnFinding => {
      return { kind: 'undecided', what: `surplus ${trxId} waits for a person` };
    }),
  ];
}
