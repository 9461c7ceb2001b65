import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type LocalServer, listen } from '../listen.ts';
import { type Cors, preflightHeaders, responseHeaders } from './cors.ts';
import type { FunctionPool } from './function-pool.ts';
import { eventOf } from './http-event.ts';
import { gatewayAnswer, type HttpResponse, responseOf } from './http-response.ts';
import { matchRoute, type Route } from './routes.ts';

/** API Gateway's quotas for HTTP APIs. */
const maxBodyBytes = 10 * 1024 * 1024;
const maxHeaderBytes = 10_240;

export interface HttpApi {
  routes: Route[];
  cors: Cors | undefined;
}

/**
 * API Gateway's HTTP API for the template's routes. Throttles of the stage are not applied: they protect a shared
 * account, and a load test on one machine is meant to reach the functions.
 */
export function startHttpApi(
  port: number,
  api: HttpApi,
  pool: FunctionPool,
  now: () => number,
): Promise<LocalServer> {
  const server = createServer({ maxHeaderSize: maxHeaderBytes }, (request, response) => {
    answer(request, api, pool, now)
      .catch(() => gatewayAnswer(500))
      .then((result) => send(request, response, result, api.cors));
  });
  return listen(server, port, 'the payment API');
}

async function answer(
  request: IncomingMessage,
  api: HttpApi,
  pool: FunctionPool,
  now: () => number,
): Promise<HttpResponse> {
  const method = request.method ?? 'GET';
  if (api.cors && method === 'OPTIONS') {
    return {
      status: 204,
      headers: preflightHeaders(api.cors, request.headers.origin),
      body: Buffer.alloc(0),
    };
  }
  const match = matchRoute(api.routes, method, (request.url ?? '/').split('?')[0] ?? '/');
  if (!match) return gatewayAnswer(404);
  const body = await bodyOf(request);
  if (!body) return gatewayAnswer(413);
  const event = eventOf(request, body, match, new Date(now()));
  return await withinTimeout(invoke(pool, match.route.functionName, event), match.route.timeoutMs);
}

async function invoke(pool: FunctionPool, functionName: string, event: unknown): Promise<HttpResponse> {
  const outcome = await pool.invoke(functionName, event);
  return (outcome.ok ? responseOf(outcome.payload) : undefined) ?? gatewayAnswer(500);
}

/** The caller gets 503; the function runs on, as on AWS. */
async function withinTimeout(work: Promise<HttpResponse>, timeoutMs: number): Promise<HttpResponse> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<HttpResponse>((resolve) => {
    timer = setTimeout(() => resolve(gatewayAnswer(503)), timeoutMs);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** @returns undefined when the body is over API Gateway's limit */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes <= maxBodyBytes) chunks.push(chunk as Buffer);
  }
  return bytes > maxBodyBytes ? undefined : Buffer.concat(chunks);
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  result: HttpResponse,
  cors: Cors | undefined,
): void {
  if (response.destroyed) return;
  const isPreflight = cors !== undefined && request.method === 'OPTIONS';
  const own = cors
    ? result.headers.filter(([name]) => isPreflight || !name.startsWith('access-control-'))
    : result.headers;
  const added = cors && !isPreflight ? responseHeaders(cors, request.headers.origin) : [];
  const rows = [...own.filter(([name]) => name !== 'content-length'), ...added];
  if (result.status !== 204) rows.push(['content-length', String(result.body.length)]);
  response.writeHead(result.status, rows.flat());
  response.end(result.body);
}
