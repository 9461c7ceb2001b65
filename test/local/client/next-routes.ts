import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

/**
 * Serves a folder of Next.js route handlers as Next.js does, as far as they use it: `app/orders/[orderId]/route.ts` is
 * given a standard Request and its parameters, and answers a standard Response. Started by a test, with the folder.
 */
const folder = process.argv[2] ?? '';
const routes = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('route.ts'))
  .map((file) => ({ file, pattern: file.split('/').slice(0, -1) }));

const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const parts = url.pathname.split('/').slice(1);
  const route = routes.find(({ pattern }) => paramsOf(pattern, parts));
  const { [request.method ?? '']: handler } = route
    ? await import(pathToFileURL(join(folder, route.file)).href)
    : {};
  if (!route || !handler) {
    response.writeHead(404).end();
    return;
  }
  const isPost = request.method === 'POST';
  const asked = new Request(url, {
    method: request.method ?? 'GET',
    headers: Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    ...(isPost && { body: await buffer(request) }),
  });
  const answer: Response = await handler(asked, { params: Promise.resolve(paramsOf(route.pattern, parts)) });
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
});
server.listen(Number(process.env.PORT), '127.0.0.1');
await once(server, 'listening');

function paramsOf(pattern: string[], parts: string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const name = /^\[(\w+)\]$/.exec(part)?.[1];
    if (name === undefined && part !== parts[index]) return undefined;
    if (name !== undefined) params[name] = parts[index] ?? '';
  }
  return params;
}
