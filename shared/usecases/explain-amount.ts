import type { Orders } from '../adapters/dynamodb/port.ts';
import type { PaymentNotice } from '../adapters/sns/port.ts';
import type { Telemetry } from '../adapters/telemetry/port.ts';
import type { Order } from '../domain/order.ts';
import { soldFor } from '../domain/reviewing.ts';
import type { Clock } from './ports.ts';
import { tellOrder } from './tell.ts';
import { transition } from './transition.ts';

/** A notification says what a lower amount was sold for: a coupon may have paid the rest. True when that settled it. */
export async function explainAmount(
  ports: { orders: Orders; telemetry: Telemetry; clock: Clock },
  order: Order,
  { trxId, saleAmountPoisha }: PaymentNotice,
): Promise<boolean> {
  if (saleAmountPoisha === undefined) return false;
  const settled = await transition(ports.orders, order, (current) =>
    soldFor(current, trxId, saleAmountPoisha, ports.clock.now()),
  );
  tellOrder(ports.telemetry, order, settled);
  return settled !== order;
}
