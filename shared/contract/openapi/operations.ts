import { customerOperations } from './customer-operations.ts';
import {
  cancelledOrder,
  checkoutRequest,
  checkoutResponse,
  checkoutWithoutBkash,
  paidOrder,
  pendingOrder,
  refundRequest,
  requestedRefund,
  succeededRefund,
} from './examples.ts';
import type { Operation } from './operation.ts';

/**
 * What the document says of every route: one row each. A row that the table of functions has no route for, and a
 * route without a row, fail a test.
 */
export const operations: Record<`${'GET' | 'POST'} /${string}`, Operation> = {
  'POST /checkouts': {
    id: 'startCheckout',
    tag: 'Checkout',
    summary: 'Begin the payment of an order',
    about:
      'Stores the order and opens a payment at bKash. Send the customer to `bkashUrl`, or to `payUrl`, which always works. If bKash is down the order is accepted all the same. Safe to repeat: the same body answers 200 with the current state and never starts a second attempt.',
    auth: ['key'],
    body: { schema: 'CheckoutRequest', example: checkoutRequest },
    answers: {
      201: { about: 'A new order.', schema: 'CheckoutResponse', example: checkoutResponse },
      200: {
        about: 'The same body again: how the order stands now. `bkashUrl` is null while no attempt is live.',
        schema: 'CheckoutResponse',
        example: checkoutWithoutBkash,
      },
    },
    problems: ['invalid_request', 'order_conflict'],
  },
  'GET /orders/{orderId}': {
    id: 'getOrder',
    tag: 'Orders',
    summary: 'How an order stands',
    about:
      'Decide by `status`: only `paid` means paid. Asks bKash again only where a look is due, so that it may be polled. With the order’s token it holds nothing personal.',
    auth: ['key', 'token'],
    answers: { 200: { about: 'The order.', schema: 'Order', example: paidOrder } },
    problems: ['invalid_request', 'not_found'],
  },
  'POST /orders/{orderId}/cancel': {
    id: 'cancelOrder',
    tag: 'Orders',
    summary: 'Withdraw an order',
    about:
      'Nothing further is opened or executed for it, and money that comes late goes back. No body. Safe to repeat.',
    auth: ['key'],
    answers: {
      200: { about: 'Withdrawn, now or before.', schema: 'Order', example: cancelledOrder },
      202: {
        about: 'A payment is still in doubt: `pending` until that is decided, then `cancelled`.',
        schema: 'Order',
        example: { ...pendingOrder, payable: false },
      },
    },
    problems: ['invalid_request', 'not_found', 'order_not_cancellable'],
  },
  'POST /orders/{orderId}/refunds': {
    id: 'requestRefund',
    tag: 'Refunds',
    summary: 'Give money back',
    about:
      'Reserves the amount and sends it afterwards; read the refund to see it through. Safe to repeat with the same `refundId`.',
    auth: ['key'],
    body: { schema: 'RefundRequest', example: refundRequest },
    answers: {
      202: { about: 'Taken up.', schema: 'Refund', example: requestedRefund },
      200: { about: 'The same body again: how it stands now.', schema: 'Refund', example: succeededRefund },
    },
    problems: [
      'invalid_request',
      'not_found',
      'refund_conflict',
      'order_not_refundable',
      'over_refund',
      'refund_window',
      'refund_count',
    ],
  },
  'GET /orders/{orderId}/refunds/{refundId}': {
    id: 'getRefund',
    tag: 'Refunds',
    summary: 'How a refund stands',
    about: '`succeeded` and `refused` are final; anything else is on its way.',
    auth: ['key'],
    answers: { 200: { about: 'The refund.', schema: 'Refund', example: succeededRefund } },
    problems: ['invalid_request', 'not_found'],
  },
  'GET /pay/{orderId}': {
    id: 'followPayLink',
    tag: 'Customer',
    summary: 'The payment link',
    about:
      'The `payUrl` of a checkout, for the customer’s browser: on any device, as often as he likes. A failed, cancelled or lapsed attempt is followed by a new one.',
    auth: ['token'],
    answers: {
      303: {
        about: 'On to bKash, or back to the shop once the order is settled.',
        leadsTo: 'bKash’s page, or the `returnUrl`',
      },
      200: {
        about:
          'A page that waits and tries again by itself while bKash is down or a payment is being decided.',
        contentType: 'text/html; charset=utf-8',
      },
    },
    problems: ['invalid_request', 'forbidden', 'not_found', 'too_many_attempts'],
    problemsAre: 'pages',
  },
  ...customerOperations,
  'GET /callbacks/bkash/{orderId}/{attempt}/{mac}': {
    id: 'returnFromBkash',
    tag: 'bKash',
    summary: 'Where bKash sends the browser back to',
    about:
      'We give bKash this address; nobody else makes one, since its path carries a MAC. What bKash says here is a hint: the payment is executed and its own answer decides.',
    query: {
      paymentID: { about: 'bKash’s id of the attempt.', required: true },
      status: { about: 'What bKash says.', required: true, oneOf: ['success', 'failure', 'cancel'] },
    },
    answers: {
      303: { about: 'Back to the shop.', leadsTo: 'The `returnUrl` with `orderId` and `status` added' },
      200: {
        about: 'A page without anything of the order, for a program that looks ahead for a person.',
        contentType: 'text/html; charset=utf-8',
      },
    },
    problems: ['invalid_request', 'forbidden', 'not_found'],
    problemsAre: 'pages',
  },
  'POST /webhooks/bkash': {
    id: 'receiveBkashNotification',
    tag: 'bKash',
    summary: 'Where bKash’s notifications arrive',
    about:
      'Messages of Amazon SNS, opened by their signature and the pinned topic. A notification never pays an order; it makes us ask bKash.',
    body: { contentType: 'text/plain', about: 'The SNS envelope, JSON, whatever the content type says.' },
    answers: { 200: { about: 'Kept for certain; settled afterwards.', empty: true } },
    problems: ['invalid_request', 'forbidden'],
  },
  'GET /health': {
    id: 'getHealth',
    tag: 'Service',
    summary: 'Whether the API is up',
    about: 'Touches no data.',
    answers: { 200: { about: 'It is.', schema: 'Health', example: { status: 'ok' } } },
    problems: [],
  },
  'GET /openapi.json': {
    id: 'getDescription',
    tag: 'Service',
    summary: 'This description',
    about: 'OpenAPI 3.1, made from the schemas that judge the requests.',
    answers: { 200: { about: 'The document.', contentType: 'application/json' } },
    problems: [],
  },
  'GET /docs': {
    id: 'getDocs',
    tag: 'Service',
    summary: 'This description as a page',
    about: 'One static page: no script, and nothing loaded from elsewhere.',
    answers: { 200: { about: 'The page.', contentType: 'text/html; charset=utf-8' } },
    problems: [],
  },
};
