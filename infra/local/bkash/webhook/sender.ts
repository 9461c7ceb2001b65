import { type Envelope, type Signer, signConfirmation, signNotification } from './envelope.ts';
import type { Outbox, Waiting } from './outbox.ts';

/** SNS's own policy for HTTP: three retries, 20 s apart, then the message is dropped (`bkash-api.md` section 6.4). */
const retries = 3;
const retryAfterMs = 20_000;

/**
 * A subscription that is not confirmed yet is asked from every second to every 20 s: the merchant's server may
 * start after we do. Gentler than dropping it, as Amazon would, because nobody here can press "request confirmation".
 */
const confirmationTries = 20;

const answerWithinMs = 15_000;
const sendingAtOnce = 8;
/** A clock that was moved is noticed within this time even if nobody tells. */
const lookAgainMs = 1_000;

export interface WebhookSender {
  /** Looks for due messages now. */
  wake(): void;
  close(): Promise<void>;
}

/**
 * Delivers what the outbox holds, as SNS does: at least once, unordered, a refusal (4xx) for good, anything else
 * again later. What was being sent when the process died is sent again after it.
 */
export function startWebhookSender(outbox: Outbox, signer: Signer, now: () => number): WebhookSender {
  const sending = new Map<number, Promise<void>>();
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  wake();
  return {
    wake,
    async close() {
      stop.abort();
      clearTimeout(timer);
      await Promise.allSettled(sending.values());
    },
  };

  function wake(): void {
    if (stop.signal.aborted) return;
    clearTimeout(timer);
    for (const waiting of outbox.due(now(), sendingAtOnce)) {
      if (sending.size >= sendingAtOnce || sending.has(waiting.sequence)) continue;
      const delivery = deliver(waiting).finally(() => {
        sending.delete(waiting.sequence);
        wake();
      });
      sending.set(waiting.sequence, delivery);
    }
    const nextDueAt = outbox.nextDueAt();
    if (nextDueAt === undefined) return;
    timer = setTimeout(wake, Math.min(lookAgainMs, Math.max(10, nextDueAt - now())));
  }

  async function deliver(waiting: Waiting): Promise<void> {
    const url = outbox.address();
    if (url === undefined) return outbox.finish(waiting.sequence, 'undelivered', now());
    const envelope = waiting.envelope ?? sealed(waiting);
    const status = await post(url, envelope, stop.signal);
    // Closing down aborted it: it stays as it was and goes out again after the restart.
    if (stop.signal.aborted) return;
    if (waiting.type === 'SubscriptionConfirmation') return afterConfirmation(waiting, status);
    const accepted = status >= 200 && status < 300;
    if (accepted) return outbox.finish(waiting.sequence, 'delivered', now());
    if (isRefusal(status) || waiting.tries >= retries)
      return outbox.finish(waiting.sequence, 'undelivered', now());
    outbox.postpone(waiting.sequence, now() + retryAfterMs);
  }

  function sealed(waiting: Waiting): Envelope {
    const { type, message, at, sequence, disguise } = waiting;
    const envelope =
      type === 'Notification'
        ? signNotification(signer, message, at, disguise)
        : signConfirmation(signer, message, at);
    outbox.keepEnvelope(sequence, envelope);
    return envelope;
  }

  /** Only the token's return confirms, which also removes this message; a mere 200 does not. */
  function afterConfirmation(waiting: Waiting, status: number): void {
    const givenUp = isRefusal(status) || waiting.tries >= confirmationTries;
    if (givenUp) outbox.finish(waiting.sequence, 'undelivered', now());
    else outbox.postpone(waiting.sequence, now() + Math.min(retryAfterMs, 1_000 * 2 ** waiting.tries));
  }
}

/** "4xx answers other than 429 are permanent" (`bkash-api.md` section 6.4). */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 429;
}

/** The HTTP status; 0 for no answer at all. */
async function post(url: string, envelope: Envelope, closing: AbortSignal): Promise<number> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'text/plain; charset=UTF-8',
        'user-agent': 'Amazon Simple Notification Service Agent',
        'x-amz-sns-message-type': envelope.Type,
        'x-amz-sns-message-id': envelope.MessageId,
        'x-amz-sns-topic-arn': envelope.TopicArn,
      },
      body: JSON.stringify(envelope),
      signal: AbortSignal.any([closing, AbortSignal.timeout(answerWithinMs)]),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return 0;
  }
}
