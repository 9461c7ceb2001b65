import type { Notice } from '../adapters/dynamodb/port.ts';
import type { Order } from '../domain/order.ts';

export type Channel = Notice['channel'];

/** The ways this order's customer can be told: each channel whose address was left. */
export function channelsOf(order: Order): Channel[] {
  return (Object.keys(reaches) as Channel[]).filter((channel) => reaches[channel](order));
}

/** A new channel is a row here and a sender at the function `deliver`. */
const reaches: Record<Channel, (order: Order) => boolean> = {
  email: ({ customer }) => customer.email !== undefined,
};
