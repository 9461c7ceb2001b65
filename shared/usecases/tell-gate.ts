import type {
  CheckoutCreateOutcome,
  CreateOutcome,
  ExecuteOutcome,
  QueryOutcome,
  RefundOutcome,
  RefundStatusOutcome,
  SearchOutcome,
} from '../adapters/bkash/port.ts';
import type { HealthGate } from '../adapters/dynamodb/port.ts';
import { isOutage } from '../domain/outage.ts';

export type Outcome =
  | CreateOutcome
  | CheckoutCreateOutcome
  | ExecuteOutcome
  | QueryOutcome
  | SearchOutcome
  | RefundOutcome
  | RefundStatusOutcome;

/**
 * Every call tells the gate whether bKash answered, a refund's only that it did. A refusal is an answer, and so is a
 * rejected token.
 */
export async function tellGate(gate: HealthGate, outcome: Outcome): Promise<void> {
  await (wasAnswered(outcome) ? gate.answered() : gate.failed());
}

export function wasAnswered(outcome: Outcome): boolean {
  switch (outcome.kind) {
    case 'silent':
    case 'unknown':
    case 'unanswered':
      return !isOutage(outcome.reason);
    case 'not_sent':
      return outcome.reason === 'unauthorised';
    default:
      return true;
  }
}
