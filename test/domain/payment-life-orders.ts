import { productionWaits } from '../../shared/config/stage.ts';
import { newOrder } from '../../shared/domain/checkout.ts';
import type { Attempt, Order } from '../../shared/domain/order.ts';
import { aCheckout } from '../fakes/world.ts';

export const startedAt = Date.parse('2026-11-23T06:00:00Z');
/** When the events of the table happen: a customer takes a minute. */
export const now = startedAt + 60_000;
/** The first look found Initiated long enough ago for a second one to count. */
const firstLookAt = now - 115_000;

const core = { attempt: 1, product: 'tokenized', generation: 'v2', startedAt, changedAt: startedAt } as const;
const payment = { ...core, paymentId: 'TR00111', paymentCreatedAt: startedAt };
const sent = { ...payment, sentAt: startedAt, nextLookAt: now, triesSent: 0 };
const refusal = { code: '2023', message: { en: 'No', bn: 'না' } };
const agreedLook = { at: firstLookAt, verification: 'complete' as const };
const looked = { ...sent, state: 'unknown' as const, unanswered: 0 };

const created: Attempt = { ...payment, state: 'created', bkashUrl: 'https://page.example/TR00111' };

/** An order whose one attempt is in each state that the page tells apart. */
export const orders: Record<string, () => Order> = {
  creating: () =>
    orderWith({ ...core, state: 'creating', leaseUntil: startedAt + productionWaits.createLeaseMs }),
  created: () => orderWith(created),
  'created, the customer absent': () => orderWith({ ...created, absentLookAt: now }),
  authorised: () =>
    orderWith({ ...payment, state: 'authorised', owedUntil: now + 60_000, nextLookAt: now, triesSent: 0 }),
  executing: () => claimed({ ...sent, state: 'executing' }),
  'executing for the second time': () => claimed({ ...sent, state: 'executing', again: true }),
  unknown: () => claimed({ ...looked, looks: [agreedLook] }),
  'unknown, both looks say that he approved': () => claimed({ ...looked, looks: [agreedLook, agreedLook] }),
  'unknown after the second Execute': () => claimed({ ...looked, looks: [agreedLook], again: true }),
  'unknown, executed too early': () => claimed({ ...looked, looks: [], premature: refusal }),
  doubtful: () => orderWith({ ...sent, state: 'doubtful', doubtfulSince: startedAt, unanswered: 0 }),
  completed: () =>
    orderWith({
      ...payment,
      state: 'completed',
      captured: { trxId: 'DKN1A2B3C4', amountPoisha: aCheckout.amountPoisha, currency: 'BDT' },
    }),
  'refused by an Execute': () => orderWith({ ...payment, state: 'refused', refusal, sentAt: startedAt }),
  'refused on the page of bKash': () => orderWith({ ...payment, state: 'refused' }),
  cancelled: () => orderWith({ ...payment, state: 'cancelled' }),
  'lapsed, never sent': () => orderWith({ ...payment, state: 'lapsed', reason: 'superseded' }),
  'lapsed after an Execute': () =>
    orderWith({ ...payment, state: 'lapsed', reason: 'never_captured', sentAt: startedAt }),
};

function orderWith(attempt: Attempt): Order {
  return { ...newOrder(aCheckout, 'live', 'k1', startedAt), attempts: [attempt] };
}

function claimed(attempt: Attempt): Order {
  return { ...orderWith(attempt), executingAttempt: 1 };
}
