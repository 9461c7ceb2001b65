import type { PinnedTopic } from '../../../shared/adapters/sns/verify.ts';
import { certificateUrl, topicArn } from './signer.ts';

export const pinned: PinnedTopic = { stage: 'live', webhooks: 'on', topicArn };

/** A stand-in for the network: serves one certificate at its address and remembers every address it was asked. */
export function certificateHost(answer: string | (() => Response | Promise<Response>)) {
  const asked: string[] = [];
  const options: (RequestInit | undefined)[] = [];
  const fetcher: typeof fetch = async (input, init) => {
    asked.push(String(input));
    options.push(init);
    if (typeof answer !== 'string') return answer();
    const isItsAddress = new URL(asked.at(-1) ?? '').pathname === new URL(certificateUrl).pathname;
    return isItsAddress ? new Response(answer) : new Response('', { status: 404 });
  };
  return { asked, options, fetcher };
}
