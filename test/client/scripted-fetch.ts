import type { Time } from '../../shared/client/src/time.ts';

type Scripted = { status: number; body?: unknown; text?: string } | 'refused' | 'silent';

export interface SentRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: unknown;
  redirect: string | undefined;
}

/** A `fetch` that does what its script says, the last line of it for ever; and what it was asked. */
export function scriptedFetch(script: Scripted[]) {
  const sent: SentRequest[] = [];
  const answering = async (url: unknown, init: RequestInit = {}): Promise<Response> => {
    const scripted = script[Math.min(sent.length, script.length - 1)];
    sent.push({
      url: String(url),
      method: init.method ?? 'GET',
      headers: init.headers as Record<string, string>,
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      redirect: init.redirect,
    });
    if (scripted === 'refused') throw refused();
    if (scripted === 'silent' || scripted === undefined) return unanswered(init.signal);
    return new Response(scripted.text ?? JSON.stringify(scripted.body), { status: scripted.status });
  };
  return { fetch: answering as typeof fetch, sent };
}

/** As Node's own fetch says it. */
function refused(): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code: 'ECONNREFUSED' }) });
}

function unanswered(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason);
    signal?.addEventListener('abort', () => reject(signal.reason));
  });
}

/** A clock that jumps over every pause, and keeps them; a loop without an end is an error and no hanging test. */
export function jumpingTime(random = 0.5): Time & { pauses: number[] } {
  const pauses: number[] = [];
  let now = 0;
  return {
    pauses,
    now: () => now,
    random: () => random,
    sleep: async (ms) => {
      pauses.push(ms);
      if (pauses.length > 1_000) throw new Error('A thousand pauses: what is tested has no end.');
      now += ms;
    },
  };
}
