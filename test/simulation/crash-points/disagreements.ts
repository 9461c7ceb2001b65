import type { LedgerEntry } from '../../../infra/local/bkash/machine/ledger.ts';
import { moneyBackOf } from '../../../shared/domain/money-back.ts';
import type { Order } from '../../../shared/domain/order.ts';
import { paidAttempt, statusOf } from '../../../shared/domain/status.ts';
import type { Scene } from './scene.ts';
import type { CrashWorld } from './world.ts';

/** The order equals bKash's ledger: every payment is recorded once, kept once, and given back where it is not needed. */
export function disagreements(world: CrashWorld, order: Order, scene: Scene): string[] {
  const faults: string[] = [];
  const payments = world.ledger.filter((entry) => entry.kind === 'payment' && isOf(world, entry, order));
  const trxIds = payments.map(({ trxId }) => trxId);
  const returned = world.ledger.filter((entry) => entry.kind === 'refund' && trxIds.includes(entry.of ?? ''));
  const captured = order.attempts.flatMap((one) => (one.state === 'completed' ? [one.captured] : []));

  for (const { trxId } of payments) {
    const known = new Set([
      ...order.attempts.filter((one) => one.state === 'completed' && one.captured.trxId === trxId),
      // Money that a person sends back was never an attempt's.
      ...(captured.some((one) => one.trxId === trxId)
        ? []
        : order.surplus.filter((one) => one.trxId === trxId)),
    ]);
    if (known.size !== 1) faults.push(`payment ${trxId} is recorded ${known.size} times`);
    if (world.table.trxOwners.get(trxId)?.orderId !== order.orderId) faults.push(`${trxId} is not tied`);
  }
  for (const { trxId } of captured)
    if (!trxIds.includes(trxId)) faults.push(`${trxId} is recorded, and bKash knows nothing of it`);

  const paid = paidAttempt(order);
  const surplus = order.surplus.map(({ trxId }) => trxId);
  for (const { trxId } of payments) {
    const isKept = paid?.captured.trxId === trxId;
    if (isKept === surplus.includes(trxId)) faults.push(`${trxId} is neither kept nor surplus, or both`);
  }
  const status = statusOf(order);
  if (payments.length > 0 && !paid && !order.closed) faults.push(`money came, and the order is ${status}`);
  if (payments.length === 0 && /paid|refund|review/.test(status))
    faults.push(`no money, and it is ${status}`);

  const succeeded = moneyBackOf(order).flatMap(({ progress, trxId, amountPoisha, kind }) =>
    progress.state === 'succeeded' ? [{ id: progress.refundTrxId, trxId, amountPoisha, kind }] : [],
  );
  for (const entry of returned) {
    const known = succeeded.filter(
      ({ id, amountPoisha }) => id === entry.trxId && amountPoisha === entry.amountPoisha,
    );
    if (known.length !== 1)
      faults.push(`bKash gave ${entry.trxId} back, and it is known ${known.length} times`);
  }
  if (succeeded.length !== returned.length) faults.push('a refund is called done that bKash never made');
  for (const { trxId, amountPoisha } of payments) {
    const back = returned.filter(({ of }) => of === trxId).reduce((sum, one) => sum + one.amountPoisha, 0);
    if (back > amountPoisha) faults.push(`more went back of ${trxId} than came`);
    // After a coupon less came from the wallet than was sold: that much goes back to it.
    const owed = order.surplus.find((one) => one.trxId === trxId)?.amountPoisha ?? back;
    const isByHand = scene.leaves?.surplusByHand && back === 0;
    if (back !== owed && !isByHand) faults.push(`surplus ${trxId} did not go back`);
  }
  return faults;
}

/** By its invoice, or because an operator has tied it. */
function isOf(world: CrashWorld, { invoice, trxId }: LedgerEntry, { orderId }: Order): boolean {
  const isNamed = invoice?.replace(/-\d+$/, '') === orderId;
  const isLeft = world.table.unclaimed.get(trxId)?.closedAt === undefined && world.table.unclaimed.has(trxId);
  return (isNamed && !isLeft) || world.table.trxOwners.get(trxId)?.orderId === orderId;
}
