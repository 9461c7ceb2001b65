import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { type DoorRequest, readRequest } from '../../../functions/edge/request.ts';

/** An event as API Gateway's HTTP API sends it (payload 2.0). */
export function httpEvent(
  given: {
    method?: string;
    path?: string;
    query?: string;
    headers?: Record<string, string>;
    params?: Record<string, string>;
    body?: string;
    isBase64Encoded?: boolean;
  } = {},
): APIGatewayProxyEventV2 {
  const {
    method = 'GET',
    path = '/',
    query = '',
    headers = {},
    params,
    body,
    isBase64Encoded = false,
  } = given;
  return {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: query,
    headers,
    ...(params && { pathParameters: params }),
    ...(body !== undefined && { body }),
    isBase64Encoded,
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      domainName: 'pay.example',
      domainPrefix: 'pay',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
      requestId: 'request-1',
      routeKey: `${method} ${path}`,
      stage: '$default',
      time: '01/Jan/2026:00:00:00 +0000',
      timeEpoch: 1_767_225_600_000,
    },
  };
}

/** The same as a handler sees it. */
export function doorRequest(given: Parameters<typeof httpEvent>[0] = {}): DoorRequest {
  return readRequest(httpEvent(given), 8192);
}
