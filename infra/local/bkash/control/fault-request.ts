import { poishaFromBkash } from '../../../../shared/domain/money.ts';
import {
  type CallFault,
  callFaults,
  type Fault,
  type WebhookFault,
  webhookFaults,
} from '../machine/faults.ts';
import { operations } from '../machine/operations.ts';

/** The fault, or in one sentence why there is none. */
export type FaultRequest = { fault: Fault } | { error: string };

const targets: readonly string[] = [...operations, 'webhook', '*'];
/** Faults that are about time wait a while even where nobody said how long. */
const usualDelayMs: Partial<Record<CallFault, number>> = { slow: 3_000, commit_late: 5_000 };
const longestDelayMs = 24 * 60 * 60 * 1000;

/** Reads `{operation, fault, times?, delayMs?, code?, amount?}` of contract section 4. */
export function readFault(body: Record<string, unknown> | undefined): FaultRequest {
  if (!body) return { error: 'expected {operation, fault, times?, delayMs?, code?, amount?}' };
  const { operation, fault, times, delayMs, code, amount } = body;
  if (!isOneOf(targets, operation)) return { error: `operation must be one of ${targets.join(', ')}` };
  const isWebhookFault = isOneOf<string>(webhookFaults, fault);
  const faults: readonly string[] = operation === 'webhook' ? webhookFaults : callFaults;
  const fits = isOneOf(faults, fault) || (operation === '*' && isWebhookFault);
  if (!fits) return { error: `fault of ${operation} must be one of ${faults.join(', ')}` };
  if (times !== undefined && !isWhole(times, 1, 1_000_000))
    return { error: 'times must be a whole number, 1 or more' };
  if (delayMs !== undefined && !isWhole(delayMs, 0, longestDelayMs))
    return { error: 'delayMs must be a whole number of milliseconds, a day at most' };
  if (code === undefined ? fault === 'code' : !/^[0-9]{3,4}$/.test(String(code)))
    return { error: "code must be one of bKash's: three or four digits" };
  if (amount === undefined ? fault === 'amount' : poishaFromBkash(String(amount)) === undefined)
    return { error: 'amount must be taka with two decimals at most, such as "1050.00"' };
  const waitMs = delayMs ?? usualDelayMs[fault as CallFault];
  return {
    fault: {
      operation: (isWebhookFault ? 'webhook' : operation) as Fault['operation'],
      fault: fault as CallFault | WebhookFault,
      ...(times === undefined ? {} : { times }),
      ...(waitMs === undefined ? {} : { delayMs: waitMs }),
      ...(code === undefined ? {} : { code: String(code) }),
      ...(amount === undefined ? {} : { amount: String(amount) }),
    },
  };
}

function isOneOf<T extends string>(list: readonly T[], value: unknown): value is T {
  return (list as readonly unknown[]).includes(value);
}

function isWhole(value: unknown, from: number, to: number): value is number {
  return Number.isInteger(value) && (value as number) >= from && (value as number) <= to;
}
