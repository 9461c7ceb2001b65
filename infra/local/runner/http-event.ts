import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { accountId } from './names.ts';
import { decoded, type Match } from './routes.ts';

/** API Gateway's event for an HTTP API, payload format 2.0. */
export function eventOf(
  request: IncomingMessage,
  body: Buffer,
  match: Match,
  now: Date,
): Record<string, unknown> {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const rawQueryString = mark < 0 ? '' : url.slice(mark + 1);
  // HTTP APIs hand the path on decoded, unlike REST APIs and function URLs.
  const rawPath = decoded(mark < 0 ? url : url.slice(0, mark));
  const { headers, cookies } = headersOf(request);
  const sourceIp = request.socket.remoteAddress ?? '127.0.0.1';
  const query = queryOf(rawQueryString);
  const hasParameters = Object.keys(match.pathParameters).length > 0;
  const isText = isTextual(headers);
  return {
    version: '2.0',
    routeKey: match.route.routeKey,
    rawPath,
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers: {
      ...headers,
      'content-length': String(body.length),
      'x-forwarded-for': sourceIp,
      'x-forwarded-port': String(request.socket.localPort),
      'x-forwarded-proto': 'http',
    },
    ...(query && { queryStringParameters: query }),
    ...(hasParameters && { pathParameters: match.pathParameters }),
    requestContext: {
      accountId,
      apiId: 'local',
      domainName: headers.host ?? '',
      domainPrefix: 'local',
      http: {
        method: request.method,
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: match.route.routeKey,
      stage: '$default',
      time: accessLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** Names in lower case, several values of one name joined by a comma; cookies stand apart. */
function headersOf(request: IncomingMessage): { headers: Record<string, string>; cookies: string[] } {
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    if (name === 'cookie') cookies.push(...(values ?? []).flatMap((value) => value.split(/;\s*/)));
    else if (name !== 'connection' && name !== 'transfer-encoding') headers[name] = (values ?? []).join(',');
  }
  return { headers, cookies };
}

/** Repeated parameters are joined by a comma; without any there is no object. */
function queryOf(rawQueryString: string): Record<string, string> | undefined {
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    query[name] = Object.hasOwn(query, name) ? `${query[name]},${value}` : value;
  }
  return Object.keys(query).length > 0 ? query : undefined;
}

/** API Gateway leaves `text/*`, JSON, XML and JavaScript as they are; the rest, forms included, arrives as base64. */
function isTextual(headers: Record<string, string>): boolean {
  if (headers['content-encoding'] !== undefined) return false;
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return (
    type.startsWith('text/') ||
    /^application\/([a-z0-9.-]+\+)?(json|xml)$|^application\/javascript$/.test(type)
  );
}

/** `10/Apr/2022:13:30:05 +0000` */
function accessLogTime(now: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(now.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}
