import type { BkashToken, ExecuteOutcome } from '../adapters/bkash/port.ts';
import type { TrxTies, UnclaimedMoney } from '../adapters/dynamodb/money-port.ts';
import type { HealthGate, Orders } from '../adapters/dynamodb/port.ts';
import type { Telemetry } from '../adapters/telemetry/port.ts';
import { claimed, isLookedOver, mayClaim } from '../domain/claiming.ts';
import { afterExecute, authorised, type ExecuteResult, owedLater } from '../domain/executing.ts';
import { type AttemptIn, attemptNumbered, type Order } from '../domain/order.ts';
import { mayExecute } from '../domain/returning.ts';
import { sendWithinMs } from '../domain/waits.ts';
import { type BkashLine, type LinePorts, lineOf } from './bkash-line.ts';
import { closeUnclaimed } from './close-unclaimed.ts';
import { tokenThroughGate } from './pass-gate.ts';
import type { Clock, Settings } from './ports.ts';
import { recordCapture } from './record-capture.ts';
import { tellOrder } from './tell.ts';
import { tellGate } from './tell-gate.ts';
import { transition } from './transition.ts';

export interface ExecutePorts extends Settings, LinePorts {
  orders: Orders;
  ties: TrxTies;
  unclaimed: UnclaimedMoney;
  telemetry: Telemetry;
  clock: Clock;
}

/** An Execute that certainly never left is sent once more with a fresh token before the queue takes over. */
const maxSends = 2;

/** Waiting for a token uses up the caller's time; with less than a fifth of it left an Execute would only be cut off. */
const leastShareLeft = 0.2;

/** As in every transition: more losers in a row mean that something writes the order in a loop. */
const maxClaims = 10;

/**
 * Claims the attempt and executes it: the only place that moves money. Token and gate come before the claim; when
 * one is missing the success is recorded as owed instead. Whoever finds the attempt claimed gets the order as it is.
 * All of it, waiting for a token included, takes at most `budgetMs`, so that no function is killed in the middle.
 */
export async function executePayment(
  ports: ExecutePorts,
  given: Order,
  number: number,
  budgetMs: number,
): Promise<Order> {
  const giveUpAt = ports.clock.now() + budgetMs;
  let order = given;
  for (let sends = 0; sends < maxSends; sends += 1) {
    const attempt = attemptNumbered(order, number);
    const line = attempt && lineOf(ports, attempt);
    const token = await tokenOrOwe(ports, line, order, number);
    const leftMs = giveUpAt - ports.clock.now();
    if (!line || !token || leftMs < budgetMs * leastShareLeft) return owe(ports, order, number);

    const claim = await claimOf(ports, order, number);
    if (claim.kind === 'not_ours') return claim.order;
    const { paymentId, sentAt } = claim.attempt;
    if (ports.clock.now() - sentAt > sendWithinMs) return notSent(ports, claim.order, number, sentAt);
    const outcome = await line.bkash.executePayment(token, paymentId, leftMs);
    order = await recordOutcome(ports, line.gate, claim.order, claim.attempt, outcome);
    if (outcome.kind !== 'not_sent' || outcome.reason !== 'unauthorised') return order;
    await line.tokens.rejected(token);
  }
  return order;
}

/** Whoever loses a race decides again on what the winner wrote: it may have been about something else. */
async function claimOf(ports: ExecutePorts, given: Order, number: number) {
  let order = given;
  for (let tries = 0; tries < maxClaims; tries += 1) {
    const now = ports.clock.now();
    if (!mayClaim(order, number, now, ports.settings.waits)) return { kind: 'not_ours' as const, order };
    const { kind, order: stored } = await ports.orders.save(
      claimed(order, number, now, ports.settings.waits),
    );
    order = stored;
    if (kind === 'conflict') continue;
    const attempt = attemptNumbered(stored, number);
    if (attempt?.state !== 'executing') throw new Error('The claim did not store an executing attempt.');
    return { kind: 'won' as const, order, attempt };
  }
  throw new Error(`Order ${given.orderId} kept changing while its payment was being claimed.`);
}

/** A store or a secret that cannot be read is ours to mend; the customer's approval must not be lost with it. */
async function tokenOrOwe(
  ports: ExecutePorts,
  line: BkashLine | undefined,
  order: Order,
  number: number,
): Promise<BkashToken | undefined> {
  try {
    return await tokenThroughGate(ports, line, { about: attemptNumbered(order, number) });
  } catch (error) {
    await owe(ports, order, number);
    throw error;
  }
}

async function owe(ports: ExecutePorts, order: Order, number: number): Promise<Order> {
  const { waits } = ports.settings;
  return transition(ports.orders, order, (current) => {
    const now = ports.clock.now();
    const attempt = attemptNumbered(current, number);
    if (!attempt) return current;
    if (attempt.state === 'authorised' || isLookedOver(attempt))
      return owedLater(current, attempt, now, waits);
    return mayExecute(current, attempt, now, waits) ? authorised(current, number, now, waits) : current;
  });
}

/** The table took so long with the claim that bKash would be asked while the Execute is under way. */
async function notSent(ports: ExecutePorts, order: Order, number: number, sentAt: number): Promise<Order> {
  return transition(ports.orders, order, (current) =>
    afterExecute(current, number, sentAt, { kind: 'not_sent' }, ports.clock.now(), ports.settings.waits),
  );
}

async function recordOutcome(
  ports: ExecutePorts,
  gate: HealthGate,
  order: Order,
  { attempt: number, sentAt, again }: AttemptIn<'executing'>,
  outcome: ExecuteOutcome,
): Promise<Order> {
  const result: ExecuteResult =
    outcome.kind === 'completed' ? await recordCapture(ports, order, number, outcome.captured) : outcome;
  // So long after the first Execute, its webhook may already have been put aside as nobody's. Between tie and order:
  // nobody comes back to a decided order to do it.
  if (result.kind === 'completed' && again) {
    await closeUnclaimed(ports, result.captured.trxId, { orderId: order.orderId, attempt: number });
  }
  const next = await transition(ports.orders, order, (current) =>
    afterExecute(current, number, sentAt, result, ports.clock.now(), ports.settings.waits),
  );
  await tellGate(gate, outcome);
  if (outcome.kind === 'unknown') {
    ports.telemetry.metric('AttemptUnknown');
    ports.telemetry.event('AttemptUnknown', {
      orderId: order.orderId,
      attempt: number,
      reason: outcome.reason,
    });
  }
  tellOrder(ports.telemetry, order, next);
  return next;
}
