import type { QueryOutcome } from '../adapters/bkash/port.ts';
import { lapsed } from '../domain/attempting.ts';
import { expired } from '../domain/closing.ts';
import { attemptDueAt, dueAttempt, isExpiryDue } from '../domain/due.ts';
import { afterLook, type LookResult, lookClaimed } from '../domain/looking.ts';
import { attemptNumbered, hasPayment, type Order } from '../domain/order.ts';
import { type ExecutePorts, executePayment } from './execute-payment.ts';
import { recordCapture } from './record-capture.ts';
import { tellOrder } from './tell.ts';
import { tellGate } from './tell-gate.ts';
import { transition } from './transition.ts';

/** An order never has more than a few undecided attempts; what is left waits for the next look. */
const maxStepsAtOnce = 4;

/**
 * No further step begins after this long: one step takes at most 35 s (token and Query), and the consumer has 60 s;
 * in a request a step takes at most 15 s, and the request 29 s.
 */
const noFurtherStepAfterMs = { consumer: 20_000, request: 5_000 };

/**
 * Does what is due for an order, and nothing else: asks bKash about an attempt in doubt, sends an owed Execute,
 * closes an expired order. Called by the schedule's messages and by readers; of all callers one does the work.
 * `executeAbortMs` undefined leaves owed Executes to the consumer: a read is not the place to move money.
 */
export async function lookAgain(
  ports: ExecutePorts,
  given: Order,
  limits: { executeAbortMs?: number; queryAbortMs?: number },
): Promise<Order> {
  const { waits } = ports.settings;
  const budgetMs = noFurtherStepAfterMs[limits.executeAbortMs === undefined ? 'request' : 'consumer'];
  const noStepAfter = ports.clock.now() + budgetMs;
  let order = given;
  for (let step = 0; step < maxStepsAtOnce; step += 1) {
    const now = ports.clock.now();
    if (now > noStepAfter) return order;
    const due = dueAttempt(order, now);
    if (!due) return isExpiryDue(order, now, waits) ? expireOrder(ports, order) : order;

    if (due.state === 'authorised') {
      if (now > due.owedUntil) order = await giveUpOwed(ports, order, due.attempt);
      else if (limits.executeAbortMs === undefined) return order;
      else order = await executePayment(ports, order, due.attempt, limits.executeAbortMs);
    } else {
      order = await lookAt(ports, order, due.attempt, limits.queryAbortMs);
    }
  }
  return order;
}

/** One Query about one attempt, if this caller wins the look. */
async function lookAt(ports: ExecutePorts, order: Order, number: number, abortMs?: number): Promise<Order> {
  const { clock, orders, settings } = ports;
  const taken = await orders.save(lookClaimed(order, number, clock.now(), settings.waits));
  if (taken.kind === 'conflict') return taken.order;
  return askAbout(ports, taken.order, number, abortMs);
}

/** Asks bKash about an attempt and stores what an answer decides. Also what a webhook causes (design rule 9). */
export async function askAbout(
  ports: ExecutePorts,
  order: Order,
  number: number,
  abortMs?: number,
): Promise<Order> {
  const { clock, orders, settings, telemetry } = ports;
  const outcome = await query(ports, order, number, abortMs);
  const result: LookResult =
    outcome?.kind === 'completed'
      ? await recordCapture(ports, order, number, outcome.captured)
      : (outcome ?? { kind: 'unanswered' });
  const next = await transition(orders, order, (current) =>
    afterLook(current, number, result, clock.now(), settings.waits),
  );
  // Long after the money moved its webhook may already have been put aside as nobody's.
  if (result.kind === 'completed') await ports.unclaimed.close(result.captured.trxId);
  tellOrder(telemetry, order, next);
  return next;
}

async function query(
  ports: ExecutePorts,
  order: Order,
  number: number,
  abortMs?: number,
): Promise<QueryOutcome | undefined> {
  const attempt = attemptNumbered(order, number);
  const token = (await ports.gate.isOpen()) ? await ports.tokens.usable() : undefined;
  if (!token || !hasPayment(attempt)) return undefined;
  const outcome = await ports.bkash[attempt.generation].queryPayment(token, attempt.paymentId, abortMs);
  await tellGate(ports.gate, outcome);
  if (outcome.kind === 'unanswered' && outcome.unauthorised) await ports.tokens.rejected(token);
  return outcome;
}

function giveUpOwed(ports: ExecutePorts, order: Order, number: number): Promise<Order> {
  return transition(ports.orders, order, (current) => {
    const now = ports.clock.now();
    const attempt = attemptNumbered(current, number);
    const over =
      attempt?.state === 'authorised' && now > attempt.owedUntil && (attemptDueAt(attempt) ?? 0) <= now;
    return over ? lapsed(current, number, 'never_executed', now) : current;
  });
}

async function expireOrder(ports: ExecutePorts, order: Order): Promise<Order> {
  const next = await transition(ports.orders, order, (current) => {
    const now = ports.clock.now();
    return isExpiryDue(current, now, ports.settings.waits) ? expired(current, now) : current;
  });
  tellOrder(ports.telemetry, order, next);
  return next;
}
