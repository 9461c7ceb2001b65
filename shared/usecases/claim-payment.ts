import type { PaymentClaimStore } from '../adapters/dynamodb/money-port.ts';
import type { Orders } from '../adapters/dynamodb/port.ts';
import type { Order } from '../domain/order.ts';
import { claimHeard, isRecorded, undecidedDue } from '../domain/payment-claims.ts';
import { type ComeBackPorts, comeBackNow } from './come-back.ts';
import { tellUnmatched } from './judge-claim.ts';
import type { Settings } from './ports.ts';
import { transition } from './transition.ts';

export interface ClaimPorts extends Settings, ComeBackPorts {
  orders: Orders;
  claims: PaymentClaimStore;
}

export type ClaimAnswer =
  /** bKash has confirmed it already: there is nothing to look for. */
  | { kind: 'recorded'; order: Order }
  | { kind: 'heard'; order: Order }
  | { kind: 'too_many'; order: Order; until: number };

/** Each round lost is the same customer's other tab; so many in a row would be a loop. */
const maxRounds = 10;

/**
 * "I paid, here is my TrxID." Kept first, then whatever of this order is undecided is made due and somebody sent after
 * it (design rule 10). The TrxID is looked up nowhere: it may be another's, and nothing here may tell. Undefined when
 * there is no such order.
 */
export async function claimPayment(
  ports: ClaimPorts,
  orderId: string,
  trxId: string,
): Promise<ClaimAnswer | undefined> {
  const { claims: store, clock, orders, telemetry } = ports;
  const order = await orders.find(orderId);
  if (!order) return undefined;
  if (isRecorded(order, trxId)) return { kind: 'recorded', order };
  let claims = await store.find(orderId);
  for (let round = 0; round < maxRounds; round += 1) {
    const decision = claimHeard(claims, trxId, clock.now());
    if (decision.kind === 'too_many') return { ...decision, order };
    if (decision.kind === 'repeated') return { kind: 'heard', order };
    // Before it is kept: a judge who finds nothing has nothing to do, and a claim without a judge would be forgotten.
    if (decision.isNew) await sendJudge(ports, orderId);
    const saved = await store.save(decision.claims);
    if (saved.kind === 'saved') {
      telemetry.event('PaymentClaimed', { orderId });
      return { kind: 'heard', order: await hasten(ports, order) };
    }
    claims = saved.claims;
  }
  throw new Error(`The claims of order ${orderId} kept changing.`);
}

/** Should this be lost with its process, the looks that were written down before still stand. */
async function hasten(ports: ClaimPorts, order: Order): Promise<Order> {
  const next = await transition(ports.orders, order, (current) => undecidedDue(current, ports.clock.now()));
  await comeBackNow(ports, next);
  return next;
}

/** As late as a webhook that nobody matches: by then every look has been that can still tell. */
async function sendJudge(ports: ClaimPorts, orderId: string): Promise<void> {
  const delaySeconds = Math.ceil(ports.settings.waits.unmatchedWebhookMs / 1000);
  try {
    await ports.settleQueue.send({ kind: 'claim', orderId }, { delaySeconds });
  } catch {
    // Too early is better than never: the person who is told finds the claim, or finds it settled.
    tellUnmatched(ports.telemetry, orderId);
  }
}
