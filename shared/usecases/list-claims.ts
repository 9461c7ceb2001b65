import type {
  PaymentClaimDesk,
  PaymentClaimStore,
  TrxOwner,
  UnclaimedDesk,
  UnclaimedRecord,
} from '../adapters/dynamodb/money-port.ts';
import type { Poisha } from '../domain/money.ts';
import type { Order } from '../domain/order.ts';
import { isRecorded, openClaims, type PaymentClaim } from '../domain/payment-claims.ts';
import { pageApi } from './bkash-line.ts';
import { closeClaim } from './close-claim.ts';
import type { ExecutePorts } from './execute-payment.ts';
import { searchTransaction } from './search-transaction.ts';

/** What a customer says he paid, and where that TrxID was found. */
export interface OpenClaim {
  order: Order;
  claim: PaymentClaim;
  found: Found;
}

export type Found =
  /** On the list of money without an order, or off it again. */
  | { where: 'unclaimed'; money: UnclaimedRecord }
  /** An attempt of another order was paid with it. */
  | { where: 'other_order'; owner: TrxOwner }
  /** Nothing of ours has it, and bKash's Search does. */
  | { where: 'bkash'; amountPoisha: Poisha; completed: boolean }
  /** bKash was asked, or could not be, and named no such transaction. */
  | { where: 'nowhere' }
  /** So many were asked about before it that nobody would wait for the rest. */
  | { where: 'not_asked' };

/** A Search takes 35 s at most, its token included, and the operator's function has 120 s. */
const noSearchAfterMs = 60_000;

/**
 * The open claims, oldest first; what a reader's look has recorded meanwhile is closed on the way. Only here is bKash
 * asked about a number that a customer typed: a person wants to know, and what he learns goes to no customer.
 */
export async function listClaims(
  ports: ExecutePorts & { desk: UnclaimedDesk; claimDesk: PaymentClaimDesk; claims: PaymentClaimStore },
): Promise<OpenClaim[]> {
  const { claimDesk, clock, orders } = ports;
  const noSearchAfter = clock.now() + noSearchAfterMs;
  const ofOrders = await Promise.all(
    (await claimDesk.all()).map(async (said) => {
      const unsettled = said.claims.filter(({ closedAt }) => closedAt === undefined);
      const order = unsettled.length > 0 ? await orders.find(said.orderId) : undefined;
      if (!order) return [];
      for (const { trxId } of unsettled) {
        if (isRecorded(order, trxId)) await closeClaim(ports, order.orderId, trxId);
      }
      return openClaims(order, said).map((claim) => ({ order, claim }));
    }),
  );
  const open = ofOrders.flat().sort((a, b) => a.claim.at - b.claim.at);
  const found: OpenClaim[] = [];
  // One by one: an unknown number of Searches at once is what bKash's limits are against.
  for (const one of open) found.push({ ...one, found: await find(ports, one, noSearchAfter) });
  return found;
}

async function find(
  ports: ExecutePorts & { desk: UnclaimedDesk },
  { order, claim: { trxId } }: { order: Order; claim: PaymentClaim },
  noSearchAfter: number,
): Promise<Found> {
  const owner = await ports.ties.ownerOf(trxId);
  if (owner && owner.orderId !== order.orderId) return { where: 'other_order', owner };
  const money = await ports.desk.find(trxId);
  if (money) return { where: 'unclaimed', money };
  if (ports.clock.now() > noSearchAfter) return { where: 'not_asked' };
  const outcome = await searchTransaction(ports, order.attempts.at(-1) ?? pageApi(ports), trxId);
  if (outcome?.kind !== 'found') return { where: 'nowhere' };
  const { amountPoisha, completed } = outcome;
  return { where: 'bkash', amountPoisha, completed };
}
