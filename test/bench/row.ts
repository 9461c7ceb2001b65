/** One measure, as `--json` gives it (contract section 1). Names begin with the row's number in the design. */
export interface Row {
  name: string;
  value: number;
  unit: string;
  /** The most the value may be; a row without one only informs. */
  gate?: number;
  /** What we would like it to be. */
  stretch?: number;
  /** Lowest and highest value among the runs behind a median. */
  spread?: [low: number, high: number];
}

export type Verdict = 'stretch' | 'pass' | 'MISSED' | '';

export function verdictOf({ value, gate, stretch }: Row): Verdict {
  if (gate === undefined) return '';
  // Anything that is not a number fails too: a measure that broke must not pass.
  if (!(value <= gate)) return 'MISSED';
  return stretch !== undefined && value <= stretch ? 'stretch' : 'pass';
}

/** The middle value, or the mean of the two middle ones. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new Error('There is no median of nothing.');
  return (lower + upper) / 2;
}

/** One run of two contenders side by side, in any one unit. */
export interface Duel {
  ours: number;
  floor: number;
}

/**
 * How much more than the floor ours takes: the median over the runs of each run's own ratio, because what slows a run
 * down on a shared machine slows both of its sides.
 */
export function overFloor(runs: readonly Duel[]): { value: number; spread: [low: number, high: number] } {
  const ratios = runs.map(({ ours, floor }) => ours / floor);
  return { value: median(ratios), spread: [Math.min(...ratios), Math.max(...ratios)] };
}
