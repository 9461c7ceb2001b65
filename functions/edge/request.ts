import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { ProblemError } from './problem.ts';

/** One HTTP request, as a handler sees it. */
export interface DoorRequest {
  method: string;
  path: string;
  /** Path parameters as API Gateway gives them; check them with `parseParams`. */
  params: Record<string, string>;
  /** Reading a name that was sent twice throws 400 naming it, so no handler picks one of two by chance. */
  query: Record<string, string | undefined>;
  /** Names sent more than once, for those who must not throw 400 (credentials: 401). */
  repeated: ReadonlySet<string>;
  /** Lower-case names. */
  headers: Record<string, string | undefined>;
  /** The bytes as sent, base64 undone. */
  rawBody: Buffer;
  requestId: string;
  /** What follows `Authorization: Bearer`. */
  bearer?: string;
}

/** Throws 413 for a body over the limit, before anybody parses it. */
export function readRequest(event: APIGatewayProxyEventV2, maxBodyBytes: number): DoorRequest {
  const headers = lowerCase(event.headers);
  const bearer = /^Bearer +([^\s,]+)$/i.exec(headers.authorization ?? '')?.[1];
  const { query, repeated } = readQuery(event.rawQueryString);
  return {
    method: event.requestContext.http.method,
    path: event.rawPath,
    params: definedOnly(event.pathParameters ?? {}),
    query,
    repeated,
    headers,
    rawBody: readBody(event, maxBodyBytes),
    requestId: event.requestContext.requestId,
    ...(bearer !== undefined && { bearer }),
  };
}

function readBody(event: APIGatewayProxyEventV2, maxBodyBytes: number): Buffer {
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (body.length > maxBodyBytes) {
    throw new ProblemError('too_large', `The body may have ${maxBodyBytes} bytes at most.`);
  }
  return body;
}

/** From the raw string: API Gateway joins repeated parameters with a comma, which a value may contain by itself. */
function readQuery(raw: string): Pick<DoorRequest, 'query' | 'repeated'> {
  const query: Record<string, string | undefined> = Object.create(null);
  const repeated = new Set<string>();
  for (const [name, value] of new URLSearchParams(raw)) {
    if (name in query) repeated.add(name);
    else query[name] = value;
  }
  for (const name of repeated) {
    Object.defineProperty(query, name, {
      get: () => {
        throw new ProblemError('invalid_request', 'A parameter was sent more than once.', [
          { path: name, message: 'may be given once only' },
        ]);
      },
    });
  }
  return { query, repeated };
}

function lowerCase(headers: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function definedOnly(params: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
