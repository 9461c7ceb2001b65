import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { attemptNumbered } from '../../shared/domain/order.ts';
import { events } from './payment-life-events.ts';
import { orders } from './payment-life-orders.ts';

/**
 * Goal: the page that people read is what the code does, state by state and event by event.
 * Method: every event is applied to an attempt in every state; what the page lists must happen, and what it does not
 * list must leave the attempt as it is.
 */
const page = readFileSync(new URL('../../docs/payment-life.md', import.meta.url), 'utf8');
const [, eventSection = '', ...stateSections] = page.split(/^## /m);

describe('the page about the life of an attempt', () => {
  it('explains every event', () => {
    expect(rowsOf(eventSection).map(([event]) => event)).toEqual(Object.keys(events));
  });

  it('has a section for every state', () => {
    expect(stateSections.map(titleOf)).toEqual(Object.keys(orders));
  });
});

describe.each(stateSections.map((section) => [titleOf(section), new Map(rowsOf(section))]))(
  'an attempt that is %s',
  (state, becomes) => {
    it.each(Object.keys(events))('meets “%s”', (event) => {
      const order = orders[state]?.();
      if (!order) throw new Error(`There is no order for ${state}.`);
      const before = attemptNumbered(order, 1)?.state;
      const after = attemptNumbered(events[event]?.(order) ?? order, 1)?.state ?? 'gone';
      expect(after).toBe(becomes.get(event) ?? before);
    });
  },
);

function titleOf(section: string): string {
  return section.split('\n')[0] ?? '';
}

/** The first two cells of every row, without code marks; of the second only the state. */
function rowsOf(section: string): Array<[string, string]> {
  return [...section.matchAll(/^\| `([^`]+)` \| `?(\w+)/gm)].map(([, event = '', state = '']) => [
    event,
    state,
  ]);
}
