/** What is wrong, or still open, with one order; without an order, what is wrong with the rest. */
export interface Finding {
  /**
   * `lost`: captured, and neither paid, in review nor on its way back. `doubled`: kept twice or returned twice.
   * `undecided`: not final after the reconciler's slots. `doubtful`: the only one that may remain, where bKash has no
   * capture. `differs`: anything else in which the two books disagree.
   */
  kind: 'lost' | 'doubled' | 'undecided' | 'doubtful' | 'differs';
  orderId?: string;
  what: string;
}

export type OwnFinding = Omit<Finding, 'orderId'>;

export function differing(what: string): OwnFinding {
  return { kind: 'differs', what };
}

export function differs(isSo: boolean, what: string): OwnFinding[] {
  return isSo ? [differing(what)] : [];
}
