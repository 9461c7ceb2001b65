/** What the fleet knows of whether bKash answers (design rule 17). Times are epoch milliseconds. */
export type Gate =
  | {
      kind: 'open';
      failures: number;
      lastFailureAt: number;
      /** When bKash was first heard again after an outage; absent where there never was one. */
      since?: number;
    }
  | {
      kind: 'closed';
      /** The end of the pause, or of the time that `probe` has to say what it heard. */
      until: number;
      pauseMs: number;
      /** The one caller that is finding out whether bKash is back. */
      probe?: string;
    };

export const healthy: Gate = { kind: 'open', failures: 0, lastFailureAt: 0 };

/** Three failures in a minute are an outage; one is a bad moment. */
const closesAfterFailures = 3;
const forgottenAfterMs = 60_000;

/** Closed for 1 s, then 2 s, 4 s … up to 30 s: after each pause one probe. */
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/**
 * A probe is given up after 5 s, a Query in a request after 10 s: their callers then have time to say so. The consumer's
 * Query, which may take 30 s, can lose its place to another; that costs one Query more.
 */
const probeTimeMs = 15_000;

export type Admission =
  | { kind: 'open' }
  | { kind: 'closed' }
  /** The pause is over: whoever gets to store `next` is the probe, or takes the place of one that died. */
  | { kind: 'probe'; next: Gate };

export function admission(gate: Gate, now: number, caller: string): Admission {
  if (gate.kind === 'open') return { kind: 'open' };
  if (now < gate.until) return { kind: 'closed' };
  return { kind: 'probe', next: { ...gate, probe: caller, until: now + probeTimeMs } };
}

/**
 * After a call that nobody answered. Once closed, only the probe's failure lengthens the pause: the calls that were
 * under way when the outage began bring no news. `closeForMs` closes at once, for at least as long as a first pause.
 */
export function afterFailure(gate: Gate, now: number, told: { by?: string; closeForMs?: number }): Gate {
  if (told.closeForMs !== undefined) return closed(now, Math.max(firstPauseMs, told.closeForMs));
  if (gate.kind === 'open') {
    const failures = now - gate.lastFailureAt > forgottenAfterMs ? 1 : gate.failures + 1;
    return failures < closesAfterFailures
      ? { ...gate, failures, lastFailureAt: now }
      : closed(now, firstPauseMs);
  }
  const isProbe = gate.probe !== undefined && gate.probe === told.by;
  return isProbe ? closed(now, Math.min(longestPauseMs, gate.pauseMs * 2)) : gate;
}

/** After any answer, whoever's call it was: bKash is there. */
export function afterAnswer(gate: Gate, now: number): Gate {
  if (gate.kind === 'closed') return { kind: 'open', failures: 0, lastFailureAt: 0, since: now };
  return gate.failures === 0 ? gate : { ...gate, failures: 0, lastFailureAt: 0 };
}

function closed(now: number, pauseMs: number): Gate {
  return { kind: 'closed', pauseMs, until: now + pauseMs };
}
