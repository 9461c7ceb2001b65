import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Telemetry } from '../../shared/adapters/telemetry/port.ts';
import { maxBodyBytes } from '../../shared/contract/values.ts';
import { reportFailure } from './failure.ts';
import { telemetry as ownTelemetry } from './log.ts';
import { errorPage } from './pages/error-page.ts';
import type { Page } from './pages/layout.ts';
import { preferredLocale } from './pages/locale.ts';
import { unopenedPage } from './pages/unopened-page.ts';
import { internalProblem, ProblemError, problemOf } from './problem.ts';
import { type DoorRequest, readRequest } from './request.ts';
import { visitorOf } from './visitor.ts';

export interface DoorResponse {
  status: number;
  headers: Record<string, string>;
  body?: string;
  /** The body is bytes, as base64. */
  isBase64Encoded?: true;
}

export type DoorHandler = (request: DoorRequest) => Promise<DoorResponse>;
export type Door = (
  event: APIGatewayProxyEventV2,
  context?: unknown,
) => Promise<APIGatewayProxyStructuredResultV2>;

export interface DoorOptions {
  /** 8 kB unless said otherwise; the webhook takes 64 kB. */
  maxBodyBytes?: number;
  telemetry?: Telemetry;
}

/**
 * Makes a Lambda handler of an API Gateway HTTP API (payload 2.0). The handler throws `ProblemError` to refuse;
 * anything else it throws becomes 500 `internal` and one log line.
 */
export function jsonDoor(handler: DoorHandler, options: DoorOptions = {}): Door {
  return door(handler, options, (problem, requestId) => ({
    status: problem.status,
    headers: { 'content-type': 'application/problem+json' },
    body: JSON.stringify(problemOf(problem, requestId)),
  }));
}

/**
 * The same for routes a customer's browser opens: errors are a small page in the browser's language, and the handler
 * runs for a person only. A browser throws away what it fetched in advance when the status is no success.
 */
export function browserDoor(handler: DoorHandler, options: DoorOptions = {}): Door {
  const forPersons: DoorHandler = async (request) => {
    const visitor = visitorOf(request.headers);
    if (visitor === 'person') return handler(request);
    const locale = preferredLocale(request.headers['accept-language'] ?? '');
    return html(visitor === 'prefetch' ? 403 : 200, unopenedPage(locale));
  };
  return door(forPersons, options, (problem, requestId, acceptLanguage) =>
    html(
      problem.status,
      errorPage({ code: problem.code, locale: preferredLocale(acceptLanguage), requestId }),
    ),
  );
}

export function json(status: number, body: unknown): DoorResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** 303: whatever the browser did, it follows with GET. */
export function seeOther(url: string): DoorResponse {
  return { status: 303, headers: { location: url } };
}

export function html(status: number, page: Page): DoorResponse {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-language': page.locale,
    'content-security-policy': page.policy,
  };
  return { status, headers, body: page.text };
}

type Refusal = (problem: ProblemError, requestId: string, acceptLanguage: string) => DoorResponse;

function door(handler: DoorHandler, options: DoorOptions, refuse: Refusal): Door {
  const { telemetry = ownTelemetry, maxBodyBytes: limit = maxBodyBytes } = options;
  const wrapped = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use({
      onError: (failed) => {
        const { requestId } = failed.event.requestContext;
        const problem = failed.error instanceof ProblemError ? failed.error : internalProblem();
        if (problem !== failed.error) reportFailure(failed.error, telemetry, { requestId });
        failed.response = toResult(refuse(problem, requestId, failed.event.headers['accept-language'] ?? ''));
      },
    })
    .handler(async (event: APIGatewayProxyEventV2) => toResult(await handler(readRequest(event, limit))));
  return (event, context) => wrapped(event, context as never) as Promise<APIGatewayProxyStructuredResultV2>;
}

/** Contract section 3: no answer is stored anywhere, and no address with a token travels in a Referer. */
const everyResponse = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

function toResult(response: DoorResponse): APIGatewayProxyStructuredResultV2 {
  const { status, headers, ...content } = response;
  return {
    statusCode: status,
    headers: { ...headers, ...everyResponse },
    ...content,
  };
}
