import type { Verdict } from './verdict.ts';

/** What a question that bKash did not answer comes to: it decides nothing and is asked again. */
export function unanswered(verdict: Exclude<Verdict, { kind: 'answer' }>) {
  if (verdict.kind === 'refusal') return undecided(`code_${verdict.refusal.code}`);
  return undecided(verdict.reason, verdict.kind === 'not_sent' && verdict.reason === 'unauthorised');
}

export function undecided(reason: string, unauthorised = false) {
  return { kind: 'unanswered' as const, reason, unauthorised };
}
