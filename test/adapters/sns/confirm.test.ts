import { describe, expect, it } from 'vitest';
import { subscriptionConfirmer } from '../../../shared/adapters/sns/confirm.ts';
import { certificateHost, pinned } from './certificate-host.ts';
import { topicArn } from './signer.ts';

const yes = () => new Response('<ConfirmSubscriptionResponse/>');

describe('the confirmation of a subscription', () => {
  it("asks Amazon's address of the pinned topic's region, for the pinned topic", async () => {
    const amazon = certificateHost(yes);
    await subscriptionConfirmer(pinned, amazon.fetcher).confirm('a token&TopicArn=other');
    expect(amazon.asked).toHaveLength(1);
    const url = new URL(amazon.asked[0] ?? '');
    expect(url.origin + url.pathname).toBe('https://sns.ap-southeast-1.amazonaws.com/');
    expect([...url.searchParams]).toEqual([
      ['Action', 'ConfirmSubscription'],
      ['TopicArn', topicArn],
      ['Token', 'a token&TopicArn=other'],
    ]);
    expect(amazon.options[0]).toMatchObject({ redirect: 'error', signal: expect.any(AbortSignal) });
  });

  it('goes to the local origin on stage local', async () => {
    const simulator = certificateHost(yes);
    const local = { ...pinned, stage: 'local', certificateOrigin: 'http://127.0.0.1:3002' };
    await subscriptionConfirmer(local, simulator.fetcher).confirm('t');
    expect(new URL(simulator.asked[0] ?? '').origin).toBe('http://127.0.0.1:3002');
  });

  it('fails when Amazon does not say yes, so that it asks again', async () => {
    const amazon = certificateHost(() => new Response('', { status: 400 }));
    await expect(subscriptionConfirmer(pinned, amazon.fetcher).confirm('t')).rejects.toThrow(/answered 400/);
  });

  it('fails where no topic is pinned', async () => {
    const { topicArn: _, ...unpinned } = pinned;
    await expect(subscriptionConfirmer(unpinned, fetch).confirm('t')).rejects.toThrow(/no topic/);
  });
});
