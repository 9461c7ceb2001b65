import { describe, expect, it } from 'vitest';
import { attemptStates } from '../../shared/contract/order-view.ts';
import { assertStep, blockingStates, lifecycle, undecidedStates } from '../../shared/domain/lifecycle.ts';
import type { AttemptState } from '../../shared/domain/order.ts';

const states = Object.keys(lifecycle) as AttemptState[];

describe('the life of an attempt', () => {
  it("has exactly the contract's states", () => {
    expect(states.toSorted()).toEqual([...attemptStates].toSorted());
  });

  it('leads every state from creating, and nothing back to it', () => {
    const reached = new Set<AttemptState>(['creating']);
    for (const state of reached) for (const next of stepsFrom(state)) reached.add(next);
    expect([...reached].toSorted()).toEqual(states.toSorted());
    expect(states.flatMap(stepsFrom)).not.toContain('creating');
  });

  it('ends at completed, which nothing leaves', () => {
    expect(stepsFrom('completed')).toEqual([]);
  });

  it('lets every undecided state be decided without a customer', () => {
    for (const state of undecidedStates) {
      const reached = new Set<AttemptState>([state]);
      for (const from of reached) for (const next of stepsFrom(from)) reached.add(next);
      expect([...reached].some((one) => one === 'completed')).toBe(true);
      expect([...reached].some((one) => one === 'lapsed' || one === 'refused')).toBe(true);
    }
  });

  it('never calls silence a failure: executing reaches neither lapsed nor cancelled in one step', () => {
    expect(stepsFrom('executing').toSorted()).toEqual([
      'authorised',
      'completed',
      'doubtful',
      'refused',
      'unknown',
    ]);
    expect(stepsFrom('unknown')).not.toContain('cancelled');
  });

  it('blocks new attempts in every undecided state but doubt', () => {
    expect([...undecidedStates].filter((state) => !blockingStates.has(state))).toEqual(['doubtful']);
  });

  it('refuses every step that is not in the table', () => {
    for (const from of states) {
      for (const to of states) {
        const step = () => assertStep(from, to);
        if (lifecycle[from].includes(to)) expect(step).not.toThrow();
        else expect(step).toThrow(`from ${from} to ${to}`);
      }
    }
  });
});

function stepsFrom(state: AttemptState): readonly AttemptState[] {
  return lifecycle[state];
}
