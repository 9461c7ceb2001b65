import type { FunctionName } from '../shared/config/environment.ts';
import type { Row } from './function-row.ts';

/** API Gateway gives up at 30 s; one second less and our own line in the log is the last word. */
const requestSeconds = 29;
/** The order, its trxID ties, the bKash token and the gate. */
const order = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'] as const;
const credentials = ['secretsmanager:GetSecretValue'] as const;
const send = ['sqs:SendMessage'] as const;

/** The whole API's limits, requests a second and at once; a row's `throttle` is for a route they would not protect. */
export const apiThrottle = { rate: 1_000, burst: 2_000 };

export const functionRows: { [Name in FunctionName]: Row<Name> } = {
  'start-checkout': {
    on: [{ route: 'POST /checkouts' }],
    timeoutSeconds: requestSeconds,
    callsBkash: true,
    may: { table: order, secret: credentials },
  },
  'pay-link': {
    on: [{ route: 'GET /pay/{orderId}' }],
    timeoutSeconds: requestSeconds,
    callsBkash: true,
    may: { table: order, secret: credentials, settleQueue: send },
  },
  'status-page': {
    on: [{ route: 'GET /pay/{orderId}/status' }],
    timeoutSeconds: requestSeconds,
    // It shows what is written and asks nobody, so it may write nothing.
    may: { table: ['dynamodb:GetItem'], secret: credentials },
  },
  'claim-on-page': {
    on: [{ route: 'POST /pay/{orderId}/claims' }],
    timeoutSeconds: requestSeconds,
    may: { table: ['dynamodb:GetItem', 'dynamodb:PutItem'], secret: credentials, settleQueue: send },
  },
  'claim-payment': {
    on: [{ route: 'POST /orders/{orderId}/claims' }],
    timeoutSeconds: requestSeconds,
    may: { table: ['dynamodb:GetItem', 'dynamodb:PutItem'], secret: credentials, settleQueue: send },
  },
  'return-from-bkash': {
    on: [{ route: 'GET /callbacks/bkash/{orderId}/{attempt}/{mac}' }],
    timeoutSeconds: requestSeconds,
    callsBkash: true,
    may: { table: order, secret: credentials, settleQueue: send },
  },
  'create-sdk-payment': {
    on: [{ route: 'POST /orders/{orderId}/bkash/create' }],
    timeoutSeconds: requestSeconds,
    callsBkash: true,
    may: { table: order, secret: credentials, settleQueue: send },
  },
  'execute-sdk-payment': {
    on: [{ route: 'POST /orders/{orderId}/bkash/execute' }],
    timeoutSeconds: requestSeconds,
    callsBkash: true,
    may: { table: order, secret: credentials, settleQueue: send },
  },
  'get-order': {
    on: [{ route: 'GET /orders/{orderId}' }],
    timeoutSeconds: requestSeconds,
    callsBkash: true,
    may: { table: order, secret: credentials, settleQueue: send },
  },
  'cancel-order': {
    on: [{ route: 'POST /orders/{orderId}/cancel' }],
    timeoutSeconds: requestSeconds,
    callsBkash: true,
    may: { table: order, secret: credentials },
  },
  'refund-order': {
    on: [{ route: 'POST /orders/{orderId}/refunds' }],
    timeoutSeconds: requestSeconds,
    callsBkash: true,
    may: { table: order, secret: credentials, settleQueue: send },
  },
  'get-refund': {
    on: [{ route: 'GET /orders/{orderId}/refunds/{refundId}' }],
    timeoutSeconds: requestSeconds,
    callsBkash: true,
    may: { table: order, secret: credentials },
  },
  'list-notifications': {
    on: [{ route: 'GET /orders/{orderId}/notifications' }],
    timeoutSeconds: requestSeconds,
    may: { table: ['dynamodb:GetItem'], secret: credentials },
  },
  'read-notification': {
    on: [{ route: 'POST /orders/{orderId}/notifications/{id}/read' }],
    timeoutSeconds: requestSeconds,
    may: { table: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], secret: credentials },
  },
  'receive-webhook': {
    // bKash's notifications come at the pace of its payments; anyone else's flood stops here and in 25 copies.
    on: [{ route: 'POST /webhooks/bkash', throttle: { rate: 300, burst: 600 } }],
    // SNS waits 15 s for an answer, and sends again what was cut off; ours needs one certificate (2 s at most), one
    // send, and one write for a message that goes aside.
    timeoutSeconds: 14,
    reservedConcurrency: 25,
    may: { table: ['dynamodb:PutItem'], settleQueue: send },
  },
  'settle-payments': {
    on: [{ queue: 'settleQueue', batchSize: 10, maxConcurrency: 25 }],
    // Ten messages at once, each with a token (5 s), one Execute (28 s) and its writes (design rule 12).
    timeoutSeconds: 60,
    reservedConcurrency: 25,
    callsBkash: true,
    // A message that waited in quarantine to be verified is taken out of it.
    may: { table: [...order, 'dynamodb:DeleteItem'], settleQueue: send, secret: credentials },
  },
  'reconcile-payments': {
    on: [{ schedule: 'rate(1 minute)', input: {} }],
    // It only finds what is due and queues it: it must be done before the next one begins.
    timeoutSeconds: 50,
    may: { table: ['dynamodb:GetItem', 'dynamodb:PutItem'], dueIndex: ['dynamodb:Query'], settleQueue: send },
  },
  'renew-token': {
    // It looks for itself whether the token is in its 50th to 55th minute: two runs fall into every window.
    on: [{ schedule: 'rate(5 minutes)', input: {} }],
    // One token call, which bKash answers within 30 s or not at all.
    timeoutSeconds: 45,
    callsBkash: true,
    may: { table: ['dynamodb:GetItem', 'dynamodb:PutItem'], secret: credentials },
  },
  announce: {
    on: [{ streamOfItems: 'ORDER' }, { schedule: 'rate(1 day)', input: { sweep: 'facts' } }],
    // The daily sweep pages through the table; a batch of the stream takes a second.
    timeoutSeconds: 300,
    may: { table: ['dynamodb:GetItem', 'dynamodb:Scan'], noticeQueue: send, shopQueue: send },
  },
  deliver: {
    // SES lets an account that has left its sandbox begin with 14 emails a second: more senders at once would only be told to slow down.
    on: [{ queue: 'noticeQueue', batchSize: 10, maxConcurrency: 2 }],
    // Ten messages at once, each within a few seconds even when SES asks for a second try.
    timeoutSeconds: 60,
    // It reads the order, claims in the ledger, takes the claim back when SES refused, and signs a payment link.
    may: {
      secret: credentials,
      table: ['dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
      sender: ['ses:SendEmail'],
      phones: ['sns:Publish'],
    },
  },
  operate: {
    on: [],
    byName: true,
    // An operator waits: for a token, a Query and a Search of 30 s each, or for the table to be read once.
    timeoutSeconds: 120,
    callsBkash: true,
    may: {
      // One write of a tie, an order and an entry needs what its parts need. It reads the table to suggest orders, and
      // takes a message's entry out of the ledger to have it sent once more.
      table: [...order, 'dynamodb:DeleteItem', 'dynamodb:Query', 'dynamodb:Scan'],
      secret: credentials,
      settleQueue: send,
      noticeQueue: send,
      shopQueue: send,
    },
  },
  'tell-shop': {
    // Twenty requests at once are what a small shop's server can be asked to bear; a dead one is waited for elsewhere.
    on: [{ queue: 'shopQueue', batchSize: 10, maxConcurrency: 2 }],
    // Ten posts at once, each cut off after 10 s, with a read before and a write and a send after it.
    timeoutSeconds: 30,
    may: { table: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], secret: credentials, shopQueue: send },
  },
  'record-bounce': {
    // One email in a hundred comes back, if that many.
    on: [{ queue: 'bounceQueue', batchSize: 10, maxConcurrency: 2 }],
    // Ten reads and ten writes at once.
    timeoutSeconds: 15,
    may: { table: ['dynamodb:GetItem', 'dynamodb:PutItem'] },
  },
  health: { on: [{ route: 'GET /health' }], timeoutSeconds: 5, may: {} },
  'describe-api': {
    on: [{ route: 'GET /openapi.json' }, { route: 'GET /docs' }],
    timeoutSeconds: 5,
    may: {},
  },
};
