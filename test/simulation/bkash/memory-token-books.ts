import type { TokenBooks } from '../../../infra/local/bkash/machine/books.ts';
import type { TokenBudget } from '../../../infra/local/bkash/machine/token-budget.ts';

/** One product's tokens in memory. `changed` is handed what takes a change back, should its transaction fail. */
export function memoryTokenBooks(
  changed: (takeBack: () => void) => void,
  called: (calls: readonly number[]) => void,
): TokenBooks {
  const tokens = new Map<string, number>();
  const calls: number[] = [];
  let budget: TokenBudget = { allowedCalls: [], lockedUntil: null };
  return {
    budget: () => budget,
    saveBudget(next) {
      const before = budget;
      changed(() => {
        budget = before;
      });
      budget = next;
    },
    noteTokenCall(at) {
      changed(() => calls.pop());
      calls.push(at);
      called(calls);
    },
    tokenCallsSince: (at) => calls.filter((call) => call > at).length,
    addToken(value, kind, expiresAt) {
      changed(() => tokens.delete(`${kind} ${value}`));
      tokens.set(`${kind} ${value}`, expiresAt);
    },
    tokenExpiry: (value, kind) => tokens.get(`${kind} ${value}`),
  };
}
