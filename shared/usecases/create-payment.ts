import type { BkashToken, CheckoutCreateOutcome, CreateOutcome } from '../adapters/bkash/port.ts';
import type { Orders } from '../adapters/dynamodb/port.ts';
import type { Telemetry } from '../adapters/telemetry/port.ts';
import type { AttemptTerms } from '../domain/attempting.ts';
import { afterCreate } from '../domain/creating.ts';
import { invoiceOf, normalisedWallet } from '../domain/ids.ts';
import { withLinkNotice } from '../domain/link-notice.ts';
import { attemptNumbered, type BkashApi, type Order, type Product } from '../domain/order.ts';
import { type LinePorts, lineOf, pageApi } from './bkash-line.ts';
import { tokenThroughGate } from './pass-gate.ts';
import type { Clock, Links, Settings } from './ports.ts';
import { tellGate } from './tell-gate.ts';
import { transition } from './transition.ts';

export interface CreatePorts extends Settings, LinePorts {
  orders: Orders;
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
export async function readyToCreate(ports: CreatePorts, api: BkashApi): Promise<BkashToken | undefined> {
  return ports.settings.stopNewPayments ? undefined : tokenThroughGate(ports, lineOf(ports, api), {});
}

/** New attempts follow the stage's policy. */
export function attemptTerms<P extends Product>(
  { settings: { waits, absentCustomer } }: Settings,
  api: BkashApi & { product: P },
): AttemptTerms<P> {
  return { waits, api, absentCustomer };
}

/** Calls bKash for an attempt whose intent is already stored, and stores what became of it. */
export async function createPayment(
  ports: CreatePorts,
  order: Order,
  attempt: number,
  token: BkashToken,
): Promise<Order> {
  const api = attemptNumbered(order, attempt) ?? pageApi(ports);
  const line = lineOf(ports, api);
  if (!line) throw new Error(`This function has no way to the product ${api.product} of bKash.`);
  const create = (usable: BkashToken) => createOnce(ports, api, order, attempt, usable);
  const outcome = await createWithUsableToken(ports, line.tokens, token, create);
  const { waits } = ports.settings;
  const decided = await transition(ports.orders, order, (current) => {
    const now = ports.clock.now();
    const next = afterCreate(current, attempt, outcome, now, waits);
    return next === current ? current : withLinkNotice(next, now, waits);
  });
  await tellGate(line.gate, outcome);
  return decided;
}

type Created = CreateOutcome | CheckoutCreateOutcome;

async function createWithUsableToken(
  { clock }: CreatePorts,
  tokens: CreatePorts['tokens'],
  token: BkashToken,
  create: (token: BkashToken) => Promise<Created>,
): Promise<Created> {
  const startedAt = clock.now();
  const outcome = await create(token);
  if (outcome.kind !== 'not_sent' || outcome.reason !== 'unauthorised') return outcome;
  await tokens.rejected(token);
  if (clock.now() - startedAt > quickRejectionMs) return outcome;
  const renewed = await tokens.usable();
  return renewed && renewed.value !== token.value ? create(renewed) : outcome;
}

async function createOnce(
  ports: CreatePorts,
  { product, generation }: BkashApi,
  order: Order,
  attempt: number,
  token: BkashToken,
): Promise<Created> {
  const { amountPoisha, customer, environment, orderId } = order;
  const sale = { invoice: invoiceOf(environment, orderId, attempt), amountPoisha };
  switch (product) {
    case 'checkout':
      if (!ports.checkout) throw new Error('A payment in the page was started without its product.');
      return ports.checkout.bkash.createPayment(token, sale, createAbortMs);
    case 'tokenized': {
      const callbackUrl = ports.links.callbackUrl(order, attempt);
      // A wallet number here fills in the page of bKash for the customer.
      const payerReference = customer.phone ? normalisedWallet(customer.phone) : orderId;
      const request = { ...sale, callbackUrl, payerReference };
      return ports.bkash[generation].createPayment(token, request, createAbortMs);
    }
  }
}
