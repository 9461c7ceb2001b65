import type { Answer, PathTransport } from '../../../shared/adapters/bkash/transport.ts';
import type { InProcessBkash } from '../bkash/in-process.ts';
import { answerOf } from '../bkash/in-process-transport.ts';
import { merchantCallOf } from '../bkash/merchant-call.ts';
import type { Container } from './container.ts';
import type { Premises } from './room.ts';

/** bKash's own limit, and what is under way until then. */
const executeLimitMs = 31_000;

/** bKash's usual time for a call. */
const latencyMs = 400;

/** The wire to bKash: what was sent is acted on, whether or not its sender lives to hear of it. */
export function wireOf({ timeline, bkash, executed }: Premises, container: Container): PathTransport {
  function send(request: Parameters<InProcessBkash['answer']>[0], abortAfterMs: number): Promise<Answer> {
    const { product, operation, paymentId = '' } = merchantCallOf(request);
    return container.call(`bkash${product === 'checkout' ? '.in-page' : ''}.${operation}`, () => {
      const at = timeline.now;
      const answer = new Promise<Answer>((resolve) => {
        const abort = timeline.after(abortAfterMs, () => resolve({ kind: 'lost', reason: 'timeout' }));
        bkash.answer(request).then((outcome) => {
          const isTurnedAway = 'status' in outcome && outcome.status === 401;
          const overAt = 'broken' in outcome ? at + executeLimitMs : timeline.now;
          if (operation === 'execute' && !isTurnedAway) executed({ paymentId, at, overAt });
          const told = answerOf(outcome);
          if (!told) return;
          timeline.after(latencyMs, () => {
            abort.act = undefined;
            resolve(told);
          });
        });
      });
      // A request that arrived is acted on by then; what bKash does late, it does by its own clock.
      return { answer, isDone: Promise.resolve() };
    });
  }
  return {
    post: (path, headers, body, abortAfterMs) =>
      send({ method: 'POST', path, headers, body: JSON.stringify(body) }, abortAfterMs),
    call: (method, path, headers, abortAfterMs) => send({ method, path, headers, body: '' }, abortAfterMs),
  };
}
