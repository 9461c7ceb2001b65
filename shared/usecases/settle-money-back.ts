import type { MoneyBack } from '../domain/money-back.ts';
import {
  type ListedNow,
  type RefundFinding,
  type RefundSettleRefusal,
  refundSettled,
  type SurplusRefusal,
  surplusSettled,
  unknownBack,
} from '../domain/settling-back.ts';
import type { ComeBackPorts } from './come-back.ts';
import { type Judged, judged } from './judge-order.ts';
import { listRefunds, type WayBackPorts } from './list-refunds.ts';

export type SettleBackPorts = ComeBackPorts & WayBackPorts;

/** An operator says what became of a refund that bKash neither confirmed nor listed; what waited behind it goes on. */
export async function settleRefund(
  ports: SettleBackPorts,
  orderId: string,
  refundId: string,
  finding: RefundFinding,
): Promise<Judged<RefundSettleRefusal>> {
  const { clock, settings } = ports;
  const listed = await listedFor(ports, orderId, 'refund', refundId);
  return judged(ports, orderId, (order) =>
    refundSettled(order, refundId, finding, listed, clock.now(), settings.waits),
  );
}

/** An operator says that surplus which does not go back by itself is dealt with. */
export async function settleSurplus(
  ports: SettleBackPorts,
  orderId: string,
  trxId: string,
  reason: string,
): Promise<Judged<SurplusRefusal>> {
  const { clock, settings } = ports;
  const listed = await listedFor(ports, orderId, 'surplus', trxId);
  return judged(ports, orderId, (order) =>
    surplusSettled(order, trxId, reason, listed, clock.now(), settings.waits),
  );
}

/** bKash is asked only about what is unknown, and before anything is decided by a person's word. */
async function listedFor(
  ports: SettleBackPorts,
  orderId: string,
  kind: MoneyBack['kind'],
  id: string,
): Promise<ListedNow> {
  const order = await ports.orders.find(orderId);
  const one = order && unknownBack(order, kind, id);
  return one && listRefunds(ports, order, one);
}
