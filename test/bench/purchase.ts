import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { localStorefrontKey } from '../../infra/local/runner/local-secret.ts';
import type { CheckoutResponse } from '../../shared/contract/checkout-response.ts';
import { httpEvent } from '../functions/edge/http-event.ts';

export type Handler = (
  event: APIGatewayProxyEventV2,
  context: unknown,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** What one purchase asks of a contender: the halves that are timed, and what lies between them. */
export interface Contender {
  /** Up to the address of bKash's page; answers the paymentID. */
  checkout(orderId: string): Promise<string>;
  /** From the address that bKash sends the browser to, until the order is paid. */
  comeBack(redirectUrl: string): Promise<void>;
}

/** Milliseconds of checkout and return; what the customer does at bKash in between is not timed. */
export async function timedPurchase(
  contender: Contender,
  orderId: string,
  bkashUrl: string,
): Promise<number> {
  const begun = performance.now();
  const paymentId = await contender.checkout(orderId);
  const checkedOut = performance.now();
  const redirectUrl = await authorised(bkashUrl, paymentId);
  const back = performance.now();
  await contender.comeBack(redirectUrl);
  return checkedOut - begun + performance.now() - back;
}

/** The deployed handlers, called with events as API Gateway sends them. */
export function handlersOf(startCheckout: Handler, returnFromBkash: Handler): Contender {
  return {
    async checkout(orderId) {
      const answer = await startCheckout(checkoutEvent(orderId), context);
      if (answer.statusCode !== 201) throw new Error(`The checkout answered ${answer.statusCode}.`);
      const { attempts } = JSON.parse(answer.body ?? '{}') as CheckoutResponse;
      return attempts[0]?.paymentID ?? '';
    },
    async comeBack(redirectUrl) {
      const { statusCode, headers } = await returnFromBkash(returnEvent(redirectUrl), context);
      const paid = statusCode === 303 && String(headers?.location).includes('status=paid');
      if (!paid) throw new Error(`The return answered ${statusCode} and the order is not paid.`);
    },
  };
}

const context = { awsRequestId: 'request-1', callbackWaitsForEmptyEventLoop: false };

function checkoutEvent(orderId: string): APIGatewayProxyEventV2 {
  const body = JSON.stringify({
    orderId,
    amount: '1050.00',
    currency: 'BDT',
    customer: { name: 'Rahima', email: 'rahima@example.com', phone: '01712345678' },
    returnUrl: `https://shop.example/orders/${orderId}`,
    locale: 'en',
  });
  const authorization = `Bearer ${localStorefrontKey}`;
  const headers = { ...anyRequest, authorization, 'content-type': 'application/json' };
  return httpEvent({ method: 'POST', path: '/checkouts', headers, body });
}

function returnEvent(redirectUrl: string): APIGatewayProxyEventV2 {
  const { pathname, search } = new URL(redirectUrl);
  const [, , , orderId = '', attempt = '', mac = ''] = pathname.split('/');
  const params = { orderId, attempt, mac };
  return httpEvent({ path: pathname, query: search.slice(1), headers: anyRequest, params });
}

/** What a client, CloudFront-less, and API Gateway put on every request. */
const anyRequest = {
  accept: '*/*',
  'accept-language': 'bn,en;q=0.9',
  host: 'pay.example',
  'user-agent': 'Mozilla/5.0 (Linux; Android 15)',
  'x-amzn-trace-id': 'Root=1-65a0b8c0-0123456789abcdef01234567',
  'x-forwarded-for': '192.0.2.1',
  'x-forwarded-port': '443',
  'x-forwarded-proto': 'https',
};

async function authorised(bkashUrl: string, paymentId: string): Promise<string> {
  const answer = await fetch(`${bkashUrl}/simulator/payments/${paymentId}/authorise`, { method: 'POST' });
  const { redirectUrl } = (await answer.json()) as { redirectUrl?: string };
  if (!redirectUrl) throw new Error(`The customer could not pay: ${answer.status}.`);
  return redirectUrl;
}
