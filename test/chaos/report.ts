import type { Finding } from './finding.ts';
import type { ChaosResult } from './run.ts';

/** The last line under `--json`, as the contract names its fields. */
export function jsonOf({ orders, kills, verdict }: ChaosResult): string {
  const { paid, surplusReturned, findings } = verdict;
  const count = (kind: Finding['kind']) => findings.filter((one) => one.kind === kind).length;
  return JSON.stringify({
    orders,
    paid,
    lost: count('lost'),
    doubled: count('doubled'),
    undecided: count('undecided'),
    doubtful: count('doubtful'),
    kills: [...kills.values()].reduce((sum, times) => sum + times, 0),
    surplusReturned,
  });
}

/** Doubt about nothing is the only thing that may remain. */
export function isWrong({ verdict }: Pick<ChaosResult, 'verdict'>): boolean {
  return verdict.findings.some(({ kind }) => kind !== 'doubtful');
}

/** What a stranger reads: what was done to the system, what it made of it, and every order that is not as it should be. */
export function summaryOf({ orders, kills, books, verdict }: ChaosResult, seed: number): string {
  const { paid, surplusReturned, findings } = verdict;
  const payments = books.ledger.filter(({ kind }) => kind === 'payment').length;
  const returns = books.ledger.length - payments;
  const wrong = findings.filter(({ kind }) => kind !== 'doubtful');
  const rows = [
    `${orders} orders, of which ${paid} were paid (seed ${seed})`,
    `killed: ${[...kills].map(([kill, times]) => `${times} × ${kill}`).join(', ')}`,
    `bKash's ledger: ${payments} captures, ${returns} returns; of these ${surplusReturned} returned surplus`,
    `in doubt, with nothing captured: ${findings.length - wrong.length}`,
    ...wrong.map(({ kind, orderId, what }) => `${kind.toUpperCase()}  ${orderId ?? '-'}  ${what}`),
    wrong.length === 0
      ? 'The table and bKash’s ledger agree about every order.'
      : `The table and bKash’s ledger differ in ${wrong.length} places. Run again with --seed ${seed}.`,
  ];
  return rows.join('\n');
}
