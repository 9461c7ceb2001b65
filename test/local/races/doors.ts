import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { localStorefrontKey } from '../../../infra/local/runner/local-secret.ts';
import type { FunctionName } from '../../../shared/config/environment.ts';
import type { CheckoutResponse } from '../../../shared/contract/checkout-response.ts';
import { httpEvent } from '../../functions/edge/http-event.ts';

/** One call of one function, and the HTTP statuses that may answer it. */
export interface Door {
  functionName: FunctionName;
  event: unknown;
  answers?: number[];
}

const storefrontKey = { authorization: `Bearer ${localStorefrontKey}` };

export function checkoutDoor(orderId: string): Door {
  const body = JSON.stringify({
    orderId,
    amount: '1050.00',
    currency: 'BDT',
    customer: { name: 'Rahima', email: `${orderId.toLowerCase()}@example.com` },
    returnUrl: `https://shop.example/orders/${orderId}`,
    locale: 'en',
  });
  const headers = { ...storefrontKey, 'content-type': 'application/json' };
  return {
    functionName: 'start-checkout',
    event: httpEvent({ method: 'POST', path: '/checkouts', headers, body }),
    answers: [201],
  };
}

/**
 * Everything that may come for one order at the same time, besides the webhook, which the simulator posts when the
 * money has moved: his tabs, one of which he closed at bKash and one that failed there, those who look, and those
 * who have no right to.
 *
 * @param callback where bKash sends the browser after he agreed
 * @param otherTabs what the last four of his tabs say
 */
export function doorsOf(
  order: CheckoutResponse,
  callback: string,
  otherTabs: 'cancel and failure' | 'success',
): Door[] {
  const { orderId, token } = order;
  const gaveUp = otherTabs !== 'success';
  return [
    ...times(17, returnDoor(callback, 'success')),
    ...times(3, returnDoor(callback, gaveUp ? 'cancel' : 'success')),
    returnDoor(callback, gaveUp ? 'failure' : 'success'),
    ...times(5, orderDoor(orderId, storefrontKey)),
    ...times(5, orderDoor(orderId, { authorization: `Bearer ${token}` })),
    ...times(6, linkDoor(order)),
    ...times(4, lookDoor(orderId)),
    ...times(2, cancelDoor(orderId, {})),
    ...times(1, cancelDoor(orderId, { authorization: `Bearer ${token}` })),
    { functionName: 'reconcile-payments', event: {} },
  ];
}

/** How many copies of each notification arrive at once: SNS promises one at least. With these there are fifty doors. */
export const webhookCopies = 5;

/** What SNS posts, as API Gateway hands it on. */
export function webhookDoor(body: string): Door {
  const headers = { 'content-type': 'text/plain; charset=UTF-8' };
  const event = httpEvent({ method: 'POST', path: '/webhooks/bkash', headers, body });
  return { functionName: 'receive-webhook', event, answers: [200] };
}

function returnDoor(callback: string, status: 'success' | 'cancel' | 'failure'): Door {
  const { pathname, searchParams } = new URL(callback);
  const [, , , orderId = '', attempt = '', mac = ''] = pathname.split('/');
  const query = new URLSearchParams({ ...Object.fromEntries(searchParams), status }).toString();
  return {
    functionName: 'return-from-bkash',
    event: httpEvent({ path: pathname, query, params: { orderId, attempt, mac } }),
    answers: [303],
  };
}

function orderDoor(orderId: string, headers: Record<string, string>): Door {
  const event = httpEvent({ path: `/orders/${orderId}`, headers, params: { orderId } });
  return { functionName: 'get-order', event, answers: [200] };
}

/** To bKash, to the shop, or to the page that waits. */
function linkDoor({ orderId, payUrl }: CheckoutResponse): Door {
  const { pathname, search } = new URL(payUrl);
  const event = httpEvent({ path: pathname, query: search.slice(1), params: { orderId } });
  return { functionName: 'pay-link', event, answers: [200, 303] };
}

function lookDoor(orderId: string): Door {
  const Records = [{ messageId: randomUUID(), body: JSON.stringify({ kind: 'look', orderId }) }];
  return { functionName: 'settle-payments', event: { Records } };
}

/** Withdrawing is the shop's right alone: no key, or only the customer's token. */
function cancelDoor(orderId: string, headers: Record<string, string>): Door {
  const path = `/orders/${orderId}/cancel`;
  const event: APIGatewayProxyEventV2 = httpEvent({ method: 'POST', path, headers, params: { orderId } });
  return { functionName: 'cancel-order', event, answers: [401] };
}

function times<T>(count: number, item: T): T[] {
  return Array.from({ length: count }, () => item);
}
