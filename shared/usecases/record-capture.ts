import type { TrxTies } from '../adapters/dynamodb/money-port.ts';
import type { Order } from '../domain/order.ts';
import type { Captured } from '../domain/payment.ts';
import type { Settings } from './ports.ts';

/** Ties the trxID to its attempt before anything is called paid: one trxID pays one attempt, for ever. */
export async function recordCapture(
  ports: Settings & { ties: TrxTies },
  order: Order,
  attempt: number,
  captured: Captured,
) {
  const tie = await ports.ties.tie(captured.trxId, { orderId: order.orderId, attempt });
  const late = ports.settings.surplus === 'accept' ? { late: 'pays' as const } : {};
  return { kind: 'completed' as const, captured, heldByAnother: tie === 'held_by_another', ...late };
}
