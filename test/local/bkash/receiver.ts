import { createVerify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Envelope } from '../../../infra/local/bkash/webhook/envelope.ts';

export interface Received {
  headers: IncomingHttpHeaders;
  envelope: Envelope;
}

export interface Receiver {
  url: string;
  received: Received[];
  /** What the next posts are answered with; 200 once the list is used up. */
  answers: number[];
  /** Resolves with the first match, past ones included. */
  next(type: Envelope['Type'], matching?: (envelope: Envelope) => boolean): Promise<Received>;
  close(): Promise<void>;
}

/** In the place of a status: the post is taken and not answered. */
export const never = 0;

/** A merchant's webhook that notes what it gets. */
export async function webhookReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const answers: number[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ headers: request.headers, envelope: JSON.parse(body) });
    const status = answers.shift() ?? 200;
    if (status !== never) response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/bkash`,
    received,
    answers,
    async next(type, matching = () => true) {
      for (let waitedMs = 0; waitedMs < 15_000; waitedMs += 10) {
        const found = received.find(({ envelope }) => envelope.Type === type && matching(envelope));
        if (found) return found;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error(`no ${type} arrived; got ${received.map(({ envelope }) => envelope.Type)}`);
    },
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

/** Brings a confirmation's token back to the simulator, as a merchant's server would bring it to Amazon. */
export async function confirm(simulatorUrl: string, envelope: Envelope): Promise<number> {
  const { search } = new URL(envelope.SubscribeURL ?? '');
  return (await fetch(`${simulatorUrl}/${search}`)).status;
}

/** Amazon's documented check, written out here apart from the signer. */
export function isGenuine(envelope: Envelope, certificate: string): boolean {
  const { Message, MessageId, Timestamp, TopicArn, Type, SubscribeURL, Token } = envelope;
  const lines =
    Type === 'Notification'
      ? ['Message', Message, 'MessageId', MessageId]
      : ['Message', Message, 'MessageId', MessageId, 'SubscribeURL', SubscribeURL];
  lines.push('Timestamp', Timestamp);
  if (Type !== 'Notification') lines.push('Token', Token);
  lines.push('TopicArn', TopicArn, 'Type', Type);
  const verify = createVerify(envelope.SignatureVersion === '1' ? 'RSA-SHA1' : 'RSA-SHA256');
  return verify.update(`${lines.join('\n')}\n`).verify(certificate, envelope.Signature, 'base64');
}
