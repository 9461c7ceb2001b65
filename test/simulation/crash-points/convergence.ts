import { orderDueAt } from '../../../shared/domain/due.ts';
import { factsOf, isTold } from '../../../shared/domain/facts.ts';
import { undecidedStates } from '../../../shared/domain/lifecycle.ts';
import { moneyBackOf } from '../../../shared/domain/money-back.ts';
import { hasPayment, type Order } from '../../../shared/domain/order.ts';
import { statusOf } from '../../../shared/domain/status.ts';
import { receiptOf } from '../../../shared/usecases/receipt.ts';
import { noticeKeyOf } from '../../in-memory/messages.ts';
import { disagreements } from './disagreements.ts';
import type { Scene } from './scene.ts';
import type { CrashWorld } from './world.ts';

const hourMs = 60 * 60_000;

/** What is wrong with a world that has come to rest: nothing, if it converged. */
export function faultsOf(world: CrashWorld, scene: Scene): string[] {
  const orders = [...world.table.orders.values()];
  return [
    ...orders.flatMap((order) => [
      ...undecided(world, order, scene),
      ...disagreements(world, order, scene),
      ...told(world, order),
      ...said(world, order),
      ...(scene.ends && statusOf(order) !== scene.ends ? [`it ends ${statusOf(order)}`] : []),
    ]),
    ...strangers(world, scene),
    ...messages(world, scene),
    ...calls(world),
  ];
}

/** Nothing is owed, nothing is open, nobody has to come back. */
function undecided(world: CrashWorld, order: Order, { leaves = {} }: Scene): string[] {
  const faults: string[] = [];
  const open = order.attempts.filter(({ state }) => undecidedStates.has(state) || state === 'creating');
  if (open.length > 0) faults.push(`attempts are left ${open.map(({ state }) => state)}`);
  if (order.executingAttempt !== undefined) faults.push('a claim is left');
  const onTheWay = moneyBackOf(order).filter(({ progress: { state } }) => !/succeeded|refused/.test(state));
  const isUnknown = onTheWay.some(({ progress }) => progress.state === 'unknown');
  if (isUnknown && !world.telemetry.counted.includes('RefundUnknown')) faults.push('no alarm for a refund');
  if (onTheWay.length > 0 && !(leaves.undecidedRefund && isUnknown)) {
    faults.push(`money is on its way back: ${onTheWay.map(({ progress }) => progress.state)}`);
  }
  if (order.review && !leaves.review) faults.push(`the order is left in review: ${order.review.reason}`);
  const isWatched = leaves.undecidedRefund || leaves.surplusByHand;
  if (!isWatched && orderDueAt(order, world.settings.waits) !== undefined) {
    faults.push('somebody still has to come back');
  }
  return faults;
}

/** At no time was a customer told that nothing came of a payment whose Execute was sent and brought money (I5). */
function said(world: CrashWorld, order: Order): string[] {
  const lies = states(world, order).filter((state) => {
    if (!/failed|cancelled|expired/.test(statusOf(state))) return false;
    const unknown = world.executes.filter(({ paymentId, at }) => {
      const attempt = state.attempts.find((one) => hasPayment(one) && one.paymentId === paymentId);
      return attempt && attempt.state !== 'completed' && at <= state.updatedAt;
    });
    const captured = new Set(world.ledger.map(({ paymentId }) => paymentId));
    return unknown.some(({ paymentId }) => captured.has(paymentId));
  });
  return lies.map((state) => `it was called ${statusOf(state)} while its money moved`);
}

/** Everything that was ever stored of the order. */
function states({ history, table }: CrashWorld, { orderId }: Order): Order[] {
  return [...history, ...table.stream].map(({ after }) => after).filter((after) => after.orderId === orderId);
}

/** Each fact that is true now was told once, and nothing that never was true. */
function told(world: CrashWorld, order: Order): string[] {
  const faults: string[] = [];
  const mails = world.mails.filter(({ orderId }) => orderId === order.orderId).map(({ fact }) => fact);
  const everTrue = new Set(states(world, order).flatMap(factsOf).filter(isTold));
  for (const fact of factsOf(order).filter(isTold))
    if (!mails.includes(fact)) faults.push(`${fact} was never told`);
  for (const fact of new Set(mails)) {
    const times = mails.filter((one) => one === fact).length;
    const notice = { orderId: order.orderId, fact, channel: 'email' as const };
    const sends = world.table.announced.get(noticeKeyOf(notice))?.sends ?? 0;
    if (!everTrue.has(fact)) faults.push(`${fact} was told and never true`);
    // I7: a duplicate comes only of a counted send whose answer was lost with its sender.
    if (times > 1 && (times > sends || !isLostWithItsSender(world)))
      faults.push(`${fact} was told ${times} times`);
  }
  return faults;
}

function isLostWithItsSender({ fate }: CrashWorld): boolean {
  return fate.died.some(
    ({ site, when }) => site === 'deliver.acknowledge' || (site === 'email.send' && when === 'after'),
  );
}

/** Money that belongs to no order, and entries of money that was recorded after all. */
function strangers(world: CrashWorld, { leaves = {} }: Scene): string[] {
  const faults: string[] = [];
  const open = [...world.table.unclaimed.values()].filter(({ closedAt }) => closedAt === undefined);
  const recorded = open.filter(({ trxId }) => world.table.trxOwners.has(trxId));
  if (recorded.length > 0) faults.push('recorded money is still called unclaimed');
  if (open.length > (leaves.unclaimed ?? 0))
    faults.push(`${open.length} entries of unclaimed money are open`);
  return faults;
}

/** Every message was dealt with; none vanished (I11). */
function messages(world: CrashWorld, { leaves = {} }: Scene): string[] {
  const faults: string[] = [];
  for (const queue of [world.settleQueue, world.noticeQueue]) {
    if (queue.deadLetters.length > 0)
      faults.push(`dead letters: ${queue.deadLetters.map(({ body }) => body)}`);
    if (queue.nextVisibleAt() !== undefined) faults.push('a message is left in a queue');
  }
  if (world.table.stream.length > 0) faults.push('a write is left in the stream');
  for (const envelope of world.accepted) {
    const receipt = receiptOf(envelope, 0, { kind: 'genuine', stale: false });
    const entries = [...world.table.journal.values()].filter(
      (entry) => entry.receipt.fingerprint === receipt.fingerprint,
    );
    if (!entries.some(({ outcome }) => outcome !== 'waiting')) faults.push(`${envelope.MessageId} vanished`);
  }
  const aside = world.table.quarantined.size;
  if (aside > (leaves.quarantined ?? 0)) faults.push(`${aside} messages are left in quarantine`);
  return faults;
}

/** What must never be called too often, whoever died: token calls (I8) and the Execute of one payment (rule 5). */
function calls(world: CrashWorld): string[] {
  const faults: string[] = [];
  for (const { product, at } of world.tokenCalls) {
    const inAnHour = world.tokenCalls.filter(
      (other) => other.product === product && other.at >= at && other.at < at + hourMs,
    ).length;
    if (inAnHour > 2) faults.push(`${inAnHour} token calls of ${product} in an hour`);
  }
  for (const { paymentId, at } of world.executes) {
    const same = world.executes.filter((other) => other.paymentId === paymentId);
    if (same.length > 2) faults.push(`${paymentId} was executed ${same.length} times`);
    // Nobody may send one before the last one is over, crashes included (I6).
    if (world.executes.some((other) => other.at < at && other.overAt > at)) {
      faults.push('two Executes were under way at once');
    }
  }
  if (world.timeouts.length > 0) faults.push(`ran into its time-out: ${world.timeouts}`);
  return faults;
}
