import { createServer, request as forward } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listen } from '../../../infra/local/listen.ts';

/** What is counted: the two calls that name a payment. */
type Call = 'execute' | 'query';

/**
 * A listener between the handlers and bKash, who passes everything on as it is, silence included, and counts which
 * payment was executed and asked about how often: the simulator counts calls, not whose they were.
 */
export async function overhear(bkashUrl: string) {
  const calls: Record<Call, Map<string, number>> = { execute: new Map(), query: new Map() };
  const server = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming);
    note(incoming.url ?? '', body.toString());
    const { method, headers } = incoming;
    const passedOn = forward(`${bkashUrl}${incoming.url}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(outgoing);
    });
    passedOn.on('error', () => outgoing.destroy());
    // A caller that leaves is not waited for any more.
    outgoing.once('close', () => passedOn.destroy());
    passedOn.end(body);
  });
  const { url, close } = await listen(server, 0, 'the listener');
  return { url, close, calls };

  function note(path: string, body: string): void {
    const call = (['execute', 'query'] as const).find((one) => path.includes(`/${one}`));
    if (!call) return;
    const { paymentId = '', paymentID = paymentId } = JSON.parse(body) as Record<string, string>;
    calls[call].set(paymentID, (calls[call].get(paymentID) ?? 0) + 1);
  }
}
