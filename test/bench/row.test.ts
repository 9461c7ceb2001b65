import { describe, expect, it } from 'vitest';
import { jsonOf, tableOf } from './report.ts';
import { median, overFloor, type Row, verdictOf } from './row.ts';
import { rowsOf } from './write-units.ts';

describe('a median', () => {
  it('is the middle of an odd number of values, whatever their order', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([10, 9, 100])).toBe(10);
  });

  it('is the mean of the two middle values of an even number', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('of nothing is an error, not a zero', () => {
    expect(() => median([])).toThrow('nothing');
  });
});

describe('a ratio over the floor', () => {
  it('is the median of the ratios of each run, so that one slow run moves neither side', () => {
    const runs = [
      { ours: 12, floor: 10 },
      { ours: 130, floor: 100 },
      { ours: 11, floor: 10 },
    ];
    expect(overFloor(runs)).toEqual({ value: 1.2, spread: [1.1, 1.3] });
  });
});

describe('a verdict', () => {
  const row = (value: number, goals: Partial<Row> = { gate: 1.5, stretch: 1.2 }): Row => ({
    name: 'a row',
    unit: '×',
    value,
    ...goals,
  });

  it('is missed above the gate, passed at it, and stretch at the stretch or below', () => {
    expect(verdictOf(row(1.51))).toBe('MISSED');
    expect(verdictOf(row(1.5))).toBe('pass');
    expect(verdictOf(row(1.21))).toBe('pass');
    expect(verdictOf(row(1.2))).toBe('stretch');
  });

  it('is missed by a measure that brought no number', () => {
    expect(verdictOf(row(Number.NaN))).toBe('MISSED');
  });

  it('is missed by one query where none is allowed', () => {
    expect(verdictOf(row(1, { gate: 0, stretch: 0 }))).toBe('MISSED');
    expect(verdictOf(row(0, { gate: 0, stretch: 0 }))).toBe('stretch');
  });

  it('is not given to a row that only informs', () => {
    expect(verdictOf(row(99, {}))).toBe('');
  });
});

describe('the report', () => {
  const rows: Row[] = [
    { name: '2 a ratio', unit: '×', value: 1.23456, gate: 1.5, stretch: 1.2, spread: [1.1, 1.3] },
    { name: '5 a count', unit: '', value: 2 },
  ];

  it('shows a person value, gate and verdict of every row', () => {
    const [head, ratio, count] = tableOf(rows).split('\n');
    expect(head).toMatch(/^measure +value +unit +gate +stretch +spread +verdict$/);
    expect(ratio).toMatch(/^2 a ratio +1\.23 +× +1\.50 +1\.20 +1\.10 to 1\.30 +pass$/);
    expect(count).toMatch(/^5 a count +2\.00$/);
  });

  it('is one line of JSON in the shape of the contract', () => {
    expect(jsonOf(rows)).not.toContain('\n');
    expect(JSON.parse(jsonOf(rows))).toEqual({
      rows: [
        { name: '2 a ratio', unit: '×', value: 1.2346, gate: 1.5, stretch: 1.2, spread: [1.1, 1.3] },
        { name: '5 a count', unit: '', value: 2 },
      ],
    });
  });
});

describe('the units of a paid order', () => {
  const write = (pk: string, units: number, sk = 'ORDER') => ({
    operation: 'PutItem',
    input: { Item: { pk: { S: pk }, sk: { S: sk } } },
    units,
  });

  it('are those of every item that is not shared by all orders', () => {
    const writes = [write('ORDER#local#a', 300), write('TRX#local#b', 150), write('TOKEN#local', 4)];
    const journal = write('JOURNAL#local#2026-11-23T10', 50);
    const shop = write('ORDER#local#a', 25, 'SENT#order.paid#shop');
    const all = [...writes, journal, shop, write('SOMETHING-NEW#local', 50, 'SENT#order.paid#email')];
    const rows = rowsOf(all, { create: 50, execute: 50, query: 1 });
    expect(rows.map(({ value }) => value)).toEqual([10, 3 / 50, 1, 0.5, 4, 101 / 50, 1]);
    expect(rows.map(verdictOf)).toEqual(['pass', '', '', '', '', 'MISSED', 'MISSED']);
  });
});
