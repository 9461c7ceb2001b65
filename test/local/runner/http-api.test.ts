import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningFixture, runFixture } from './fixture/running.ts';

describe('the HTTP API of a template', () => {
  let app: RunningFixture;
  beforeAll(async () => {
    app = await runFixture({ timeoutSeconds: 2 });
  });
  afterAll(async () => {
    await app?.stop();
  });

  it('hands a request to the function of its route as an event of payload format 2.0', async () => {
    const response = await fetch(`${app.url}/things/a%20b?x=1&x=2&y=%26`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: 'c=1; d=2', 'X-Many': 'one' },
      body: '{"n":1}',
    });
    const { event } = (await response.json()) as { event: Record<string, unknown> };
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'POST /things/{thingId}',
      rawPath: '/things/a b',
      rawQueryString: 'x=1&x=2&y=%26',
      queryStringParameters: { x: '1,2', y: '&' },
      pathParameters: { thingId: 'a b' },
      cookies: ['c=1', 'd=2'],
      body: '{"n":1}',
      isBase64Encoded: false,
      requestContext: { http: { method: 'POST', path: '/things/a b' }, stage: '$default' },
    });
    expect(event.headers).toMatchObject({ 'content-type': 'application/json', 'x-many': 'one' });
    expect(event.headers).not.toHaveProperty('cookie');
  });

  it('gives a form to the function as base64, as API Gateway does', async () => {
    const response = await fetch(`${app.url}/plain`, {
      method: 'POST',
      body: new URLSearchParams({ a: 'b' }),
    });
    const { event } = (await response.json()) as { event: { body: string } };
    expect(event).toMatchObject({ isBase64Encoded: true, body: Buffer.from('a=b').toString('base64') });
  });

  it('answers with the status, headers and cookies of the function', async () => {
    const response = await fetch(`${app.url}/plain`);
    expect(response.status).toBe(201);
    expect(response.headers.get('x-own')).toBe('yes');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it.each([
    ['an unknown path', 'GET', '/nothing'],
    ['an unknown method', 'DELETE', '/plain'],
    ['HEAD, which is not GET', 'HEAD', '/plain'],
    ['a trailing slash', 'GET', '/plain/'],
  ])('answers 404 to %s', async (_what, method, path) => {
    const response = await fetch(`${app.url}${path}`, { method });
    expect(response.status).toBe(404);
    if (method !== 'HEAD') expect(await response.json()).toEqual({ message: 'Not Found' });
  });

  it('refuses a body of more than 10 MB', async () => {
    const response = await fetch(`${app.url}/plain`, {
      method: 'POST',
      body: Buffer.alloc(10 * 1024 * 1024 + 1),
    });
    expect([response.status, await response.json()]).toEqual([413, { message: 'Request Entity Too Large' }]);
  });

  it('answers a preflight of an allowed origin itself, and gives a foreign one nothing', async () => {
    const preflight = (origin: string) =>
      fetch(`${app.url}/plain`, { method: 'OPTIONS', headers: { origin } });
    const allowed = await preflight('https://shop.example');
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect(allowed.headers.get('access-control-allow-methods')).toBe('GET,POST');
    const foreign = await preflight('https://evil.example');
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('overrules what a function says about CORS', async () => {
    const response = await fetch(`${app.url}/plain`, { headers: { origin: 'https://shop.example' } });
    expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    const foreign = await fetch(`${app.url}/plain`, { headers: { origin: 'https://evil.example' } });
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('gives the function its template environment and none of this machine’s', async () => {
    process.env.OF_THIS_MACHINE = 'secret';
    const { env } = (await (await fetch(`${app.url}/plain`)).json()) as { env: Record<string, string> };
    expect(env).toMatchObject({ AWS_LAMBDA_FUNCTION_NAME: 'echo', AWS_REGION: 'ap-southeast-1' });
    expect(env.QUEUE_URL).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/000000000000\/jobs$/);
    expect(env).not.toHaveProperty('OF_THIS_MACHINE');
  });

  it('answers 500 and logs one line when a handler throws, hangs or ends its process', async () => {
    for (const [path, reason] of [
      ['/throw', 'Error: thrown on request'],
      ['/hang', 'Task timed out after 2.00 seconds'],
      ['/exit', 'exit code 3'],
    ]) {
      const before = app.logged.length;
      const response = await fetch(`${app.url}${path}`, { method: 'POST', body: 'never-in-a-log' });
      expect([response.status, await response.json()]).toEqual([500, { message: 'Internal Server Error' }]);
      const lines = app.logged.slice(before);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain(reason);
      expect(lines[0]).toMatch(/^echo failed: .* \(request [0-9a-f-]{36}\)$/);
      expect(lines[0]).not.toContain('never-in-a-log');
    }
  });

  it('answers 503 when the integration’s time is over', async () => {
    await fetch(`${app.url}/plain`);
    const response = await fetch(`${app.url}/late`);
    expect([response.status, await response.json()]).toEqual([503, { message: 'Service Unavailable' }]);
  });

  it('ends a function that outgrows its memory, and goes on', async () => {
    expect((await fetch(`${app.url}/grow`)).status).toBe(500);
    expect(app.logged.at(-1)).toMatch(/^echo failed: .*memory/);
    expect((await fetch(`${app.url}/plain`)).status).toBe(201);
  });

  it('serves a burst side by side', async () => {
    await fetch(`${app.url}/slow`);
    const answers = await Promise.all(Array.from({ length: 40 }, () => fetch(`${app.url}/slow`)));
    expect(answers.map((answer) => answer.status)).toEqual(Array(40).fill(201));
  });
});
