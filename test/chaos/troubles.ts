import type { Draw } from './draws.ts';

/** One order of trouble at bKash, as its control interface takes it. */
export interface Trouble {
  operation: string;
  fault: string;
  times: 1;
  delayMs?: number;
}

/**
 * Of a thousand customers, how many bring each trouble along. Whose call meets it is left to chance: the next one of
 * its kind does.
 */
const shares: Array<[share: number, trouble: Omit<Trouble, 'times'>]> = [
  [120, { operation: 'execute', fault: 'timeout_after' }],
  [40, { operation: 'execute', fault: 'timeout_before' }],
  [20, { operation: 'execute', fault: 'commit_late', delayMs: 9_000 }],
  [20, { operation: 'execute', fault: 'connection_reset' }],
  [30, { operation: 'create', fault: 'timeout_after' }],
  [30, { operation: 'query', fault: 'http_503' }],
  [150, { operation: 'webhook', fault: 'drop' }],
  [40, { operation: 'webhook', fault: 'duplicate' }],
  [40, { operation: 'webhook', fault: 'delay', delayMs: 12_000 }],
  [60, { operation: 'refund', fault: 'timeout_after' }],
  [20, { operation: 'refund', fault: 'http_500' }],
  [20, { operation: 'refundStatus', fault: 'http_503' }],
];

/** Seldom more than one, and none for most. */
export function troublesFor(draw: Draw): Trouble[] {
  return shares.filter(([share]) => draw(0, 1_000) < share).map(([, trouble]) => ({ ...trouble, times: 1 }));
}
