import { errorOf, PaymentError } from './payment-error.ts';
import { maxTries, mayRepeat, pauseMs } from './retry.ts';
import { realTime, type Time } from './time.ts';

export interface ConnectionOptions {
  /** The payment API, e.g. `https://pay.shop.example`; plain http only to this machine. */
  baseUrl: string;
  /** For one try; 30 000 unless said otherwise, when API Gateway gives up as well. */
  timeoutMs?: number;
  /** For one call, all tries and pauses together; 45 000 unless said otherwise. */
  deadlineMs?: number;
  /** For tests and special transports. */
  fetch?: typeof fetch;
  time?: Time;
}

export interface CallOptions {
  /** Ends the call at once; it then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

interface Call extends CallOptions {
  method: 'GET' | 'POST';
  path: string;
  body?: unknown;
  /** Sending it twice is the same as sending it once. */
  isRepeatable: boolean;
}

export type Ask = <T>(call: Call) => Promise<T>;

/**
 * One way to the API, with one credential. The credential stays in this closure: it is in no object that could be
 * printed, and in no error.
 *
 * @throws TypeError at once for an address or a credential that cannot be right
 */
export function connect(options: ConnectionOptions, credential: string): Ask {
  const { timeoutMs = 30_000, deadlineMs = 45_000, fetch: send = fetch, time = realTime } = options;
  const base = checkedBase(options.baseUrl);
  // A line break in a header would be quoted in the error of whoever refuses it.
  if (!/^[\x21-\x7e]+$/.test(credential)) throw new TypeError('The key or token is empty or malformed.');

  return async (call) => {
    const giveUpAt = time.now() + deadlineMs;
    for (let tries = 1; ; tries += 1) {
      const outcome = await tryOnce(call, Math.min(timeoutMs, giveUpAt - time.now()));
      if (!(outcome instanceof PaymentError)) return outcome.answer as never;
      if (tries === maxTries || !mayRepeat(outcome, call.isRepeatable)) throw outcome;
      const pause = pauseMs(tries, time.random());
      if (time.now() + pause >= giveUpAt) throw outcome;
      await time.sleep(pause, call.signal);
    }
  };

  async function tryOnce(call: Call, withinMs: number): Promise<{ answer: unknown } | PaymentError> {
    call.signal?.throwIfAborted();
    const timeout = AbortSignal.timeout(withinMs);
    try {
      const response = await send(`${base}${call.path}`, {
        method: call.method,
        headers: {
          authorization: `Bearer ${credential}`,
          ...(call.body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
        signal: call.signal ? AbortSignal.any([call.signal, timeout]) : timeout,
        // No route that a program calls redirects; a key must not follow one that somebody put in the way.
        redirect: 'error',
      });
      return read(response.status, await response.text());
    } catch (cause) {
      call.signal?.throwIfAborted();
      return new PaymentError('no_answer', `No answer to ${call.method} ${call.path}: ${nameOf(cause)}.`);
    }
  }
}

function read(status: number, text: string): { answer: unknown } | PaymentError {
  const body = parsed(text);
  if (status < 200 || status > 299) return errorOf(status, body);
  if (typeof body === 'object' && body !== null) return { answer: body };
  return new PaymentError('unreadable_answer', `HTTP ${status} without a JSON object.`, { status });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checkedBase(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const isHere = url && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const isSafe = url && (url.protocol === 'https:' || (url.protocol === 'http:' && isHere));
  if (!isSafe || url.username || url.search || url.hash) {
    throw new TypeError('baseUrl must be an https address such as https://pay.shop.example.');
  }
  return url.href.replace(/\/+$/, '');
}

/** `ECONNREFUSED`, `TimeoutError`: a name only, since nobody knows what a transport puts into its messages. */
function nameOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown';
  const inner = cause.cause;
  return inner instanceof Error && 'code' in inner ? String(inner.code) : cause.name;
}
