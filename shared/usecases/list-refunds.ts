import type { BkashRefunds, RefundGenerations } from '../adapters/bkash/port.ts';
import type { HealthGate } from '../adapters/dynamodb/port.ts';
import type { MoneyBack } from '../domain/money-back.ts';
import { attemptNumbered, type BkashApi, hasPayment, type Order } from '../domain/order.ts';
import type { ListedRefund } from '../domain/sending-back.ts';
import { lineOf } from './bkash-line.ts';
import type { ExecutePorts } from './execute-payment.ts';
import { tokenThroughGate } from './pass-gate.ts';
import { type Outcome, wasAnswered } from './tell-gate.ts';

export interface WayBackPorts extends ExecutePorts {
  refunds: RefundGenerations;
  /** Of the product in the shop's page, where the stage has it. */
  checkoutRefunds?: BkashRefunds | undefined;
}

/** Asked twice within one step of the consumer, whose 60 s also hold two tokens and the refund's own 28 s. */
const statusAbortMs = 10_000;

/** What bKash has given back of this payment; undefined when it did not say. */
export async function listRefunds(
  ports: WayBackPorts,
  order: Order,
  one: MoneyBack,
): Promise<ListedRefund[] | undefined> {
  const { line, refunds, payment } = wayBack(ports, order, one);
  const token = await tokenThroughGate(ports, refunds && line, {});
  if (!line || !refunds || !token) return undefined;
  const outcome = await refunds.refundStatus(token, payment, statusAbortMs);
  await tellLife(line.gate, outcome);
  if (outcome.kind === 'unanswered' && outcome.unauthorised) await line.tokens.rejected(token);
  return outcome.kind === 'listed' ? outcome.refunds : undefined;
}

/** Money goes back by the product and generation that it came by. Undefined parts: the stage has lost that product. */
export function wayBack(ports: WayBackPorts, order: Order, { attempt: number, trxId }: MoneyBack) {
  const attempt = attemptNumbered(order, number);
  if (!hasPayment(attempt)) throw new Error('Only money of an attempt with a paymentID can go back.');
  const payment = { paymentId: attempt.paymentId, trxId };
  return { line: lineOf(ports, attempt), refunds: refundsOf(ports, attempt), payment };
}

/** Trouble with refunds alone must not stop payments: an answer is a sign of life, and silence is left to other calls. */
export async function tellLife(gate: HealthGate, outcome: Outcome): Promise<void> {
  if (wasAnswered(outcome)) await gate.answered();
}

function refundsOf(
  { refunds, checkoutRefunds }: WayBackPorts,
  { product, generation }: BkashApi,
): BkashRefunds | undefined {
  switch (product) {
    case 'tokenized':
      return refunds[generation];
    case 'checkout':
      return checkoutRefunds;
  }
}
