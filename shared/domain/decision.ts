import type { Order } from './order.ts';

/** What a person's decision does to an order: its next state, nothing because it was done before, or why it cannot be. */
export type Decision<Why extends string> =
  | { kind: 'done'; order: Order }
  | { kind: 'already' }
  | { kind: 'refused'; why: Why };
