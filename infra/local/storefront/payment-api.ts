import type * as z from 'zod/mini';
import type { CheckoutRequest } from '../../../shared/contract/checkout.ts';
import { checkoutResponseSchema } from '../../../shared/contract/checkout-response.ts';
import { orderViewSchema } from '../../../shared/contract/order-view.ts';
import { problemSchema } from '../../../shared/contract/problem.ts';

/** The problem is the API's own; `unreachable` is everything that a later try may mend. */
export type Answer<T> =
  | { kind: 'ok'; value: T }
  | { kind: 'refused'; code: string; errors: Array<{ path: string; message: string }> }
  | { kind: 'unreachable'; why: string };

export type PaymentApi = ReturnType<typeof connectPaymentApi>;

/** A checkout may wait 10 s for bKash and a replay another 10 s for it; API Gateway gives up at 30 s. */
const checkoutTimeoutMs = 30_000;
/** A read that finds a look due waits for bKash's answer; the page would rather say "pending" than hang. */
const readTimeoutMs = 12_000;

/**
 * The shop's whole knowledge of the payment API: two routes of its contract, with the key on this side only.
 * Answers are checked against the public schemas, so that a broken promise shows here and not on a page.
 */
export function connectPaymentApi({ url, key }: { url: string; key: string }) {
  return {
    startCheckout: (request: CheckoutRequest) =>
      ask(`${url}/checkouts`, checkoutResponseSchema, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(request),
        signal: AbortSignal.timeout(checkoutTimeoutMs),
      }),
    readOrder: (orderId: string) =>
      ask(`${url}/orders/${encodeURIComponent(orderId)}`, orderViewSchema, {
        headers: { authorization: `Bearer ${key}` },
        signal: AbortSignal.timeout(readTimeoutMs),
      }),
  };
}

/** What may pass by itself: not ours to judge, and worth the same question again. */
const passing = new Set(['slow_down', 'internal', 'bkash_unavailable']);

async function ask<S extends z.ZodMiniType>(
  url: string,
  schema: S,
  init: RequestInit,
): Promise<Answer<z.infer<S>>> {
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(url, init);
    body = await response.json();
  } catch (cause) {
    return { kind: 'unreachable', why: reasonOf(cause) };
  }
  if (response.ok) {
    const view = schema.safeParse(body);
    return view.success
      ? { kind: 'ok', value: view.data }
      : { kind: 'unreachable', why: `an answer off the contract at ${view.error.issues[0]?.path.join('.')}` };
  }
  const problem = problemSchema.safeParse(body);
  if (!problem.success || passing.has(problem.data.code))
    return { kind: 'unreachable', why: `HTTP ${response.status}` };
  return { kind: 'refused', code: problem.data.code, errors: problem.data.errors ?? [] };
}

/** fetch says only "fetch failed"; what failed (`ECONNREFUSED`, `TimeoutError`) is inside. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'no answer';
  return cause.cause instanceof Error && 'code' in cause.cause ? String(cause.cause.code) : cause.name;
}
