import { type Row, verdictOf } from './row.ts';

const heads = ['measure', 'value', 'unit', 'gate', 'stretch', 'spread', 'verdict'];
const leftBound = new Set(['measure', 'unit', 'verdict']);

/** The rows as a table for a person. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [heads, ...rows.map(cellsOf)];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const pad = (text: string, column: number) =>
    leftBound.has(heads[column] ?? '')
      ? text.padEnd(widths[column] ?? 0)
      : text.padStart(widths[column] ?? 0);
  return lines.map((line) => line.map(pad).join('  ').trimEnd()).join('\n');
}

/** The same as the one line that `--json` ends with. */
export function jsonOf(rows: readonly Row[]): string {
  return JSON.stringify({
    rows: rows.map(({ spread, ...row }) => ({
      ...row,
      value: rounded(row.value),
      ...(spread && { spread: spread.map(rounded) }),
    })),
  });
}

function cellsOf(row: Row): string[] {
  const { name, value, unit, gate, stretch, spread } = row;
  return [
    name,
    digits(value),
    unit,
    gate === undefined ? '' : digits(gate),
    stretch === undefined ? '' : digits(stretch),
    spread ? `${digits(spread[0])} to ${digits(spread[1])}` : '',
    verdictOf(row),
  ];
}

function digits(value: number): string {
  return Math.abs(value) < 10 ? value.toFixed(2) : value.toFixed(1);
}

/** Four digits after the point are more than any measure here can promise. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
