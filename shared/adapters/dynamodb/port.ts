import type { Gate } from '../../domain/gate.ts';
import type { Order } from '../../domain/order.ts';

/** The order table, in our words. Every write is conditional on the version that was read. */
export interface Orders {
  /** Writes a new order, or hands back the one that is there. */
  create(order: Order): Promise<{ kind: 'created' | 'exists'; order: Order }>;
  /** Strongly consistent. */
  find(orderId: string): Promise<Order | undefined>;
  /** Writes the next state of the version that `next` carries; the answer carries the version now stored. */
  save(next: Order): Promise<{ kind: 'saved' | 'conflict'; order: Order }>;
}

/**
 * Fails fast while bKash is down: shared by the fleet, fed by its own calls, written on failures and changes only,
 * read through a short cache.
 */
export interface HealthGate {
  /**
   * May a call leave now? `probe`: the pause of an outage is over and this caller, alone in the fleet, finds out for
   * all; it tells what it heard within 15 s, or another takes its place.
   */
  admit(): Promise<'open' | 'probe' | 'closed'>;
  /** Where it stands, without asking to pass. */
  standing(): Promise<Gate>;
  /** Nobody answered. `closeForMs` closes at once and for so long, without waiting for a third failure. */
  failed(closeForMs?: number): Promise<void>;
  /** bKash answered, be it a refusal. */
  answered(): Promise<void>;
}

/** Orders whose time to be looked at has come. */
export interface DueOrders {
  /** In pages of order ids; ends when nothing more is due or `limit` ids were given. */
  overdue(now: number, limit: number): AsyncIterable<string[]>;
}

/** Every order written since a time, for the daily sweep. Reads the whole table: never on a request's path. */
export interface OrderSweep {
  writtenSince(since: number): AsyncIterable<Order[]>;
}
