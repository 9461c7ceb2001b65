import { type Capture, completed } from './completing.ts';
import { deadAtBkash, doubted, stillDoubtful } from './doubting.ts';
import { absentAuthorised } from './executing.ts';
import { assertStep } from './lifecycle.ts';
import {
  type Attempt,
  type AttemptIn,
  attemptNumbered,
  type CountedLook,
  type Order,
  withAttempt,
} from './order.ts';
import { mayExecute } from './returning.ts';
import { doubled, type Waits } from './waits.ts';

/**
 * Takes the due look of an attempt by moving its time (design rule 10): of a thousand readers one asks bKash. An
 * Execute whose sender never reported back becomes unknown here. Should this look stay unanswered, the next one is
 * already written down.
 */
export function lookClaimed(order: Order, number: number, now: number, waits: Waits): Order {
  const attempt = attemptNumbered(order, number);
  switch (attempt?.state) {
    case 'executing': {
      assertStep('executing', 'unknown');
      const next = { ...attempt, state: 'unknown' as const, changedAt: now, looks: [], unanswered: 0 };
      return withAttempt(order, { ...next, ...postponed(0, now, waits) }, 'execute_unanswered', now);
    }
    case 'unknown':
    case 'doubtful':
      return replaced(order, { ...attempt, ...postponed(attempt.unanswered, now, waits) }, now);
    case 'created':
      return attempt.absentLookAt === undefined
        ? order
        : replaced(order, { ...attempt, absentLookAt: now + waits.lookAgainToMs, absentAsked: true }, now);
    default:
      return order;
  }
}

export type LookResult =
  | ({ kind: 'completed' } & Capture)
  | { kind: 'initiated'; verification: 'complete' | 'incomplete' }
  | { kind: 'dead' }
  /** Decides nothing: the look that `lookClaimed` wrote down stands. */
  | { kind: 'unanswered' };

/**
 * What an answered Query means (design rules 5 and 8). Initiated once proves nothing; twice, far enough apart, does.
 * Everything but a capture speaks only of what had been sent when bKash was asked (`sentAt`; undefined: nothing).
 */
export function afterLook(
  order: Order,
  number: number,
  sentAt: number | undefined,
  result: LookResult,
  now: number,
  waits: Waits,
): Order {
  if (result.kind === 'unanswered') return order;
  if (result.kind === 'completed') return completed(order, number, result, now, waits);
  const attempt = attemptNumbered(order, number);
  if (sentAtOf(attempt) !== sentAt) return order;
  switch (attempt?.state) {
    case 'unknown':
      return result.kind === 'dead'
        ? deadAtBkash(order, attempt, now)
        : afterInitiated(order, attempt, { at: now, verification: result.verification }, waits);
    case 'doubtful':
      return result.kind === 'dead'
        ? deadAtBkash(order, attempt, now)
        : stillDoubtful(order, attempt, now, waits);
    case 'created': {
      const agreed = result.kind === 'initiated' && result.verification === 'complete';
      return afterAbsentLook(order, attempt, agreed, now, waits);
    }
    default:
      return order;
  }
}

/** When this attempt's newest Execute was sent; undefined where none ever was. */
export function sentAtOf(attempt: Attempt | undefined): number | undefined {
  return attempt && 'sentAt' in attempt ? attempt.sentAt : undefined;
}

function afterInitiated(order: Order, attempt: AttemptIn<'unknown'>, look: CountedLook, waits: Waits): Order {
  const { looks, unanswered: _, premature, nextLookAt: __, ...core } = attempt;
  const now = look.at;
  if (premature) {
    assertStep('unknown', 'refused');
    const { executingAttempt: ___, ...released } = order;
    const refused = { ...core, state: 'refused' as const, refusal: premature, changedAt: now };
    return withAttempt(released, refused, 'refused', now);
  }
  const [first = 0, second = 0] = waits.looksAfterSilenceMs;
  const apartMs = second - first;
  const earlier = looks[0];
  if (!earlier || now - earlier.at < apartMs) {
    const counted = earlier ? looks : [look];
    const nextLookAt = Math.max(attempt.sentAt + second, (earlier ?? look).at + apartMs);
    return replaced(order, { ...attempt, looks: counted, unanswered: 0, nextLookAt }, now);
  }
  const lookedOver = { ...attempt, looks: [earlier, look], unanswered: 0, nextLookAt: now };
  return attempt.again || look.verification === 'incomplete' || earlier.verification === 'incomplete'
    ? doubted(order, attempt, now, waits)
    : replaced(order, lookedOver, now);
}

/** The stage's policy was switched off since: nobody is asked. */
export function withoutAbsentLook(order: Order, number: number, now: number, waits: Waits): Order {
  const attempt = attemptNumbered(order, number);
  return attempt?.state === 'created' ? afterAbsentLook(order, attempt, false, now, waits) : order;
}

/**
 * The absent customer: bKash answered about him once, so he is not asked about again. Agreed at bKash and nothing in
 * the way means that an Execute is owed; without the stage's policy (`absentLookAt` was never set) it means nothing.
 */
function afterAbsentLook(
  order: Order,
  attempt: AttemptIn<'created'>,
  agreed: boolean,
  now: number,
  waits: Waits,
): Order {
  const { absentLookAt, absentAsked: _, ...rest } = attempt;
  if (absentLookAt === undefined) return order;
  if (agreed && mayExecute(order, attempt, now, waits)) {
    return absentAuthorised(order, attempt.attempt, now, waits);
  }
  return replaced(order, rest, now);
}

function postponed(unanswered: number, now: number, waits: Waits) {
  const pauseMs = doubled(waits.lookAgainFromMs, waits.lookAgainToMs, unanswered);
  return { unanswered: unanswered + 1, nextLookAt: now + pauseMs };
}

/** A look that changes no state is no news: it leaves the timeline alone. */
function replaced(order: Order, attempt: AttemptIn<'unknown' | 'doubtful' | 'created'>, now: number): Order {
  const attempts = order.attempts.map((other) => (other.attempt === attempt.attempt ? attempt : other));
  return { ...order, updatedAt: now, attempts };
}
