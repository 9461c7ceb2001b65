import { randomUUID } from 'node:crypto';
import { callForToken, type SharedTokenOptions } from './call-for-token.ts';
import { type BkashToken, hasLife, type TokenRenewal, type TokenSource } from './port.ts';
import {
  lastResort,
  type Plan,
  planCall,
  type TokenRecord,
  usableToken,
  withRejected,
} from './token-record.ts';

/** How long a caller without a token may wait for one (design rule 17). */
const waitBudgetMs = 5_000;
/** A grant takes some hundred milliseconds. The pauses double, with jitter, so that a thousand do not look at once. */
const firstPauseMs = 100;
const longestPauseMs = 800;
/** Every conflict means that somebody else got something done, so this many in a row do not happen. */
const mostConflicts = 20;

/**
 * One token for the whole fleet: kept in the store, and in this process until it is about to expire.
 *
 *     no usable token     A ── lease and ledger entry, one write ──► token call ──► store the token
 *                         B ── finds the lease taken ── pause ── look ── pause ── look ──► the same token
 *
 * `usable` and `rejected` throw only when the store or the secret cannot be read.
 */
export function sharedToken(options: SharedTokenOptions): TokenSource & TokenRenewal {
  const { store, telemetry, now, sleep = realSleep, random = Math.random } = options;
  let cached: BkashToken | undefined;
  let obtaining: Promise<BkashToken | undefined> | undefined;

  async function obtain(): Promise<BkashToken | undefined> {
    const deadline = now() + waitBudgetMs;
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      const { record, plan } = await lookOrCall(deadline);
      cached = usableToken(record, now());
      const leftMs = deadline - now();
      if (cached) return cached;
      if (plan === 'not_now' || leftMs <= 0) {
        const rejected = lastResort(record, now());
        if (plan === 'not_now' && !rejected) telemetry.event('TokenRefused', { reason: plan });
        return rejected;
      }
      await sleep(Math.min(pauseMs * (0.5 + random()), leftMs));
    }
  }

  /** What is stored now; if that is no usable token and nobody is calling, after making the call. */
  async function lookOrCall(deadline: number): Promise<{ record: TokenRecord; plan?: Plan['kind'] }> {
    const record = await store.read();
    if (usableToken(record, now())) return { record };
    const plan = planCall(record, now(), randomUUID());
    if (plan.kind !== 'call') return { record, plan: plan.kind };
    const taken = await store.write(plan.next);
    if (taken.kind === 'conflict') return { record: taken.record };
    // The call outlives this caller's patience: whoever asks next finds its token stored.
    const called = callForToken(options, taken.record, plan.lease, 'on_demand');
    return { record: (await within(called, deadline - now(), sleep)) ?? taken.record };
  }

  return {
    async usable() {
      if (cached && hasLife(cached, now())) return cached;
      obtaining ??= obtain().finally(() => {
        obtaining = undefined;
      });
      return obtaining;
    },

    async lastKnown() {
      const { token } = await store.read();
      return token && { value: token.value, expiresAt: token.rejected ? 0 : token.expiresAt };
    },

    async rejected(token) {
      if (cached?.value === token.value) cached = undefined;
      let record = await store.read();
      for (let conflicts = 0; conflicts < mostConflicts; conflicts += 1) {
        const next = withRejected(record, token, now());
        if (!next) return;
        const written = await store.write(next);
        if (written.kind === 'written') return;
        record = written.record;
      }
    },

    async stored() {
      return usableToken(await store.read(), now());
    },

    async renew(token) {
      const record = await store.read();
      if (usableToken(record, now())?.value !== token.value) return 'superseded';
      const plan = planCall(record, now(), randomUUID());
      if (plan.kind !== 'call') return plan.kind;
      const taken = await store.write(plan.next);
      if (taken.kind === 'conflict') return 'busy';
      const after = await callForToken(options, taken.record, plan.lease, 'renewal');
      const renewed = usableToken(after, now());
      return renewed && renewed.value !== token.value ? 'renewed' : 'failed';
    },
  };
}

type Sleep = NonNullable<SharedTokenOptions['sleep']>;

/** The outcome, or undefined once the time is over; the promise itself goes on. */
async function within<T>(promise: Promise<T>, ms: number, sleep: Sleep): Promise<T | undefined> {
  promise.catch(() => {});
  const over = new AbortController();
  const timeUp = sleep(Math.max(0, ms), over.signal).then(() => undefined);
  return Promise.race([promise, timeUp]).finally(() => over.abort());
}

const realSleep: Sleep = (ms, over) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    over?.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
