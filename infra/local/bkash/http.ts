import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface HttpReply {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export type HttpHandler = (request: HttpRequest) => HttpReply | Promise<HttpReply>;

/** Far above anything bKash or its customers send. */
const maxBodyBytes = 64 * 1024;

/**
 * One loopback server. Port 0 picks a free one. A handler that throws is our own fault: 500, one line on stderr,
 * never the request's content.
 */
export async function listen(port: number, handler: HttpHandler): Promise<{ server: Server; port: number }> {
  const server = createServer(async (incoming, outgoing) => {
    const reply = await answer(incoming, handler);
    outgoing.writeHead(reply.status, { 'cache-control': 'no-store', ...reply.headers });
    outgoing.end(reply.body);
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

async function answer(incoming: IncomingMessage, handler: HttpHandler): Promise<HttpReply> {
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
