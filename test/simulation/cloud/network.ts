import type { HttpRequest } from '../../../infra/local/bkash/http.ts';
import type { Answer, PathTransport } from '../../../shared/adapters/bkash/transport.ts';
import type { InProcessBkash } from '../bkash/in-process.ts';
import { answerOf } from '../bkash/in-process-transport.ts';
import { type MerchantCall, merchantCallOf } from '../bkash/merchant-call.ts';
import type { Ground, Instance } from './instance.ts';

/** One call to bKash, as the oracle follows it. */
export interface BkashCall extends MerchantCall {
  by: Instance;
  sentAt: number;
}

export interface CallWatch {
  sent(call: BkashCall): void;
  /** The caller lives and has this in its hand. */
  answered(call: BkashCall, answer: Answer): void;
}

/** bKash, its moods, and whoever listens. */
export interface BkashSide {
  bkash: InProcessBkash;
  calls: CallWatch;
  /** What bKash itself does wrong with a call, drawn anew for each. */
  disturb(call: BkashCall): void;
  /** The host that is called takes no connection. */
  isRefusing(call: BkashCall): boolean;
}

/** How long bKash and the way to it take, each way. */
const wayMs = [40, 450] as const;
const refusedMs = [1, 40] as const;
/** Longer than some callers wait. */
const slowMs = [2_000, 29_000] as const;

/** A container's connections to bKash. Nothing is ever sent twice here: only our own code repeats a call. */
export function networkOf(
  instance: Instance,
  { timeline, random, faults, chronicle }: Ground,
  { bkash, calls, disturb, isRefusing }: BkashSide,
): PathTransport {
  const send = (request: Omit<HttpRequest, 'query'>, abortAfterMs: number) =>
    new Promise<Answer>((resolve) => {
      if (instance.isDead) return;
      const call = { ...merchantCallOf(request), by: instance, sentAt: timeline.now };
      const fault = faults.draw();
      const host = call.product === 'checkout' ? 'bkash.in-page' : 'bkash';
      const site = `${host}.${call.operation}${fault ? ` [${fault}]` : ''}`;
      if (fault === 'crash_before') return instance.crash();
      const isOpened = !isRefusing(call) && (fault !== 'drop_before' || random.chance(0.5));
      if (isOpened) calls.sent(call);

      let isSettled = false;
      const settle = (answer: Answer, detail: string) => {
        if (isSettled) return;
        isSettled = true;
        abort.act = undefined;
        instance.resume(() => {
          chronicle.note(instance.name, site, detail.length, () => `${call.paymentId ?? ''} ${detail}`);
          calls.answered(call, answer);
          resolve(answer);
        });
      };
      const abort = timeline.after(abortAfterMs, () =>
        settle({ kind: 'lost', reason: 'timeout' }, 'timeout'),
      );

      if (!isOpened) {
        const unreachable = { kind: 'unreachable' } as const;
        return void timeline.after(random.within(refusedMs), () => settle(unreachable, 'unreachable'));
      }
      if (fault === 'drop_before') return;
      if (fault === 'throttle') {
        const answer = { kind: 'answered', status: 429, body: { message: 'Too Many Requests' } } as const;
        return void timeline.after(random.within(wayMs), () => settle(answer, '429'));
      }
      const thereMs = random.within(fault === 'reorder' ? slowMs : wayMs);
      const backMs = random.within(fault === 'delay' ? slowMs : wayMs);
      timeline.after(thereMs, async () => {
        disturb(call);
        const answering = bkash.answer(request);
        bkash.faults.clear();
        const outcome = await answering;
        if (fault === 'crash_after') return instance.crash();
        const answer = answerOf(outcome);
        if (!answer) return;
        const told =
          fault === 'apply_then_drop' ? ({ kind: 'lost', reason: 'connection_lost' } as const) : answer;
        timeline.after(backMs, () =>
          settle(told, JSON.stringify('broken' in outcome ? outcome : outcome.body)),
        );
      });
    });
  return {
    post: (path, headers, body, abortAfterMs) =>
      send({ method: 'POST', path, headers, body: JSON.stringify(body) }, abortAfterMs),
    call: (method, path, headers, abortAfterMs) => send({ method, path, headers, body: '' }, abortAfterMs),
  };
}
