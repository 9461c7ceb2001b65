import type { Bkash, BkashRefunds } from '../../../shared/adapters/bkash/port.ts';
import type { Order } from '../../../shared/domain/order.ts';
import type { Alteration } from '../alteration.ts';
import type { Room } from '../cloud/room.ts';

/** An alteration that replaces ports of every container; what it does not name stays. */
export function withPorts(change: (room: Room) => Partial<Room>): Alteration {
  return { room: (room) => ({ ...room, ...change(room) }) };
}

/** Both generations' client, changed alike. */
export function withBkash(change: (client: Bkash) => Partial<Bkash>): Alteration {
  return withPorts(({ bkash: { v1, v2 } }) => ({
    bkash: { v1: { ...v1, ...change(v1) }, v2: { ...v2, ...change(v2) } },
  }));
}

export function withRefunds(change: (client: BkashRefunds) => Partial<BkashRefunds>): Alteration {
  return withPorts(({ refunds: { v1, v2 } }) => ({
    refunds: { v1: { ...v1, ...change(v1) }, v2: { ...v2, ...change(v2) } },
  }));
}

/** Every order is changed on its way into the table. */
export function writing(change: (next: Order) => Order): Alteration {
  return withPorts(({ orders }) => ({ orders: { ...orders, save: (next) => orders.save(change(next)) } }));
}

/** A use case that reads another order than the table holds. What it writes is put together by `merged`. */
export function reading(
  room: Room,
  change: (order: Order) => Order,
  merged: (next: Order, real: Order) => Order = (next) => next,
): Room {
  const reals = new Map<string, Order>();
  const changed = (order: Order) => {
    reals.set(order.orderId, order);
    return change(order);
  };
  const { orders } = room;
  return {
    ...room,
    orders: {
      ...orders,
      async find(orderId) {
        const order = await orders.find(orderId);
        return order && changed(order);
      },
      async save(next) {
        const saved = await orders.save(merged(next, reals.get(next.orderId) ?? next));
        return { ...saved, order: changed(saved.order) };
      },
    },
  };
}
