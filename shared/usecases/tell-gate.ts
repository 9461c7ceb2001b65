import type { CreateOutcome, ExecuteOutcome, QueryOutcome, SearchOutcome } from '../adapters/bkash/port.ts';
import type { HealthGate } from '../adapters/dynamodb/port.ts';

/** Every call tells the gate whether bKash answered. A refusal is an answer, and so is a rejected token. */
export async function tellGate(gate: HealthGate, outcome: Outcome): Promise<void> {
  await (wasUnanswered(outcome) ? gate.failed() : gate.answered());
}

type Outcome = CreateOutcome | ExecuteOutcome | QueryOutcome | SearchOutcome;

function wasUnanswered(outcome: Outcome): boolean {
  switch (outcome.kind) {
    case 'silent':
    case 'unknown':
      return true;
    case 'not_sent':
      return outcome.reason === 'unreachable';
    case 'unanswered':
      return !outcome.unauthorised;
    default:
      return false;
  }
}
