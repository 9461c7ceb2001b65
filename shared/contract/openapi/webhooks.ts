import { type PaymentEventType, paymentEventTypes } from '../payment-event.ts';
import { cancelledOrder, paidOrder } from './examples.ts';
import {
  cancelledAttempt,
  expiredOrder,
  failedAttempt,
  refundedOrder,
  returnedSurplus,
} from './examples-webhooks.ts';
import type { tags } from './operation.ts';

interface Message {
  summary: string;
  about: string;
  /** The order as it is sent. */
  example: { updatedAt: string };
}

/** What the document says of every message to the shop's server: one row each. */
export const messages: Record<PaymentEventType, Message> = {
  'order.paid': {
    summary: 'An order is paid',
    about: 'bKash confirmed the payment, and its amount is the order’s. Once an order.',
    example: paidOrder,
  },
  'order.expired': {
    summary: 'An order has expired',
    about: 'The time to pay is over, and nothing is undecided any more. Once an order.',
    example: expiredOrder,
  },
  'order.cancelled': {
    summary: 'An order is withdrawn',
    about: 'The shop withdrew it, and nothing is undecided any more. Once an order.',
    example: cancelledOrder,
  },
  'order.refunded': {
    summary: 'A refund has gone back',
    about: 'It is back in the customer’s bKash account. Once a `refundId`.',
    example: refundedOrder,
  },
  'order.surplus_returned': {
    summary: 'Surplus has gone back',
    about: 'Money that the order did not need went back to its payer. Once a surplus.',
    example: returnedSurplus,
  },
  'attempt.failed': {
    summary: 'An attempt failed',
    about: 'bKash refused one try; as long as the order is `payable`, it can still be paid. Once an attempt.',
    example: failedAttempt,
  },
  'attempt.cancelled': {
    summary: 'An attempt was cancelled',
    about:
      'The customer closed bKash’s page; as long as the order is `payable`, it can still be paid. Once an attempt.',
    example: cancelledAttempt,
  },
};

/** The `webhooks` of the document: what the shop's server receives, as OpenAPI 3.1 has a place for. */
export function describedWebhooks() {
  return Object.fromEntries(paymentEventTypes.map((type) => [type, { post: described(type) }]));
}

const tag: keyof typeof tags = 'Webhooks';

function described(type: PaymentEventType) {
  const { summary, about, example: data } = messages[type];
  const example = { type, timestamp: data.updatedAt, data };
  const schema = {
    allOf: [{ $ref: '#/components/schemas/PaymentEvent' }, { properties: { type: { const: type } } }],
  };
  return {
    operationId: `on${type.split(/[._]/).map(capitalised).join('')}`,
    tags: [tag],
    summary,
    description: `\`${type}\`: ${about}`,
    security: [],
    parameters: Object.entries(headers).map(([name, description]) => ({
      ...{ name, in: 'header', required: true, description, schema: { type: 'string' } },
    })),
    requestBody: { required: true, content: { 'application/json': { schema, example } } },
    responses: {
      '2XX': { description: 'Taken, within ten seconds. It does not come again.' },
      default: { description: 'Not taken, as silence and a redirect: it comes again, for three days.' },
    },
  };
}

const headers = {
  'webhook-id': 'The same at every try of this message: how to know one that was taken before.',
  'webhook-timestamp': 'When this try was sent, in seconds since 1970.',
  'webhook-signature':
    '`v1,` and the HMAC-SHA256 of `<id>.<timestamp>.<body>` in base64; several, parted by spaces, while a secret is being exchanged.',
};

function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
