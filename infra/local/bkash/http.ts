import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A body as JSON, sent or received: a dialect knows its fields. */
export type Body = Record<string, unknown>;

export interface HttpReply {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * What becomes of a connection in the place of a whole answer: nothing, until the caller leaves; a reset; or a
 * body that ends before its announced length.
 */
export type BrokenReply = { broken: 'silence' | 'reset' } | { broken: 'truncated'; whole: HttpReply };

export type HttpOutcome = HttpReply | BrokenReply;

export type HttpHandler = (request: HttpRequest) => HttpOutcome | Promise<HttpOutcome>;

/** Far above anything bKash or its customers send. */
const maxBodyBytes = 64 * 1024;

/** bKash's callers leave after 30 s; one that has not left after this long is not waiting any more. */
const longestSilenceMs = 120_000;

/**
 * One loopback server. Port 0 picks a free one. A handler that throws is our own fault: 500, one line on stderr,
 * never the request's content.
 */
export async function listen(
  port: number,
  handler: HttpHandler,
  silenceMs: number = longestSilenceMs,
): Promise<{ server: Server; port: number }> {
  const server = createServer(async (incoming, outgoing) => {
    const outcome = await answer(incoming, handler);
    if ('broken' in outcome) return breakOff(outcome, outgoing, silenceMs);
    outgoing.writeHead(outcome.status, { 'cache-control': 'no-store', ...outcome.headers });
    outgoing.end(outcome.body);
  });
  // Node's own 5 s end a connection just as a busy client sends on it again; load balancers keep them a minute.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

export function json(status: number, body: unknown): HttpReply {
  return { status, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

/** The parsed object; undefined for anything that is not a JSON object. */
export function jsonObject(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

async function answer(incoming: IncomingMessage, handler: HttpHandler): Promise<HttpOutcome> {
  try {
    const body = await bodyOf(incoming);
    if (body === undefined) return json(413, { message: 'Request Too Long' });
    const url = new URL(incoming.url ?? '/', 'http://simulator');
    const { pathname: path, searchParams: query } = url;
    return await handler({ method: incoming.method ?? 'GET', path, query, headers: incoming.headers, body });
  } catch (error) {
    console.error(`bkash simulator: ${incoming.method} failed:`, error);
    return json(500, { message: 'Internal server error' });
  }
}

function breakOff(outcome: BrokenReply, outgoing: ServerResponse, silenceMs: number): void {
  switch (outcome.broken) {
    case 'silence': {
      const hangUp = setTimeout(() => outgoing.destroy(), silenceMs).unref();
      outgoing.once('close', () => clearTimeout(hangUp));
      return;
    }
    case 'reset':
      return void outgoing.socket?.resetAndDestroy();
    case 'truncated': {
      const { status, headers, body } = outcome.whole;
      outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
      // Ended, not destroyed, below the response: what was written must reach the caller first.
      outgoing.write(body.slice(0, body.length / 2), () => outgoing.socket?.end());
    }
  }
}

async function bodyOf(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Read on without keeping, so that the caller hears the answer instead of a broken pipe.
    if (bytes <= maxBodyBytes) chunks.push(chunk);
  }
  return bytes > maxBodyBytes ? undefined : Buffer.concat(chunks).toString('utf8');
}
