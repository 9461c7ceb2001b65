import { setTimeout as pause } from 'node:timers/promises';
import type { Customer } from './cast.ts';

/** Enough side by side to keep every function busy, and few enough that a hundred take a while. */
const atOnce = 12;

/** Resolves when the last of them has done what he does; rejects with the first who could not. */
export async function allOf(customers: readonly Customer[], each: (customer: Customer) => Promise<void>) {
  const waiting = [...customers];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await each(next);
    }),
  );
}

/** Steps that customers have got through, for whoever waits for a moment in the middle. */
export function stepsTaken() {
  let taken = 0;
  return {
    count: () => {
      taken += 1;
    },
    async reach(steps: number): Promise<void> {
      while (taken < steps) await pause(5);
    },
  };
}
