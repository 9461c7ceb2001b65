/** `CorsConfiguration` of an HTTP API, evaluated. */
export interface Cors {
  AllowOrigins?: string[];
  AllowMethods?: string[];
  AllowHeaders?: string[];
  ExposeHeaders?: string[];
  MaxAge?: number;
  AllowCredentials?: boolean;
}

/** Headers of the answer to a browser's preflight; none for an origin that is not on the list. */
export function preflightHeaders(cors: Cors, origin: string | undefined): Array<[string, string]> {
  const allowed = allowedOrigin(cors, origin);
  if (allowed === undefined) return [];
  return [
    ['access-control-allow-origin', allowed],
    ['access-control-allow-methods', (cors.AllowMethods ?? []).join(',')],
    ['access-control-allow-headers', (cors.AllowHeaders ?? []).join(',')],
    ...maxAge(cors),
    ...credentials(cors),
  ];
}

/** Headers added to every other answer. API Gateway overrules whatever the function said about CORS. */
export function responseHeaders(cors: Cors, origin: string | undefined): Array<[string, string]> {
  const allowed = allowedOrigin(cors, origin);
  if (allowed === undefined) return [];
  const exposed = cors.ExposeHeaders ?? [];
  return [
    ['access-control-allow-origin', allowed],
    ...(exposed.length > 0 ? [['access-control-expose-headers', exposed.join(',')] as [string, string]] : []),
    ...credentials(cors),
  ];
}

function allowedOrigin(cors: Cors, origin: string | undefined): string | undefined {
  if (origin === undefined) return undefined;
  if (cors.AllowOrigins?.includes('*')) return '*';
  return cors.AllowOrigins?.includes(origin) ? origin : undefined;
}

function maxAge(cors: Cors): Array<[string, string]> {
  return cors.MaxAge === undefined ? [] : [['access-control-max-age', String(cors.MaxAge)]];
}

function credentials(cors: Cors): Array<[string, string]> {
  return cors.AllowCredentials ? [['access-control-allow-credentials', 'true']] : [];
}
