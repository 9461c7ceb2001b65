import { pendingOrder } from './examples.ts';
import {
  claimRequest,
  createAnswer,
  notification,
  notifications,
  paidInPage,
  sdkExecuteRequest,
} from './examples-customer.ts';
import type { Operation } from './operation.ts';

const page = 'text/html; charset=utf-8';

/** The rows of what a customer's browser opens or the shop's page asks for with his order's token. */
export const customerOperations: Record<`${'GET' | 'POST'} /${string}`, Operation> = {
  'GET /pay/{orderId}/status': {
    id: 'showStatusPage',
    tag: 'Customer',
    summary: 'The status page',
    about:
      'How the order stands, for its customer, on any device and also without JavaScript. Starts nothing and asks bKash nothing. `claim=form` is the form for a TrxID.',
    auth: ['token'],
    query: {
      lang: { about: 'The language, where it is not the order’s.', required: false, oneOf: ['bn', 'en'] },
      claim: { about: 'The form instead of the page.', required: false, oneOf: ['form'] },
    },
    answers: { 200: { about: 'The page.', contentType: page } },
    problems: ['invalid_request', 'forbidden', 'not_found'],
    problemsAre: 'pages',
  },
  'POST /pay/{orderId}/claims': {
    id: 'claimOnPage',
    tag: 'Customer',
    summary: 'The form of the status page',
    about: '“I paid, here is my TrxID”, as a form with the field `trxID`.',
    auth: ['token'],
    answers: { 303: { about: 'Heard.', leadsTo: 'The status page' } },
    problems: ['invalid_request', 'forbidden', 'not_found', 'slow_down'],
    problemsAre: 'pages',
  },
  'POST /orders/{orderId}/claims': {
    id: 'claimPayment',
    tag: 'Customer',
    summary: '“I paid”',
    about:
      'Has bKash asked at once about the undecided attempts of this order. A TrxID that none of them yields is kept for a person; it never pays an order by itself.',
    auth: ['token'],
    body: { schema: 'ClaimRequest', example: claimRequest },
    answers: {
      202: { about: 'Somebody looks.', schema: 'Order', example: pendingOrder },
      200: { about: 'Said a moment ago, or known already.', schema: 'Order', example: pendingOrder },
    },
    problems: ['invalid_request', 'not_found', 'slow_down'],
  },
  'GET /orders/{orderId}/notifications': {
    id: 'listNotifications',
    tag: 'Customer',
    summary: 'What the customer was told',
    about: 'For the shop’s own page, newest first, in the order’s language.',
    auth: ['token'],
    answers: { 200: { about: 'The list.', schema: 'Notifications', example: notifications } },
    problems: ['invalid_request', 'not_found'],
  },
  'POST /orders/{orderId}/notifications/{id}/read': {
    id: 'readNotification',
    tag: 'Customer',
    summary: 'Mark one as read',
    about: 'No body. Safe to repeat: the first time stands.',
    auth: ['token'],
    answers: { 200: { about: 'The notification, read.', schema: 'Notification', example: notification } },
    problems: ['invalid_request', 'not_found'],
  },
  'POST /orders/{orderId}/bkash/create': {
    id: 'createSdkPayment',
    tag: 'Customer',
    summary: 'bKash.js: open a payment',
    about:
      'For an order of mode `sdk`, from the page’s `createRequest`. No body. Hand the answer to bKash.js as it is.',
    auth: ['token'],
    answers: {
      200: { about: `bKash’s own answer, such as \`${createAnswer}\`.`, contentType: 'application/json' },
    },
    problems: ['not_found', 'order_not_payable', 'too_many_attempts', 'bkash_unavailable'],
  },
  'POST /orders/{orderId}/bkash/execute': {
    id: 'executeSdkPayment',
    tag: 'Customer',
    summary: 'bKash.js: the customer approved',
    about:
      'From the page’s `executeRequestOnAuthorization`. Decide by `status`: `pending` means that bKash’s answer is missing and will be fetched.',
    auth: ['token'],
    body: { schema: 'SdkExecuteRequest', example: sdkExecuteRequest },
    answers: { 200: { about: 'How the order stands.', schema: 'SdkExecuteResponse', example: paidInPage } },
    problems: ['invalid_request', 'not_found'],
  },
};
