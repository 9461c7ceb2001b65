import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { invoiceOf } from '../../shared/domain/ids.ts';
import type { Attempt } from '../../shared/domain/order.ts';
import type { Killable } from '../local/system/killable.ts';
import type { Table } from './books.ts';

/**
 * bKash tells once more of the money whose notification nobody took and that nobody has a reason to ask about: it came
 * without an order, or for an attempt that we gave up without ever sending an Execute (design rule 8). In life that is
 * the shop's accountant with bKash's statement. Neither what we answered 200 is told again (I11), nor what an Execute
 * of ours moved: our own looks have to find that. Answers the trxIDs that were told.
 */
export async function tellAgain({ shopper, localDir }: Killable, { orders }: Table): Promise<string[]> {
  const attempts = new Map(
    orders.flatMap((order) =>
      order.attempts.map((one) => [invoiceOf(order.environment, order.orderId, one.attempt), one] as const),
    ),
  );
  const { entries } = await shopper.ledger();
  const taken = takenNotifications(localDir);
  const untold = entries.filter(
    ({ kind, trxID, invoice }) =>
      kind === 'payment' &&
      !taken.has(trxID) &&
      wasGivenUp(invoice === undefined ? undefined : attempts.get(invoice)),
  );
  for (const { trxID } of untold) await shopper.resendWebhook(trxID);
  return untold.map(({ trxID }) => trxID);
}

/**
 * The trxIDs of the notifications that were answered 200. SNS gives up after four tries, which a crowded machine can
 * miss, and only the simulator's own file tells those from the ones that were taken.
 */
function takenNotifications(localDir: string): Set<string> {
  const database = new DatabaseSync(join(localDir, 'bkash', 'bkash.sqlite'), { readOnly: true });
  try {
    const rows = database
      .prepare("SELECT message FROM webhooks WHERE type = 'Notification' AND state = 'delivered'")
      .all();
    return new Set(rows.map(({ message }) => String(JSON.parse(String(message)).trxID)));
  } finally {
    database.close();
  }
}

function wasGivenUp(attempt: Attempt | undefined): boolean {
  if (!attempt || attempt.state === 'cancelled') return true;
  return (attempt.state === 'lapsed' || attempt.state === 'refused') && attempt.sentAt === undefined;
}
