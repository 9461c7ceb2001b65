import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { itemBytes, writeUnitsOf } from './billing-rule.ts';

const key = { pk: { S: 'ORDER#live#SB-1' }, sk: { S: 'ORDER' } };
const dueAt = (nextCheckAt: number, hour = '2026-11-23T12') => ({
  ...key,
  dueBucket: { S: `live#${hour}#3` },
  nextCheckAt: { N: String(nextCheckAt) },
});

describe('the write units of one write', () => {
  it('are one for each kilobyte begun, of the larger state', () => {
    expect(writeUnitsOf({ after: sized(1_024) }).item).toBe(1);
    expect(writeUnitsOf({ after: sized(1_025) }).item).toBe(2);
    expect(writeUnitsOf({ before: sized(2_049), after: sized(100) }).item).toBe(3);
    expect(writeUnitsOf({ before: sized(2_048) }).item).toBe(2);
  });

  it.each<[string, Parameters<typeof writeUnitsOf>[0], number]>([
    ['none where the item was never in it', { before: key, after: key }, 0],
    ['none where its keys stay', { before: dueAt(5), after: { ...dueAt(5), version: { N: '2' } } }, 0],
    ['one when the item enters it as it is made', { after: dueAt(5) }, 1],
    ['one when the item enters it', { before: key, after: dueAt(5) }, 1],
    ['one when the item leaves it', { before: dueAt(5), after: key }, 1],
    ['one when the item is deleted', { before: dueAt(5) }, 1],
    ['two when its time moves', { before: dueAt(5), after: dueAt(6) }, 2],
    ['two when its hour moves', { before: dueAt(5), after: dueAt(5, '2026-11-23T13') }, 2],
  ])('are for the index %s', (_, change, expected) => {
    expect(writeUnitsOf(change).index).toBe(expected);
  });
});

describe('the size of an item', () => {
  it('counts names and values as DynamoDB does', () => {
    const item: Record<string, AttributeValue> = {
      a: { S: 'ঢাকা' },
      n: { N: '1234567' },
      l: { L: [{ S: 'xy' }] },
      m: { M: { k: { BOOL: true } } },
    };
    const [text, number, list, map] = [1 + 12, 1 + 5, 1 + 3 + 1 + 2, 1 + 3 + 1 + 1 + 1];
    expect(itemBytes(item)).toBe(text + number + list + map);
  });
});

/** An item of so many bytes. */
function sized(bytes: number): Record<string, AttributeValue> {
  return { pk: { S: 'x'.repeat(bytes - 'pk'.length) } };
}
