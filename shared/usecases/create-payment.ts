import type { BkashGenerations, BkashToken, CreateOutcome, TokenSource } from '../adapters/bkash/port.ts';
import type { HealthGate, Orders } from '../adapters/dynamodb/port.ts';
import type { Telemetry } from '../adapters/telemetry/port.ts';
import { type AttemptTerms, afterCreate } from '../domain/attempting.ts';
import { invoiceOf, normalisedWallet } from '../domain/ids.ts';
import { withLinkNotice } from '../domain/link-notice.ts';
import { attemptNumbered, type Order } from '../domain/order.ts';
import { tokenThroughGate } from './pass-gate.ts';
import type { Clock, Links, Settings } from './ports.ts';
import { tellGate } from './tell-gate.ts';
import { transition } from './transition.ts';

export interface CreatePorts extends Settings {
  orders: Orders;
  bkash: BkashGenerations;
  tokens: TokenSource;
  gate: HealthGate;
  telemetry: Telemetry;
  links: Links;
  clock: Clock;
}

/** Create is aborted after 10 s in a request: the customer is waiting, and an unseen paymentID harms nobody. */
const createAbortMs = 10_000;

/** A rejection comes at once. One that took longer leaves no time for a second create within the request's 29 s. */
const quickRejectionMs = 5_000;

/**
 * A token, when a new payment may be started now: obtained before a number is taken (design rule 1). The switch
 * that stops new payments acts as a closed gate. A create need not follow, since the order may be there already or
 * somebody quicker, so none is the gate's own probe: one that calls nobody would keep it closed.
 */
export async function readyToCreate(ports: CreatePorts): Promise<BkashToken | undefined> {
  return ports.settings.stopNewPayments ? undefined : tokenThroughGate(ports, {});
}

/** New attempts follow the stage's policy and speak its generation of today. */
export function attemptTerms({ bkash, waits, absentCustomer }: Settings['settings']): AttemptTerms {
  return { waits, generation: bkash.generation, absentCustomer };
}

/** Calls bKash for an attempt whose intent is already stored, and stores what became of it. */
export async function createPayment(
  ports: CreatePorts,
  order: Order,
  attempt: number,
  token: BkashToken,
): Promise<Order> {
  const outcome = await createWithUsableToken(ports, order, attempt, token);
  const { waits } = ports.settings;
  const decided = await transition(ports.orders, order, (current) => {
    const now = ports.clock.now();
    const next = afterCreate(current, attempt, outcome, now, waits);
    return next === current ? current : withLinkNotice(next, now, waits);
  });
  await tellGate(ports.gate, outcome);
  return decided;
}

async function createWithUsableToken(
  ports: CreatePorts,
  order: Order,
  attempt: number,
  token: BkashToken,
): Promise<CreateOutcome> {
  const startedAt = ports.clock.now();
  const outcome = await createOnce(ports, order, attempt, token);
  if (outcome.kind !== 'not_sent' || outcome.reason !== 'unauthorised') return outcome;
  await ports.tokens.rejected(token);
  if (ports.clock.now() - startedAt > quickRejectionMs) return outcome;
  const renewed = await ports.tokens.usable();
  return renewed && renewed.value !== token.value ? createOnce(ports, order, attempt, renewed) : outcome;
}

function createOnce(
  ports: CreatePorts,
  order: Order,
  attempt: number,
  token: BkashToken,
): Promise<CreateOutcome> {
  const request = {
    invoice: invoiceOf(order.environment, order.orderId, attempt),
    amountPoisha: order.amountPoisha,
    callbackUrl: ports.links.callbackUrl(order, attempt),
    // A wallet number here fills in the page of bKash for the customer.
    payerReference: order.customer.phone ? normalisedWallet(order.customer.phone) : order.orderId,
  };
  const generation = attemptNumbered(order, attempt)?.generation ?? ports.settings.bkash.generation;
  return ports.bkash[generation].createPayment(token, request, createAbortMs);
}
