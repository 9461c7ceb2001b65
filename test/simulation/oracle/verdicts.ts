/** The invariants of design section 2, and what follows from its rules for a world that can be watched whole. */
export type Invariant =
  | 'I1 captured is known'
  | 'I2 paid is captured'
  | 'I3 final is final'
  | 'I4 one payment is kept'
  | 'I5 silence is not failure'
  | 'I6 one Execute'
  | 'I7 told once'
  | 'I8 two token calls an hour'
  | 'I9 refunds within the capture'
  | 'I11 no message vanishes'
  | 'rule 2: only what was agreed is executed'
  | 'rule 2: owed while in time'
  | 'rule 5: looks are far enough from the Execute'
  | 'rule 7: one live attempt'
  | 'rule 8: a happy payment is not asked about'
  | 'rule 10: nothing is overdue'
  | 'rule 14: a refund is sent once'
  | 'rule 15: every fact is told'
  | 'rule 17: nobody is turned away without cause'
  | 'rule 17: a gate hears of its own product'
  | 'a function has time for its work';

export interface Violation {
  invariant: Invariant;
  /** Of virtual time, as the trace writes it. */
  at: string;
  step: number;
  message: string;
}

/** A world is over at its first few violations: what follows is mostly their echo. */
const mostKept = 5;

export class Verdicts {
  readonly violations: Violation[] = [];
  readonly #where: () => { at: string; step: number };
  readonly #told: (violation: Violation) => void;

  constructor(where: () => { at: string; step: number }, told: (violation: Violation) => void) {
    this.#where = where;
    this.#told = told;
  }

  breach(invariant: Invariant, message: string): void {
    if (this.violations.length >= mostKept) return;
    const violation = { invariant, ...this.#where(), message };
    this.violations.push(violation);
    this.#told(violation);
  }

  unless(isFine: boolean, invariant: Invariant, message: () => string): void {
    if (!isFine) this.breach(invariant, message());
  }
}
