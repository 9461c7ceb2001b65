export interface HttpResponse {
  status: number;
  /** A header sent several times has several rows. */
  headers: Array<[name: string, value: string]>;
  body: Buffer;
}

/**
 * Reads what a handler returned, payload format 2.0: an object with a `statusCode` says everything, any other value is
 * a JSON body with status 200.
 *
 * @returns undefined for what API Gateway cannot read; the caller then sees its 500
 */
export function responseOf(payload: string): HttpResponse | undefined {
  const value: unknown = JSON.parse(payload);
  if (!isObject(value) || !('statusCode' in value)) {
    const body = typeof value === 'string' ? value : payload;
    return { status: 200, headers: [['content-type', 'application/json']], body: Buffer.from(body) };
  }
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded } = value;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) return undefined;
  if (!isObject(headers) || !Array.isArray(cookies) || typeof body !== 'string') return undefined;
  const rows = Object.entries(headers).map(([name, text]): [string, string] => [
    name.toLowerCase(),
    String(text),
  ]);
  if (!rows.some(([name]) => name === 'content-type'))
    rows.push(['content-type', 'text/plain;charset=UTF-8']);
  for (const cookie of cookies) rows.push(['set-cookie', String(cookie)]);
  return { status, headers: rows, body: Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8') };
}

/** What API Gateway answers by itself. */
export function gatewayAnswer(status: 404 | 413 | 500 | 503): HttpResponse {
  const messages = {
    404: 'Not Found',
    413: 'Request Entity Too Large',
    500: 'Internal Server Error',
    503: 'Service Unavailable',
  };
  return {
    status,
    headers: [['content-type', 'application/json']],
    body: Buffer.from(JSON.stringify({ message: messages[status] })),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
