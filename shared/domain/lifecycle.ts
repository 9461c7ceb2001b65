import type { AttemptState } from './order.ts';

/**
 * Every step an attempt may take, and why it takes it. The README prints this table, a test walks it, and
 * `assertStep` refuses any other step: a bug stops with the order as it was instead of writing a lie.
 */
export const lifecycle: Record<AttemptState, readonly AttemptState[]> = {
  creating: [
    'created', // bKash gave a paymentID
    'refused', // bKash refused to create the payment
    'lapsed', // nobody answered the create, or the order was closed
  ],
  created: [
    'authorised', // the customer agreed, by his return or by Query; an Execute is owed
    'executing', // the customer came back with success and the claim was won
    'cancelled', // the customer closed the page of bKash
    'refused', // bKash sent the customer back with failure
    'lapsed', // superseded, order closed, or the 24 hours of the paymentID are over
    'completed', // a webhook spoke and Query confirmed
  ],
  authorised: [
    'executing', // the claim was won
    'cancelled', // the customer cancelled before anything was sent
    'refused', // bKash reported failure before anything was sent
    'lapsed', // order closed, or no longer owed
    'completed', // a webhook spoke and Query confirmed
  ],
  executing: [
    'completed', // bKash executed the payment
    'refused', // bKash said an explicit no
    'authorised', // Execute certainly never reached bKash
    'unknown', // no answer, or none that decides
    'doubtful', // the second Execute was refused: the first one may have moved money
  ],
  unknown: [
    'completed', // Query says Completed
    'executing', // two looks found that the customer agreed and nothing was captured: executed once more
    'refused', // a late explicit no, or executed too early and Query says Initiated
    'lapsed', // bKash says after the life of the paymentID that there is none
    'doubtful', // two answered looks found nothing
  ],
  doubtful: [
    'completed', // Query says Completed
    'lapsed', // bKash never captured it within the life of the paymentID
  ],
  completed: [],
  refused: [
    'authorised', // success after a failure at the page of bKash: nothing was ever sent
    'executing', // success after a failure at the page of bKash: nothing was ever sent
    'completed', // a webhook spoke and Query confirmed
  ],
  cancelled: [
    'authorised', // success after a cancel: nothing was ever sent
    'executing', // success after a cancel: nothing was ever sent
    'completed', // a webhook spoke and Query confirmed
  ],
  lapsed: [
    'authorised', // success after the attempt was given up: nothing was ever sent
    'executing', // success after the attempt was given up: nothing was ever sent
    'completed', // a webhook spoke and Query confirmed
  ],
};

/** Money may have moved, or an Execute is owed: while any attempt is here the order is pending. */
export const undecidedStates: ReadonlySet<AttemptState> = new Set([
  'authorised',
  'executing',
  'unknown',
  'doubtful',
]);

/** No new attempt starts beside one of these (design rule 7). */
export const blockingStates: ReadonlySet<AttemptState> = new Set(['authorised', 'executing', 'unknown']);

export function assertStep(from: AttemptState, to: AttemptState): void {
  if (!lifecycle[from].includes(to)) throw new Error(`An attempt never goes from ${from} to ${to}.`);
}
