import type { BkashCheckout, BkashGenerations, BkashPayments, TokenSource } from '../adapters/bkash/port.ts';
import type { HealthGate } from '../adapters/dynamodb/port.ts';
import type { BkashApi } from '../domain/order.ts';
import type { Settings } from './ports.ts';

/** The way to one product of bKash: a host, credentials, a token and a gate of its own. */
export interface BkashLine {
  bkash: BkashPayments;
  tokens: TokenSource;
  gate: HealthGate;
}

export interface CheckoutLine extends BkashLine {
  bkash: BkashCheckout;
}

export interface LinePorts {
  /** The tokenized product, which every stage has, with its token and gate. */
  bkash: BkashGenerations;
  tokens: TokenSource;
  gate: HealthGate;
  /** Absent where the stage has no such product, and in functions that never meet an attempt of it. */
  checkout?: CheckoutLine | undefined;
}

/** Undefined: no way leads there, and whatever needs one waits as it would for a bKash that is down. */
export function lineOf(
  { bkash, tokens, gate, checkout }: LinePorts,
  { product, generation }: BkashApi,
): BkashLine | undefined {
  switch (product) {
    case 'tokenized':
      return { bkash: bkash[generation], tokens, gate };
    case 'checkout':
      return checkout;
  }
}

/** What the stage speaks on bKash's own page today. */
export function pageApi({ settings }: Settings): BkashApi & { product: 'tokenized' } {
  return { product: 'tokenized', generation: settings.bkash.generation };
}

/** The frame inside the shop's page. */
export const frameApi: BkashApi & { product: 'checkout' } = { product: 'checkout', generation: 'v1' };
