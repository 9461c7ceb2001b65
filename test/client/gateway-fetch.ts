import type { Answer, Request } from '../doors/gateway.ts';

/** A `fetch` that reaches the deployed handlers in this process, by what their table of routes says. */
export function gatewayFetch(open: (request: Request) => Promise<Answer>): typeof fetch {
  return async (url, init = {}) => {
    const { pathname, search } = new URL(String(url));
    const { status, headers, body } = await open({
      method: init.method ?? 'GET',
      path: `${pathname}${search}`,
      headers: init.headers as Record<string, string>,
      ...(typeof init.body === 'string' && { body: init.body }),
    });
    return new Response(body, { status, headers });
  };
}
