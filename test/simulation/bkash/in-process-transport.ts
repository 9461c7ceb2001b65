import type { HttpOutcome } from '../../../infra/local/bkash/http.ts';
import type { Answer, PathTransport } from '../../../shared/adapters/bkash/transport.ts';
import { jsonFrom } from '../../../shared/adapters/json-from.ts';
import type { InProcessBkash } from './in-process.ts';

/** What the caller of a real connection would have seen; undefined: nothing, until he gives up. */
export function answerOf(outcome: HttpOutcome): Answer | undefined {
  if ('broken' in outcome) {
    return outcome.broken === 'silence' ? undefined : { kind: 'lost', reason: 'connection_lost' };
  }
  const body = jsonFrom(outcome.body);
  return body === undefined
    ? { kind: 'lost', reason: 'not_json' }
    : { kind: 'answered', status: outcome.status, body };
}

/** The adapters' wire without a wire. `abort` resolves when a caller gives up; at once, unless the world has a clock. */
export function inProcessTransport(
  bkash: Pick<InProcessBkash, 'answer'>,
  abort: (afterMs: number) => Promise<void> = async () => {},
): PathTransport {
  async function send(
    request: Parameters<InProcessBkash['answer']>[0],
    abortAfterMs: number,
  ): Promise<Answer> {
    const answer = answerOf(await bkash.answer(request));
    if (answer) return answer;
    await abort(abortAfterMs);
    return { kind: 'lost', reason: 'timeout' };
  }
  return {
    post: (path, headers, body, abortAfterMs) =>
      send({ method: 'POST', path, headers, body: JSON.stringify(body) }, abortAfterMs),
    call: (method, path, headers, abortAfterMs) => send({ method, path, headers, body: '' }, abortAfterMs),
  };
}
