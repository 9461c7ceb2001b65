import type * as z from 'zod/mini';
import type { checkoutRequestSchema } from '../checkout.ts';
import type { CheckoutResponse } from '../checkout-response.ts';
import type { OrderView, RefundView } from '../order-view.ts';
import type { refundRequestSchema } from '../refund.ts';

/** One order of 1050 taka through its life: asked for, paid, and 250 taka of it given back. */
export const checkoutRequest: z.input<typeof checkoutRequestSchema> = {
  orderId: 'SB-20481',
  amount: '1050.00',
  currency: 'BDT',
  customer: { name: 'Rahima Khatun', email: 'rahima@example.com', phone: '01712345678' },
  returnUrl: 'https://shop.example/orders/SB-20481',
  locale: 'bn',
};

export const refundRequest: z.input<typeof refundRequestSchema> = {
  refundId: 'SB-20481-R1',
  amount: '250.00',
  reason: 'One jar of honey was out of stock',
};

const attempt = {
  attempt: 1,
  invoice: 'SB-20481-1',
  state: 'created',
  paymentID: 'TR0011RsjP3mX1747579752377',
  amount: '1050.00',
  at: '2026-11-23T06:00:00.412Z',
} as const;

const started: OrderView['timeline'] = [
  { at: '2026-11-23T06:00:00.000Z', what: 'checkout', detail: 'The shop asked for the payment' },
  { at: '2026-11-23T06:00:00.412Z', what: 'bkash_created', detail: 'bKash opened a payment (attempt 1)' },
];

export const pendingOrder: OrderView = {
  orderId: 'SB-20481',
  status: 'pending',
  payable: true,
  amount: '1050.00',
  currency: 'BDT',
  amountPaid: '0.00',
  amountRefunded: '0.00',
  locale: 'bn',
  mode: 'redirect',
  createdAt: '2026-11-23T06:00:00.000Z',
  expiresAt: '2026-11-24T06:00:00.000Z',
  updatedAt: '2026-11-23T06:00:00.412Z',
  attempts: [attempt],
  refunds: [],
  surplus: [],
  timeline: started,
};

const token = 'v1.k1.1798005600.MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY';

export const checkoutResponse: CheckoutResponse = {
  ...pendingOrder,
  payUrl: `https://pay.shop.example/pay/SB-20481?token=${token}`,
  bkashUrl: 'https://payment.bkash.com/?paymentId=TR0011RsjP3mX1747579752377',
  token,
};

/** bKash was down: the order stands, and its payment link works as soon as bKash does. */
export const checkoutWithoutBkash: CheckoutResponse = {
  ...checkoutResponse,
  updatedAt: '2026-11-23T06:00:00.000Z',
  attempts: [],
  timeline: started.slice(0, 1),
  bkashUrl: null,
};

export const paidOrder: OrderView = {
  ...pendingOrder,
  status: 'paid',
  payable: false,
  amountPaid: '1050.00',
  updatedAt: '2026-11-23T06:01:12.903Z',
  attempts: [
    {
      ...attempt,
      state: 'completed',
      trxID: 'DKN1A2B3C4',
      payer: '017*****575',
      at: '2026-11-23T06:01:12.903Z',
    },
  ],
  timeline: [
    ...started,
    {
      at: '2026-11-23T06:01:11.870Z',
      what: 'execute_sent',
      detail: 'The customer approved; the execution was sent (attempt 1)',
    },
    {
      at: '2026-11-23T06:01:12.903Z',
      what: 'completed',
      detail: 'bKash confirmed the payment (attempt 1)',
    },
  ],
};

export const cancelledOrder: OrderView = {
  ...pendingOrder,
  status: 'cancelled',
  payable: false,
  updatedAt: '2026-11-23T06:00:40.020Z',
  attempts: [{ ...attempt, state: 'lapsed', reason: 'order_closed', at: '2026-11-23T06:00:40.020Z' }],
};

export const requestedRefund: RefundView = {
  refundId: 'SB-20481-R1',
  amount: '250.00',
  state: 'requested',
  reason: 'One jar of honey was out of stock',
  at: '2026-11-25T09:30:00.000Z',
};

export const succeededRefund: RefundView = {
  ...requestedRefund,
  state: 'succeeded',
  refundTrxID: 'DKP5D6E7F8',
};
