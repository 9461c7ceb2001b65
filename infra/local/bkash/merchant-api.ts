import type { PerformCall } from './calls.ts';
import type { CreateFields } from './create-request.ts';
import type { Credentials } from './credentials.ts';
import type { Dialect } from './dialect.ts';
import { type Body, type HttpOutcome, type HttpReply, type HttpRequest, json, jsonObject } from './http.ts';
import type { Bank, PaymentAnswer, TokenAnswer } from './machine/bank.ts';
import type { Operation } from './machine/operations.ts';
import type { Payment } from './machine/payment.ts';
import type { RefundedFields, RefundFields, Unread } from './refund-request.ts';

/** What a call does, once the gateway has let it pass. `statedAmount`: the fault `amount`. */
type Act = (body: Body, request: HttpRequest, statedAmount?: string) => HttpReply;

/** One generation of the API over the bank. Tokens, ids and the budget are the same for both. */
export function merchantApi(
  dialect: Dialect,
  bank: Bank,
  perform: PerformCall,
  pageUrlOf: (payment: Payment) => string,
  appKey: string,
): (request: HttpRequest) => Promise<HttpOutcome> {
  const acts: Record<Operation, Act> = {
    grant: (body, request) => tokenReply(bank.grant(credentialsOf(request, body))),
    refresh: (body, request) =>
      tokenReply(bank.refresh(credentialsOf(request, body), textOf(body.refresh_token))),
    create: (body) => create(dialect.readCreate(body)),
    execute: (body, _, statedAmount) =>
      paymentReply(bank.execute(paymentIdOf(body), statedAmount), dialect.executed),
    query: (body) => paymentReply(bank.query(paymentIdOf(body)), dialect.queried),
    search: (body) => search(textOf(body.trxId ?? body.trxID)),
    refund: (body) => refund(dialect.readRefund(body)),
    refundStatus: (body) => refunds(dialect.readRefunded(body)),
  };

  return async (request) => {
    const called = callOf(dialect, request);
    // What API Gateway says of a path or method it does not know.
    if (!called) return json(403, { message: 'Missing Authentication Token' });
    const { operation, body } = called;
    const needsToken = operation !== 'grant' && operation !== 'refresh';
    return await perform({
      operation,
      turnAway: () => (needsToken ? turnAway(request) : undefined),
      work: (statedAmount) => (body ? acts[operation](body, request, statedAmount) : invalidBody),
      refusal: dialect.refusal,
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
    if (fields.kind === 'refused') return dialect.refusal(fields.code);
    return paymentReply(bank.create(fields.command), (payment) =>
      dialect.created(payment, pageUrlOf(payment)),
    );
  }

  function search(trxId: string): HttpReply {
    const answer = bank.search(trxId);
    return answer.kind === 'refused' ? dialect.refusal(answer.code) : json(200, dialect.found(answer.entry));
  }

  function refund(fields: RefundFields): HttpReply {
    if (fields.kind !== 'command') return unread(fields);
    const outcome = bank.refund(fields.command);
    return outcome.kind === 'refused'
      ? dialect.refusal(outcome.code)
      : json(200, dialect.refunded(outcome.entry, outcome.payment, fields.words));
  }

  function refunds(fields: RefundedFields): HttpReply {
    if (fields.kind !== 'of') return unread(fields);
    const answer = bank.refundsOf(fields.paymentId, fields.trxId);
    return answer.kind === 'refused'
      ? dialect.refusal(answer.code)
      : dialect.refunds(answer.payment, answer.entries);
  }

  function unread(fields: Unread): HttpReply {
    return fields.kind === 'malformed' ? invalidBody : dialect.refusal(fields.code);
  }

  function paymentReply(answer: PaymentAnswer, view: (payment: Payment) => Body): HttpReply {
    return answer.kind === 'refused' ? dialect.refusal(answer.code) : json(200, view(answer.payment));
  }

  function tokenReply(answer: TokenAnswer): HttpReply {
    if (answer.kind === 'unauthorised') return json(401, { message: 'Unauthorized' });
    if (answer.kind === 'locked_out') return dialect.tokenLimitExceeded();
    return json(200, {
      statusCode: '0000',
      statusMessage: 'Successful',
      id_token: answer.idToken,
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: answer.refreshToken,
    });
  }
}

/** What is asked for: by the path and the body, or by the path alone. */
export function callOf(
  { root, operations, byId }: Dialect,
  { method, path, body: text }: Pick<HttpRequest, 'method' | 'path' | 'body'>,
): { operation: Operation; body: Body | undefined } | undefined {
  const rest = path.slice(root.length);
  const [, upToId = '', id = ''] = /^(.*\/)([\w-]+)$/.exec(rest) ?? [];
  const named = byId?.[`${method} ${upToId}`];
  if (named) return { operation: named.operation, body: { [named.field]: id } };
  const asked = method === 'POST' ? operations[rest] : undefined;
  if (!asked) return undefined;
  const body = jsonObject(text);
  return { operation: typeof asked === 'function' ? asked(body ?? {}) : asked, body };
}

/** API Gateway's word for what its schema does not let through. */
const invalidBody = json(400, { message: 'Invalid request body' });

function credentialsOf({ headers }: HttpRequest, body: Body): Credentials {
  return {
    username: textOf(headers.username),
    password: textOf(headers.password),
    appKey: textOf(body.app_key),
    appSecret: textOf(body.app_secret),
  };
}

/** bKash's own v2 plugin spells it `paymentID` in Query, everybody else `paymentId`. */
function paymentIdOf(body: Body): string {
  return textOf(body.paymentId ?? body.paymentID);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
