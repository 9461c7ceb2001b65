import { productionWaits as waits } from '../../shared/config/stage.ts';
import { lapseDeadCreate, nextAttempt } from '../../shared/domain/attempting.ts';
import { claimed, mayClaim } from '../../shared/domain/claiming.ts';
import { expired, withdrawn } from '../../shared/domain/closing.ts';
import { completed } from '../../shared/domain/completing.ts';
import { afterCreate } from '../../shared/domain/creating.ts';
import { isExpiryDue } from '../../shared/domain/due.ts';
import { afterExecute, authorised, type ExecuteResult } from '../../shared/domain/executing.ts';
import { afterLook, lookClaimed, sentAtOf } from '../../shared/domain/looking.ts';
import { attemptNumbered, type Order } from '../../shared/domain/order.ts';
import { decideReturn, type ReturnStatus } from '../../shared/domain/returning.ts';
import { now, startedAt } from './payment-life-orders.ts';

const captured = { trxId: 'DKN1A2B3C4', amountPoisha: 105_000, currency: 'BDT' };
const yes = { kind: 'completed' as const, captured, heldByAnother: false };
const refusal = { code: '2023', message: { en: 'No', bn: 'না' } };
const dayLater = startedAt + (24 * 60 + 15) * 60_000;
const api = { product: 'tokenized', generation: 'v2' } as const;
const terms = { waits, api, absentCustomer: 'off' } as const;

/** What each event of the page does to an order, by the same decisions that the use cases take. */
export const events: Record<string, (order: Order) => Order> = {
  'bKash creates': (order) =>
    afterCreate(
      order,
      1,
      { kind: 'created', paymentId: 'TR0011X', bkashUrl: 'https://page.example' },
      now,
      waits,
    ),
  'bKash refuses the create': (order) => afterCreate(order, 1, { kind: 'refused', refusal }, now, waits),
  'create never sent': (order) => afterCreate(order, 1, { kind: 'not_sent' }, now, waits),
  'create unanswered': (order) => afterCreate(order, 1, { kind: 'silent' }, now, waits),
  'create lease over': (order) => lapseDeadCreate(order, 1, startedAt + waits.createLeaseMs, waits),
  'customer returns: success': (order) =>
    returned(order, 'success', (open) =>
      mayClaim(open, 1, now, waits) ? claimed(open, 1, now, waits) : open,
    ),
  'customer returns: success, no token': (order) =>
    returned(order, 'success', (open) => authorised(open, 1, now, waits)),
  'customer returns: cancel': (order) => returned(order, 'cancel'),
  'customer returns: failure': (order) => returned(order, 'failure'),
  'consumer may execute': (order) => {
    const isDue = ['authorised', 'unknown'].includes(attemptNumbered(order, 1)?.state ?? '');
    return isDue && mayClaim(order, 1, now, waits) ? claimed(order, 1, now, waits) : order;
  },
  'Execute: yes': (order) => (wasSent(order) ? executed(order, yes) : order),
  'Execute: no': (order) => executed(order, { kind: 'refused', refusal }),
  'Execute: too early': (order) => executed(order, { kind: 'premature', refusal }),
  'Execute: done already': (order) => executed(order, { kind: 'ask' }),
  'Execute: never arrived': (order) => executed(order, { kind: 'not_sent' }),
  'Execute: silence': (order) => executed(order, { kind: 'unknown' }),
  'look begins': (order) => lookClaimed(order, 1, now, waits),
  'Query: Completed': (order) =>
    hasPaymentId(order) ? afterLook(order, 1, sentAt(order), yes, now, waits) : order,
  'Query: Initiated, first look': (order) => looked(withoutLooks(order), 'incomplete'),
  'Query: Initiated, second look': (order) => looked(order, 'incomplete'),
  'Query: approved, second look': (order) => looked(order, 'complete'),
  'Query: no such payment': (order) => afterLook(order, 1, sentAt(order), { kind: 'dead' }, now, waits),
  'Query: no such payment, a day later': (order) =>
    afterLook(order, 1, sentAt(order), { kind: 'dead' }, dayLater, waits),
  'Query: silence': (order) => afterLook(order, 1, sentAt(order), { kind: 'unanswered' }, now, waits),
  'shop withdraws': (order) => {
    const decision = withdrawn(order, now);
    return decision.kind === 'withdrawn' ? decision.order : order;
  },
  'order expires': (order) => {
    const over = order.expiresAt + waits.graceAfterExpiryMs;
    return isExpiryDue(order, over, waits) ? expired(order, over) : order;
  },
  'payment link after ten minutes': (order) => {
    const next = nextAttempt(order, startedAt + waits.supersedeAfterMs, terms);
    if (next.kind === 'start') return next.order;
    return lapseDeadCreate(order, 1, startedAt + waits.supersedeAfterMs, waits);
  },
  'payment in the other product': (order) => {
    const frame = { ...terms, api: { product: 'checkout', generation: 'v1' } } as const;
    const next = nextAttempt(order, startedAt + 1_000, frame);
    return next.kind === 'start' ? next.order : order;
  },
  'another attempt is paid': (order) => {
    const payment = { paymentId: 'TR00112', paymentCreatedAt: startedAt };
    const other = {
      attempt: 2,
      product: 'tokenized',
      generation: 'v2',
      startedAt,
      changedAt: startedAt,
    } as const;
    const cancelled = { ...other, ...payment, state: 'cancelled' as const };
    return completed({ ...order, attempts: [...order.attempts, cancelled] }, 2, yes, now, waits);
  },
};

function returned(order: Order, status: ReturnStatus, execute = (open: Order) => open): Order {
  const decision = decideReturn(order, { attempt: 1, paymentId: 'TR00111', status }, now, waits);
  if (decision.kind === 'record') return decision.order;
  return decision.kind === 'execute' ? execute(order) : order;
}

function executed(order: Order, result: ExecuteResult): Order {
  return afterExecute(order, 1, startedAt, result, now, waits);
}

function looked(order: Order, verification: 'complete' | 'incomplete'): Order {
  return afterLook(order, 1, sentAt(order), { kind: 'initiated', verification }, now, waits);
}

function withoutLooks(order: Order): Order {
  const attempts = order.attempts.map((one) => (one.state === 'unknown' ? { ...one, looks: [] } : one));
  return { ...order, attempts };
}

function hasPaymentId(order: Order): boolean {
  return order.attempts.some((one) => 'paymentId' in one && one.paymentId !== undefined);
}

function wasSent(order: Order): boolean {
  return order.attempts.some((one) => 'sentAt' in one && one.sentAt !== undefined);
}

/** Whoever asks bKash here has asked after everything that was sent. */
function sentAt(order: Order): number | undefined {
  return sentAtOf(attemptNumbered(order, 1));
}
