import type { PaymentClaimStore } from '../adapters/dynamodb/money-port.ts';
import type { Orders } from '../adapters/dynamodb/port.ts';
import type { ClaimMessage } from '../adapters/sqs/port.ts';
import type { Telemetry } from '../adapters/telemetry/port.ts';
import { isRecorded, openClaims } from '../domain/payment-claims.ts';
import { closeClaim } from './close-claim.ts';
import type { Clock } from './ports.ts';

/**
 * A while after a customer said that he paid: either an attempt of his order has yielded that TrxID, or it is a
 * person's to judge. Nothing is attached here, and bKash is not asked about a number that anybody can type.
 */
export async function judgeClaim(
  ports: {
    orders: Pick<Orders, 'find'>;
    claims: PaymentClaimStore;
    clock: Pick<Clock, 'now'>;
    telemetry: Telemetry;
  },
  { orderId }: ClaimMessage,
): Promise<void> {
  const order = await ports.orders.find(orderId);
  if (!order) return;
  const said = await ports.claims.find(orderId);
  if (openClaims(order, said).length > 0) tellUnmatched(ports.telemetry, orderId);
  // The answer to an Execute that was under way when he spoke: whoever recorded it knew of no claim.
  const recorded = said.claims.filter(({ trxId }) => isRecorded(order, trxId));
  for (const { trxId } of recorded) await closeClaim(ports, orderId, trxId);
}

/** Wakes a person. The TrxID stays in the table: a customer typed it, and it may be anything. */
export function tellUnmatched(telemetry: Telemetry, orderId: string): void {
  telemetry.event('ClaimUnmatched', { orderId });
  telemetry.metric('ClaimUnmatched');
}
