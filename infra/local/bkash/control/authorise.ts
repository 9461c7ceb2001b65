import { type HttpReply, json } from '../http.ts';
import type { Books } from '../machine/books.ts';
import { type CustomerAct, type CustomerOutcome, customerActs } from '../machine/customer.ts';
import { type CallbackStatus, type Payment, redirectUrlOf } from '../machine/payment.ts';
import { sandboxOtp, sandboxPin, walletForPayment } from '../machine/wallets.ts';

/** Wallet, OTP and PIN in one go, through the same acts as the page's. */
export function authorise(
  books: Books,
  paymentId: string,
  body: Record<string, unknown> | undefined,
  now: number,
): HttpReply {
  const action = body?.action ?? 'pay';
  if (!body || (action !== 'pay' && action !== 'cancel' && action !== 'fail')) {
    return json(400, { error: 'expected {wallet?, otp?, pin?, action?: "pay" | "cancel" | "fail"}' });
  }
  return books.transaction(() => {
    if (!books.payment(paymentId)) return json(404, { error: 'no such payment' });
    const wallet = textOr(body.wallet, walletForPayment(books.sequenceOf(paymentId)));
    const paying: CustomerAct[] = [
      { act: 'wallet', wallet },
      { act: 'otp', otp: textOr(body.otp, sandboxOtp) },
      { act: 'pin', pin: textOr(body.pin, sandboxPin) },
    ];
    const acts: Record<typeof action, CustomerAct[]> = {
      pay: paying,
      cancel: [{ act: 'close' }],
      fail: [{ act: 'give_up' }],
    };
    return replyTo(books, paymentId, acts[action], now);
  });
}

function replyTo(books: Books, paymentId: string, acts: CustomerAct[], now: number): HttpReply {
  let outcome: CustomerOutcome | undefined;
  for (const act of acts) {
    const payment = outcome?.payment ?? books.payment(paymentId);
    if (!payment) break;
    outcome = customerActs(payment, act, now);
    if (outcome.kind !== 'next') break;
  }
  if (!outcome) return json(404, { error: 'no such payment' });
  books.updatePayment(outcome.payment);
  switch (outcome.kind) {
    case 'leave':
      return json(200, { redirectUrl: leadsTo(outcome.payment, outcome.status) });
    case 'again':
      return json(200, { error: outcome.error, triesLeft: outcome.triesLeft });
    case 'closed':
      return json(409, { error: `this payment is ${outcome.why}` });
    case 'next':
      return json(409, { error: 'the page waits for its next step' });
  }
}

/** A payment in the shop's page leads nowhere: its frame tells bKash.js. */
function leadsTo(payment: Payment, status: CallbackStatus): string | null {
  return payment.product === 'checkout' ? null : redirectUrlOf(payment, status);
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}
