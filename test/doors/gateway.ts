import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { vi } from 'vitest';
import type { Door } from '../../functions/edge/http.ts';
import { functionRows } from '../../infra/routes.ts';
import { type FunctionName, functionNames } from '../../shared/config/environment.ts';
import { httpEvent } from '../functions/edge/http-event.ts';
import { publicBaseUrl, stage } from './wired-world.ts';

export interface Request {
  method: string;
  /** With the query, as it stands in the request line. */
  path: string;
  headers?: Record<string, string>;
  body?: string;
  isBase64Encoded?: boolean;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Takes what the functions send to a queue, and what the webhook's keeps in the table. */
export const sqs = mockClient(SQSClient);
export const dynamodb = mockClient(DynamoDBClient);

export const routes = functionNames.flatMap((name) =>
  functionRows[name].on.flatMap((trigger) => ('route' in trigger ? [{ name, route: trigger.route }] : [])),
);

/** Every HTTP route of the table of functions, led to its deployed handler as API Gateway leads it. */
export async function openGateway(): Promise<(request: Request) => Promise<Answer>> {
  sqs.onAnyCommand().resolves({});
  dynamodb.onAnyCommand().resolves({});
  vi.stubEnv('STAGE_CONFIG', JSON.stringify(stage));
  vi.stubEnv('PUBLIC_BASE_URL', publicBaseUrl);
  vi.stubEnv('TABLE_NAME', 'Orders');
  vi.stubEnv('SECRET_ID', 'the-secret');
  vi.stubEnv('SETTLE_QUEUE_URL', 'http://127.0.0.1:9/settle');
  vi.stubEnv('AWS_REGION', 'ap-southeast-1');
  const names = [...new Set(routes.map(({ name }) => name))];
  const handlers = new Map<FunctionName, Door>();
  for (const name of names) handlers.set(name, (await import(`../../functions/${name}.ts`)).handler);

  return async ({ method, path, headers, body, isBase64Encoded = false }) => {
    const [rawPath = '', ...rest] = path.split('?');
    const match = routes.flatMap(({ name, route }) => {
      const params = paramsOf(route, method, rawPath);
      return params ? [{ door: handlers.get(name), params }] : [];
    })[0];
    if (!match?.door) return { status: 404, headers: {}, body: '{"message":"Not Found"}' };
    const query = rest.join('?');
    const lowered = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
    const event = httpEvent({
      method,
      path: decoded(rawPath),
      query,
      headers: Object.fromEntries(lowered),
      params: match.params,
      ...(body !== undefined && { body, isBase64Encoded }),
    });
    const answer = await match.door(event);
    return {
      status: answer.statusCode ?? 0,
      headers: (answer.headers ?? {}) as Record<string, string>,
      body: answer.body ?? '',
    };
  };
}

/** Undefined: API Gateway itself answers that there is no such route; HEAD is not GET. */
export function paramsOf(route: string, method: string, path: string): Record<string, string> | undefined {
  const [wantedMethod, pattern = ''] = route.split(' ');
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (method !== wantedMethod || wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined ? decoded(value) !== part : value === '') return undefined;
    if (name !== undefined) params[name] = decoded(value);
  }
  return params;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
