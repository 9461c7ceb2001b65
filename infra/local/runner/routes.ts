/** One route of the template: `GET /orders/{orderId}` or `$default`. */
export interface Route {
  routeKey: string;
  functionName: string;
  timeoutMs: number;
}

export interface Match {
  route: Route;
  /** Decoded, as API Gateway gives them. */
  pathParameters: Record<string, string>;
}

/**
 * Finds the route as API Gateway does: the most literal path first, `ANY` after the exact method, a greedy `{proxy+}`
 * after everything literal, `$default` last. A trailing slash is another path; HEAD is not GET.
 */
export function matchRoute(routes: Route[], method: string, rawPath: string): Match | undefined {
  const candidates = routes.flatMap((route) => {
    const match = matchOne(route, method, rawPath);
    return match ? [match] : [];
  });
  return candidates.sort((a, b) => compare(a.score, b.score))[0];
}

type Scored = Match & { score: number[] };

function matchOne(route: Route, method: string, rawPath: string): Scored | undefined {
  if (route.routeKey === '$default') return { route, pathParameters: {}, score: [9] };
  const [routeMethod = '', pattern = ''] = route.routeKey.split(' ');
  if (routeMethod !== method && routeMethod !== 'ANY') return undefined;
  const wanted = pattern.split('/');
  const given = rawPath.split('/');
  const pathParameters: Record<string, string> = {};
  const score: number[] = [];
  for (const [index, part] of wanted.entries()) {
    const name = /^\{(.+?)(\+?)\}$/.exec(part);
    const value = name?.[2] ? given.slice(index).join('/') : given[index];
    if (value === undefined) return undefined;
    if (!name) {
      if (decoded(value) !== part) return undefined;
    } else {
      if (value === '') return undefined;
      pathParameters[name[1] as string] = decoded(value);
    }
    score.push(name?.[2] ? 2 : name ? 1 : 0);
    if (name?.[2]) return { route, pathParameters, score: [...score, routeMethod === 'ANY' ? 1 : 0] };
  }
  if (given.length !== wanted.length) return undefined;
  return { route, pathParameters, score: [...score, routeMethod === 'ANY' ? 1 : 0] };
}

/** A segment that is not valid percent-encoding stays as it came. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function compare(a: number[], b: number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
