/** Two token calls an hour, Grant and Refresh together, then an hour of nothing (`bkash-api.md` section 5.1). */
const tokenCallsPerHour = 2;
const lockOutMs = 60 * 60 * 1000;
export const tokenLifeMs = 3600 * 1000;
/** "28 days in v1 material", 30 in one reading of v2: the shorter. */
export const refreshTokenLifeMs = 28 * 24 * 3600 * 1000;

const hourMs = 60 * 60 * 1000;

/** `allowedCalls`: when calls passed, epoch ms. Refused ones are counted elsewhere and cost nothing here. */
export interface TokenBudget {
  readonly allowedCalls: readonly number[];
  readonly lockedUntil: number | null;
}

export interface BudgetDecision {
  readonly allowed: boolean;
  readonly budget: TokenBudget;
}

/** Spends one token call. The call that exceeds the budget starts the lock-out; calls during it do not prolong it. */
export function spendTokenCall(budget: TokenBudget, now: number): BudgetDecision {
  if (budget.lockedUntil !== null && now < budget.lockedUntil) return { allowed: false, budget };
  const withinTheHour = budget.allowedCalls.filter((at) => at > now - hourMs);
  if (withinTheHour.length >= tokenCallsPerHour) {
    return { allowed: false, budget: { allowedCalls: withinTheHour, lockedUntil: now + lockOutMs } };
  }
  return { allowed: true, budget: { allowedCalls: [...withinTheHour, now], lockedUntil: null } };
}

/** A lock-out that nobody caused, until then; `until` in the past lifts one. */
export function lockOut(budget: TokenBudget, until: number, now: number): TokenBudget {
  return { ...budget, lockedUntil: until > now ? until : null };
}
