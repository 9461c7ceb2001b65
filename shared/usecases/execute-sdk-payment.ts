import type { ExecuteResponse } from '../contract/sdk-payment.ts';
import { invoiceOf } from '../domain/ids.ts';
import { amountFromPoisha } from '../domain/money.ts';
import { type Attempt, hasPayment, type Order } from '../domain/order.ts';
import { statusOf } from '../domain/status.ts';
import type { LookPorts } from './look-again.ts';
import { returnFromBkash } from './return-from-bkash.ts';

/**
 * bKash.js says that the customer approved: worth what a `success` on bKash's way back is worth, and no more. Undefined
 * when the paymentID is not one that this order opened inside the page; one of bKash's own page comes back by its MAC.
 */
export async function executeSdkPayment(
  ports: LookPorts,
  { orderId, paymentId }: { orderId: string; paymentId: string },
): Promise<ExecuteResponse | undefined> {
  const attempt = paidInPage(await ports.orders.find(orderId), paymentId);
  if (!attempt) return undefined;
  const back = { orderId, attempt: attempt.attempt, paymentId, status: 'success' as const };
  const order = await returnFromBkash(ports, back);
  return order && executeView(order, paymentId);
}

/** What the page needs to know, and nothing of who paid: the order's token is anybody's who was sent the link. */
function executeView(order: Order, paymentId: string): ExecuteResponse {
  const attempt = paidInPage(order, paymentId);
  const bkash = attempt && bkashWords(order, attempt);
  return { status: statusOf(order), ...(bkash && { bkash }) };
}

/** In bKash's own fields, from what is stored: the same call again gets the same answer. */
function bkashWords(order: Order, attempt: Attempt): ExecuteResponse['bkash'] {
  if (attempt.state === 'completed' && hasPayment(attempt)) {
    const { trxId, amountPoisha, currency } = attempt.captured;
    return {
      paymentID: attempt.paymentId,
      trxID: trxId,
      transactionStatus: 'Completed',
      amount: amountFromPoisha(amountPoisha),
      currency,
      intent: 'sale',
      merchantInvoiceNumber: invoiceOf(order.environment, order.orderId, attempt.attempt),
    };
  }
  const refusal = attempt.state === 'refused' ? attempt.refusal : undefined;
  return refusal && { errorCode: refusal.code, errorMessage: refusal.message[order.locale] };
}

function paidInPage(order: Order | undefined, paymentId: string): Attempt | undefined {
  return order?.attempts.find(
    (one) => one.product === 'checkout' && hasPayment(one) && one.paymentId === paymentId,
  );
}
