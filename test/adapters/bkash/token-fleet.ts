import { vi } from 'vitest';
import type { TokenRenewal, TokenSource } from '../../../shared/adapters/bkash/port.ts';
import { sharedToken } from '../../../shared/adapters/bkash/token.ts';
import type { TokenAnswer, TokenCalls } from '../../../shared/adapters/bkash/token-answer.ts';
import type { TokenRecord, TokenStore } from '../../../shared/adapters/bkash/token-record.ts';
import type { MetricName } from '../../../shared/adapters/telemetry/port.ts';
import { rememberedTelemetry } from '../../fakes/telemetry.ts';

export interface Fleet {
  functions: Array<TokenSource & TokenRenewal>;
  /** Token calls that left, in order. */
  sent: string[];
  reads(): number;
  record(): TokenRecord;
  counted: MetricName[];
  /** What bKash answers; a fresh token when undefined. */
  answers: TokenAnswer | Error | undefined;
  answerAfterMs: number;
  afterWrite: (() => void) | undefined;
}

/** Many function instances around one store and one bKash, all as slow as a network, on the tests' clock. */
export function fleetOf(
  size: number,
  { answers, answerAfterMs = 300 }: { answers?: TokenAnswer | Error; answerAfterMs?: number } = {},
): Fleet {
  let stored: TokenRecord = { version: 0, calls: [] };
  let reads = 0;
  const store: TokenStore = {
    async read() {
      reads += 1;
      await pause(Math.random() * 8);
      return structuredClone(stored);
    },
    async write(next) {
      await pause(Math.random() * 8);
      if (next.version !== stored.version) return { kind: 'conflict', record: structuredClone(stored) };
      stored = structuredClone({ ...next, version: next.version + 1 });
      fleet.afterWrite?.();
      return { kind: 'written', record: structuredClone(stored) };
    },
  };
  const call = async (operation: string): Promise<TokenAnswer> => {
    if (fleet.answers instanceof Error) throw fleet.answers;
    fleet.sent.push(operation);
    const token = `token-${fleet.sent.length}`;
    await pause(fleet.answerAfterMs);
    return fleet.answers ?? { kind: 'granted', token, lifeMs: 3_600_000, refreshToken: `r-${token}` };
  };
  const calls: TokenCalls = { grantToken: () => call('grant'), refreshToken: () => call('refresh') };
  const telemetry = rememberedTelemetry();
  const fleet: Fleet = {
    functions: Array.from({ length: size }, () => sharedToken({ store, calls, telemetry, now: Date.now })),
    sent: [],
    reads: () => reads,
    record: () => structuredClone(stored),
    counted: telemetry.counted,
    answers,
    answerAfterMs,
    afterWrite: undefined,
  };
  return fleet;
}

export function usable(fleet: Fleet, index = 0) {
  return fleet.functions[index]?.usable();
}

export function renew(fleet: Fleet, index: number, token: { value: string; expiresAt: number }) {
  return fleet.functions[index]?.renew(token);
}

/** Lets the tests' clock run until the promise settles. */
export async function settle<T>(promise: Promise<T> | T): Promise<T> {
  let settled = false;
  const outcome = Promise.allSettled([promise]).finally(() => {
    settled = true;
  });
  while (!settled) await vi.advanceTimersByTimeAsync(10);
  const [result] = await outcome;
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
