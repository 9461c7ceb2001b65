import type { Operation } from './operations.ts';

/** What can go wrong with a merchant's call: contract section 4. */
export const callFaults = [
  'http_500',
  'http_503',
  'timeout_before',
  'timeout_after',
  'commit_late',
  'slow',
  'code',
  'amount',
  'gateway_message',
  'unauthorized',
  'system_error_9999',
  'html',
  'truncated',
  'connection_reset',
] as const;
export type CallFault = (typeof callFaults)[number];

/** What can go wrong with a notification. */
export const webhookFaults = [
  'drop',
  'duplicate',
  'delay',
  'reorder',
  'no_invoice',
  'forged_signature',
  'foreign_topic',
  'coupon',
] as const;
export type WebhookFault = (typeof webhookFaults)[number];

/** One order of trouble. `times` absent: until the faults are cleared. */
export interface Fault<Kind extends CallFault | WebhookFault = CallFault | WebhookFault> {
  readonly operation: Operation | 'webhook' | '*';
  readonly fault: Kind;
  readonly times?: number;
  /** Milliseconds of bKash's clock before the call or the notification does anything. */
  readonly delayMs?: number;
  /** For `code`: bKash's code. */
  readonly code?: string;
  /** For `amount` and `coupon`: taka, as bKash shall spell it. */
  readonly amount?: string;
}

/**
 * The trouble that was ordered and is not used up. Drawing counts down in the same step; faults of one operation
 * come before those of all (`*`), older ones before newer ones.
 */
export interface FaultBook {
  add(fault: Fault): void;
  clear(): void;
  drawForCall(operation: Operation): Fault<CallFault> | undefined;
  drawForWebhook(): Fault<WebhookFault> | undefined;
  /** Epoch ms until which bKash is down; 0 if it never was. */
  outageUntil(): number;
  saveOutage(until: number): void;
}
