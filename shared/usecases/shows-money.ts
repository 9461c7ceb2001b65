import type { TrxOwner } from '../adapters/dynamodb/money-port.ts';
import type { Orders } from '../adapters/dynamodb/port.ts';
import { attemptNumbered } from '../domain/order.ts';
import { surplusOf } from '../domain/surplus.ts';

/**
 * Whether the order that a trxID is tied to shows its money. The tie is written first: where the order does not follow,
 * it is about to, or its writer died and the money is as good as nobody's until bKash confirms it once more.
 */
export async function showsMoney(
  { orders }: { orders: Pick<Orders, 'find'> },
  { orderId, attempt: number }: TrxOwner,
  trxId: string,
): Promise<boolean> {
  const order = await orders.find(orderId);
  const attempt = order && attemptNumbered(order, number);
  if (attempt?.state === 'completed' && attempt.captured.trxId === trxId) return true;
  return order !== undefined && surplusOf(order, { trxId, attempt: number }) !== undefined;
}
