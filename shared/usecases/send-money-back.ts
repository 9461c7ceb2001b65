import { type MoneyBack, moneyBackOf } from '../domain/money-back.ts';
import type { Order } from '../domain/order.ts';
import {
  afterRefund,
  afterRefundLook,
  type ListedRefund,
  mayBeSentAgain,
  moneyBackLookClaimed,
  refundClaimed,
} from '../domain/sending-back.ts';
import { sendWithinMs } from '../domain/waits.ts';
import { listRefunds, tellLife, type WayBackPorts, wayBack } from './list-refunds.ts';
import { tokenThroughGate } from './pass-gate.ts';
import { tellMoneyBack } from './tell-money-back.ts';
import { transition } from './transition.ts';

/** As in every claim: more losers in a row mean that something writes the order in a loop. */
const maxClaims = 10;

/**
 * One step of money on its way back, if this caller wins it: the only place that gives money back (design rule 14).
 * bKash is asked what it has given back before the refund is sent, and instead of sending it again after silence.
 */
export async function sendMoneyBack(
  ports: WayBackPorts,
  given: Order,
  due: MoneyBack,
  abortMs: number,
): Promise<Order> {
  const { clock, orders, settings } = ports;
  const taken = await orders.save(moneyBackLookClaimed(given, due, clock.now(), settings.waits));
  if (taken.kind === 'conflict') return taken.order;

  const listed = await listRefunds(ports, taken.order, due);
  const next = listed ? await afterStatus(ports, taken.order, due, listed, abortMs) : taken.order;
  tellMoneyBack(ports.telemetry, given, next, clock.now());
  return next;
}

/** What bKash's list decides; and the refund itself, where it has to be sent. */
async function afterStatus(
  ports: WayBackPorts,
  order: Order,
  due: MoneyBack,
  listed: ListedRefund[],
  abortMs: number,
): Promise<Order> {
  const { clock, orders, settings } = ports;
  const looked = await transition(orders, order, (current) => {
    const one = currentOf(current, due);
    return one ? afterRefundLook(current, one, listed, clock.now(), settings.waits) : current;
  });
  const mayBeSent = due.progress.state === 'requested' || mayBeSentAgain(due);
  return mayBeSent ? send(ports, looked, due, listed, abortMs) : looked;
}

/** Claims the refund on what bKash listed just now, and sends it. */
async function send(
  ports: WayBackPorts,
  given: Order,
  due: MoneyBack,
  listed: ListedRefund[],
  abortMs: number,
): Promise<Order> {
  const { clock, orders, settings } = ports;
  const { line, refunds, payment } = wayBack(ports, given, due);
  const token = await tokenThroughGate(ports, refunds && line, {});
  if (!line || !refunds || !token) return given;
  let order = given;
  for (let tries = 0; tries < maxClaims; tries += 1) {
    const one = currentOf(order, due);
    if (!one || !isStillDue(one, due)) return order;
    const sentAt = clock.now();
    const { kind, order: stored } = await orders.save(
      refundClaimed(order, one, listed, sentAt, settings.waits),
    );
    order = stored;
    if (kind === 'conflict') continue;
    if (clock.now() - sentAt > sendWithinMs) return notSent(ports, stored, one, sentAt);
    const refund = { ...payment, amountPoisha: one.amountPoisha, sku: stored.orderId, reason: one.reason };
    const outcome = await refunds.refundPayment(token, refund, abortMs);
    await tellLife(line.gate, outcome);
    if (outcome.kind === 'not_sent' && outcome.reason === 'unauthorised') await line.tokens.rejected(token);
    if (outcome.kind === 'insufficient') {
      ports.telemetry.metric('RefundWaits');
      ports.telemetry.event('RefundWaits', {
        orderId: stored.orderId,
        trxID: one.trxId,
        code: outcome.refusal.code,
      });
    }
    return transition(orders, stored, (current) =>
      afterRefund(current, one, sentAt, outcome, clock.now(), settings.waits),
    );
  }
  throw new Error(`Order ${given.orderId} kept changing while its refund was being claimed.`);
}

/** The table took so long with the claim that bKash would be asked while the refund is under way. */
function notSent({ orders, clock, settings }: WayBackPorts, order: Order, one: MoneyBack, sentAt: number) {
  return transition(orders, order, (current) =>
    afterRefund(current, one, sentAt, { kind: 'not_sent' }, clock.now(), settings.waits),
  );
}

function currentOf(order: Order, { kind, id }: MoneyBack): MoneyBack | undefined {
  return moneyBackOf(order).find((one) => one.kind === kind && one.id === id);
}

/** Nobody else has taken a step since this caller won its own: the look that he claimed is still the last one. */
function isStillDue({ progress }: MoneyBack, due: MoneyBack): boolean {
  if (progress.state === 'requested' && due.progress.state === 'requested') {
    return progress.tries === due.progress.tries + 1;
  }
  if (progress.state === 'sending' && due.progress.state === 'sending') {
    return progress.sends === 1 && progress.unanswered === due.progress.unanswered + 1;
  }
  return false;
}
