import type { SubscriptionConfirmer } from './port.ts';
import { certificateOriginOf, type PinnedTopic, regionOf } from './verify.ts';

/**
 * Confirms the subscription of the pinned topic by an address we build from our own configuration. The envelope's
 * `SubscribeURL` is never followed: it would let a stranger choose where this function calls.
 */
export function subscriptionConfirmer(
  pinned: PinnedTopic,
  fetcher: typeof fetch = fetch,
): SubscriptionConfirmer {
  const { topicArn } = pinned;
  if (topicArn === undefined) return { confirm: () => Promise.reject(new Error('no topic is pinned')) };
  const origin = certificateOriginOf(pinned) ?? `https://sns.${regionOf(topicArn)}.amazonaws.com`;

  return {
    async confirm(token) {
      const query = new URLSearchParams({ Action: 'ConfirmSubscription', TopicArn: topicArn, Token: token });
      const response = await fetcher(`${origin}/?${query}`, {
        redirect: 'error',
        signal: AbortSignal.timeout(abortAfterMs),
      });
      await response.body?.cancel();
      if (response.status !== 200)
        throw new Error(`SNS answered ${response.status} to the confirmation of ${topicArn}`);
    },
  };
}

/** SNS waits 15 s for our own answer, and asks again when it got none. */
const abortAfterMs = 5_000;
