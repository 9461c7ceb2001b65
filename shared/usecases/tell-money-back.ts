import type { EventName, Telemetry } from '../adapters/telemetry/port.ts';
import { type MoneyBack, moneyBackOf } from '../domain/money-back.ts';
import type { Order } from '../domain/order.ts';

/** A refund is through within minutes; an hour later something keeps it, and every further look rings. */
const refundWaitsMs = 60 * 60_000;

/** After a step on its way: its turns, and a count of what a person has to look into. */
export function tellMoneyBack(telemetry: Telemetry, before: Order, after: Order, now: number): void {
  tellTurnsOfMoneyBack(telemetry, before, after);
  const { orderId } = after;
  for (const { attempt, trxId, at, progress } of after.refunds) {
    const { state } = progress;
    const isOnItsWay = state === 'requested' || state === 'sending';
    if (!isOnItsWay || now - at < refundWaitsMs) continue;
    telemetry.event('RefundWaits', { orderId, attempt, trxID: trxId, state });
    telemetry.metric('RefundWaits');
  }
}

/** One log line per turn of money on its way back. */
export function tellTurnsOfMoneyBack(telemetry: Telemetry, before: Order, after: Order): void {
  const { orderId } = after;
  const known = new Map(moneyBackOf(before).map((one) => [keyOf(one), one.progress.state]));
  for (const one of moneyBackOf(after)) {
    const { state } = one.progress;
    const event = turns[state];
    if (!event || known.get(keyOf(one)) === state) continue;
    telemetry.event(event, { orderId, attempt: one.attempt, trxID: one.trxId, state: one.kind });
    if (state === 'unknown') telemetry.metric('RefundUnknown');
  }
}

const turns: Partial<Record<MoneyBack['progress']['state'], EventName>> = {
  succeeded: 'RefundSucceeded',
  refused: 'RefundRefused',
  unknown: 'RefundUnknown',
};

function keyOf({ kind, id }: MoneyBack): string {
  return `${kind} ${id}`;
}
