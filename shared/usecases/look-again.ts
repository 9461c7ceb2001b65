import type { QueryOutcome } from '../adapters/bkash/port.ts';
import { lapseDeadCreate, lapsed } from '../domain/attempting.ts';
import { isLookedOver, mayClaim } from '../domain/claiming.ts';
import { expired } from '../domain/closing.ts';
import { doubted } from '../domain/doubting.ts';
import { attemptDueAt, dueAttempt, isExpiryDue } from '../domain/due.ts';
import { hastened, waitsForBkash } from '../domain/hastening.ts';
import { afterLook, type LookResult, lookClaimed, sentAtOf, withoutAbsentLook } from '../domain/looking.ts';
import { dueMoneyBack, type MoneyBack } from '../domain/money-back.ts';
import { type Attempt, attemptNumbered, hasPayment, type Order } from '../domain/order.ts';
import { isOpen } from '../domain/status.ts';
import { frameApi, lineOf, pageApi } from './bkash-line.ts';
import { closeUnclaimed } from './close-unclaimed.ts';
import { type ComeBackPorts, comeBack } from './come-back.ts';
import { type ExecutePorts, executePayment } from './execute-payment.ts';
import { lookUpCoupon } from './look-up-coupon.ts';
import { askThroughGate, bkashBackSince } from './pass-gate.ts';
import { recordCapture } from './record-capture.ts';
import { tellOrder } from './tell.ts';
import { transition } from './transition.ts';

export type LookPorts = ExecutePorts & ComeBackPorts;

/** `executeAbortMs` undefined leaves owed Executes to the consumer: a read is not the place to move money. */
export interface LookLimits {
  executeAbortMs?: number;
  queryAbortMs?: number;
  /** How money goes back; absent where that is the consumer's. */
  sendBack?: (order: Order, due: MoneyBack) => Promise<Order>;
}

/** An order never has more than a few undecided attempts; what is left waits for the next look. */
const maxStepsAtOnce = 4;

/**
 * No further step begins after this long: one step takes at most 35 s (token and Query), and the consumer has 60 s;
 * in a request a step takes at most 15 s, and the request 29 s.
 */
const noFurtherStepAfterMs = { consumer: 20_000, request: 5_000 };

/**
 * Does what is due for an order, and nothing else: asks bKash about an attempt in doubt, sends an owed Execute,
 * closes an expired order. Called by the queue's messages and by readers; of all callers one does the work.
 */
export async function lookAgain(ports: LookPorts, given: Order, limits: LookLimits): Promise<Order> {
  const budgetMs = noFurtherStepAfterMs[limits.executeAbortMs === undefined ? 'request' : 'consumer'];
  const noStepAfter = ports.clock.now() + budgetMs;
  const found = await hastenedByNews(ports, given);
  let order = found;
  for (let step = 0; step < maxStepsAtOnce; step += 1) {
    const next: Order | undefined =
      ports.clock.now() > noStepAfter ? undefined : await oneStep(ports, order, limits);
    if (!next) break;
    order = next;
  }
  const back = dueMoneyBack(order, ports.clock.now());
  // A step of its own, for which the consumer's time is counted: never after another one.
  if (back && limits.sendBack && order === found) order = await limits.sendBack(order, back);
  await comeBack(ports, given, order);
  return order;
}

/** With what is due because a product of bKash is back. Only the gates that this order waits for are read. */
async function hastenedByNews(ports: LookPorts, given: Order): Promise<Order> {
  let order = given;
  for (const api of [pageApi(ports), frameApi]) {
    const line = waitsForBkash(given, api.product) ? lineOf(ports, api) : undefined;
    if (line) order = hastened(order, api.product, await bkashBackSince(line));
  }
  return order;
}

/** Undefined when nothing is due, or nothing that this caller may do. */
async function oneStep(ports: LookPorts, order: Order, limits: LookLimits): Promise<Order | undefined> {
  const { waits } = ports.settings;
  const now = ports.clock.now();
  const due = dueAttempt(order, now);
  if (!due) {
    const isCouponDue = (order.review?.couponLookAt ?? Number.POSITIVE_INFINITY) <= now;
    if (isCouponDue) return lookUpCoupon(ports, order, limits.queryAbortMs);
    return isExpiryDue(order, now, waits) ? expireOrder(ports, order) : undefined;
  }
  if (due.state === 'creating') {
    return transition(ports.orders, order, (current) =>
      lapseDeadCreate(current, due.attempt, ports.clock.now(), waits),
    );
  }
  if (due.state === 'created' && ports.settings.absentCustomer === 'off') {
    return transition(ports.orders, order, (current) =>
      withoutAbsentLook(current, due.attempt, ports.clock.now(), waits),
    );
  }
  return due.state === 'authorised' || isLookedOver(due)
    ? executeDue(ports, order, due, limits.executeAbortMs)
    : lookAt(ports, order, due.attempt, limits.queryAbortMs);
}

/** An Execute is due: the first one that is owed, or the second one after two looks. */
async function executeDue(
  ports: LookPorts,
  order: Order,
  { attempt: number }: Attempt,
  executeAbortMs: number | undefined,
): Promise<Order | undefined> {
  const { waits } = ports.settings;
  if (mayClaim(order, number, ports.clock.now(), waits)) {
    return executeAbortMs === undefined ? undefined : executePayment(ports, order, number, executeAbortMs);
  }
  return transition(ports.orders, order, (current) => {
    const now = ports.clock.now();
    const attempt = attemptNumbered(current, number);
    const isDue = attempt && (attemptDueAt(attempt) ?? Number.POSITIVE_INFINITY) <= now;
    if (!isDue || mayClaim(current, number, now, waits)) return current;
    if (isLookedOver(attempt)) return doubted(current, attempt, now, waits);
    if (attempt.state !== 'authorised') return current;
    // Another attempt was paid while this one's Execute was on a way that led nowhere: it would charge him twice.
    if (!isOpen(current)) return lapsed(current, number, 'order_closed', now);
    return now > attempt.owedUntil ? lapsed(current, number, 'never_executed', now) : current;
  });
}

/** One Query about one attempt, if this caller wins the look. */
export async function lookAt(
  ports: ExecutePorts,
  order: Order,
  number: number,
  abortMs?: number,
): Promise<Order> {
  const { clock, orders, settings } = ports;
  const taken = await orders.save(lookClaimed(order, number, clock.now(), settings.waits));
  if (taken.kind === 'conflict') return taken.order;
  const asked = await askAbout(ports, taken.order, number, abortMs);
  if (attemptNumbered(asked.order, number)?.state === 'completed') ports.telemetry.metric('SettledByLook');
  return asked.order;
}

/**
 * Asks bKash about an attempt and stores what an answer decides. Also what a webhook causes (design rule 9), which has
 * to know what bKash said: an answer that changes nothing leaves no trace in the order. `outcome` is undefined when
 * nothing could be asked.
 */
export async function askAbout(
  ports: ExecutePorts,
  order: Order,
  number: number,
  abortMs?: number,
): Promise<{ order: Order; outcome: QueryOutcome | undefined }> {
  const { clock, orders, settings, telemetry } = ports;
  const sentAt = sentAtOf(attemptNumbered(order, number));
  const outcome = await query(ports, order, number, abortMs);
  const result: LookResult =
    outcome?.kind === 'completed'
      ? await recordCapture(ports, order, number, outcome.captured)
      : (outcome ?? { kind: 'unanswered' });
  // Long after the money moved its webhook may already have been put aside as nobody's. Between tie and order: nobody
  // comes back to a decided order to do it.
  if (result.kind === 'completed') {
    await closeUnclaimed(ports, result.captured.trxId, { orderId: order.orderId, attempt: number });
  }
  const next = await transition(orders, order, (current) =>
    afterLook(current, number, sentAt, result, clock.now(), settings.waits),
  );
  tellOrder(telemetry, order, next);
  return { order: next, outcome };
}

async function query(
  ports: ExecutePorts,
  order: Order,
  number: number,
  abortMs?: number,
): Promise<QueryOutcome | undefined> {
  const attempt = attemptNumbered(order, number);
  if (!hasPayment(attempt)) return undefined;
  return askThroughGate(ports, lineOf(ports, attempt), ({ bkash }, token) =>
    bkash.queryPayment(token, attempt.paymentId, abortMs),
  );
}

async function expireOrder(ports: ExecutePorts, order: Order): Promise<Order> {
  const next = await transition(ports.orders, order, (current) => {
    const now = ports.clock.now();
    return isExpiryDue(current, now, ports.settings.waits) ? expired(current, now) : current;
  });
  tellOrder(ports.telemetry, order, next);
  return next;
}
