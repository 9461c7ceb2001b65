import type { StageConfig } from '../config/stage.ts';
import type { Order } from '../domain/order.ts';

/** Real time in production; the local system and simulations move it. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** Addresses that carry a proof, made with the stage's signing keys. */
export interface Links {
  /** Id of the key that signs new tokens. */
  currentKeyId: string;
  payUrl(order: Order): string;
  orderToken(order: Order): string;
  /** Where bKash sends the browser back for this attempt. */
  callbackUrl(order: Order, attempt: number): string;
}

export interface Settings {
  settings: StageConfig;
}
