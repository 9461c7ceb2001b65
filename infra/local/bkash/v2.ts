import type { PerformCall } from './calls.ts';
import type { Credentials } from './credentials.ts';
import { type HttpReply, type HttpRequest, json, jsonObject } from './http.ts';
import type { Bank, PaymentAnswer, TokenAnswer } from './machine/bank.ts';
import type { Operation } from './machine/books.ts';
import type { Payment } from './machine/payment.ts';
import type { CreateFields, V2Body } from './v2-bodies.ts';
import {
  createAnswer,
  executeAnswer,
  queryAnswer,
  readCreate,
  refusalBody,
  searchAnswer,
} from './v2-bodies.ts';

export const v2Root = '/v2/tokenized-checkout';

interface Route {
  operation: Operation;
  /** What the call does, once the gateway has let it pass. */
  answer(request: HttpRequest, body: V2Body): HttpReply;
}

/** The v2 API over the bank: its paths, its gateway's moods, its field names. */
export function v2Api(
  bank: Bank,
  perform: PerformCall,
  pageUrlOf: (payment: Payment) => string,
  appKey: string,
): (request: HttpRequest) => Promise<HttpReply> {
  const tokenRoutes: Record<string, Route> = {
    '/auth/grant-token': {
      operation: 'grant',
      answer: (request, body) => tokenReply(bank.grant(credentialsOf(request, body))),
    },
    '/auth/refresh-token': {
      operation: 'refresh',
      answer: (request, body) =>
        tokenReply(bank.refresh(credentialsOf(request, body), textOf(body.refresh_token))),
    },
  };
  const paymentRoutes: Record<string, Route> = {
    '/payment/create': { operation: 'create', answer: (_, body) => create(readCreate(body)) },
    '/payment/execute': {
      operation: 'execute',
      answer: (_, body) => paymentReply(bank.execute(paymentIdOf(body)), executeAnswer),
    },
    '/query/payment': {
      operation: 'query',
      answer: (_, body) => paymentReply(bank.query(paymentIdOf(body)), queryAnswer),
    },
    '/general/search-transaction': {
      operation: 'search',
      answer: (_, body) => search(textOf(body.trxId ?? body.trxID)),
    },
  };

  return async (request) => {
    const path = request.path.slice(v2Root.length);
    const tokenRoute = tokenRoutes[path];
    const route = tokenRoute ?? paymentRoutes[path];
    // What API Gateway says of a path or method it does not know.
    if (!route || request.method !== 'POST') return json(403, { message: 'Missing Authentication Token' });
    const gateway = () => (tokenRoute ? undefined : turnAway(request));
    return await perform(route.operation, gateway, () => {
      const body = jsonObject(request.body);
      return body ? route.answer(request, body) : json(400, { message: 'Invalid request body' });
    });
  };

  function turnAway({ headers }: HttpRequest): HttpReply | undefined {
    const token = (headers.authorization ?? '').replace(/^Bearer /i, '');
    const state = bank.tokenState(token);
    if (state === 'expired') return json(401, { message: 'The incoming token has expired' });
    if (state === 'unknown') return json(401, { message: 'Unauthorized' });
    return headers['x-app-key'] === appKey ? undefined : json(403, { message: 'Forbidden' });
  }

  function create(fields: CreateFields): HttpReply {
    if (fields.kind === 'refused') return json(400, refusalBody(fields.code));
    const answer = bank.create(fields.command);
    return answer.kind === 'refused'
      ? json(400, refusalBody(answer.code))
      : json(200, createAnswer(answer.payment, pageUrlOf(answer.payment)));
  }

  function search(trxId: string): HttpReply {
    const answer = bank.search(trxId);
    return answer.kind === 'refused'
      ? json(400, refusalBody(answer.code))
      : json(200, searchAnswer(answer.entry));
  }
}

function paymentReply(answer: PaymentAnswer, view: (payment: Payment) => V2Body): HttpReply {
  return answer.kind === 'refused' ? json(400, refusalBody(answer.code)) : json(200, view(answer.payment));
}

/**
 * The bodies of the refusals are an assumption, the real ones are unknown: `{status, msg}` as seen elsewhere at
 * the token endpoint, with v2's habit of HTTP 400.
 */
function tokenReply(answer: TokenAnswer): HttpReply {
  if (answer.kind === 'unauthorised') return json(401, { message: 'Unauthorized' });
  if (answer.kind === 'locked_out') {
    return json(400, { status: 'fail', msg: 'Token request limit exceeded, try again after one hour' });
  }
  return json(200, {
    statusCode: '0000',
    statusMessage: 'Successful',
    id_token: answer.idToken,
    token_type: 'Bearer',
    expires_in: 3600,
    refresh_token: answer.refreshToken,
  });
}

function credentialsOf({ headers }: HttpRequest, body: V2Body): Credentials {
  return {
    username: textOf(headers.username),
    password: textOf(headers.password),
    appKey: textOf(body.app_key),
    appSecret: textOf(body.app_secret),
  };
}

/** bKash's own v2 plugin spells it `paymentID` in Query, everybody else `paymentId`. */
function paymentIdOf(body: V2Body): string {
  return textOf(body.paymentId ?? body.paymentID);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
