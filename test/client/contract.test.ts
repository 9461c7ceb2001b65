import { describe, expect, expectTypeOf, it } from 'vitest';
import type * as z from 'zod/mini';
import type * as client from '../../shared/client/src/contract.ts';
import { problemCodes } from '../../shared/client/src/contract.ts';
import type { checkoutRequestSchema } from '../../shared/contract/checkout.ts';
import type { CheckoutResponse } from '../../shared/contract/checkout-response.ts';
import type { claimRequestSchema } from '../../shared/contract/claim.ts';
import type { Notification, Notifications } from '../../shared/contract/notifications.ts';
import type { OrderStatus, OrderView, RefundView } from '../../shared/contract/order-view.ts';
import type { PaymentEvent } from '../../shared/contract/payment-event.ts';
import { type Problem, type ProblemCode, statusOfProblem } from '../../shared/contract/problem.ts';
import type { refundRequestSchema } from '../../shared/contract/refund.ts';
import type { ExecuteResponse } from '../../shared/contract/sdk-payment.ts';

/** The types are proved by `npm run types`; that the file is fresh, by `test/contract/document.test.ts`. */
describe('the client’s types', () => {
  it('are those that the contract’s schemas give', () => {
    expectTypeOf<client.CheckoutRequest>().toEqualTypeOf<z.input<typeof checkoutRequestSchema>>();
    expectTypeOf<client.RefundRequest>().toEqualTypeOf<z.input<typeof refundRequestSchema>>();
    expectTypeOf<client.ClaimRequest>().toEqualTypeOf<z.input<typeof claimRequestSchema>>();
    expectTypeOf<client.Notification>().toEqualTypeOf<Notification>();
    expectTypeOf<client.Notifications>().toEqualTypeOf<Notifications>();
    expectTypeOf<client.SdkExecuteResponse>().toEqualTypeOf<ExecuteResponse>();
    expectTypeOf<client.CheckoutResponse>().toEqualTypeOf<CheckoutResponse>();
    expectTypeOf<client.Order>().toEqualTypeOf<OrderView>();
    expectTypeOf<client.OrderStatus>().toEqualTypeOf<OrderStatus>();
    expectTypeOf<client.Refund>().toEqualTypeOf<RefundView>();
    expectTypeOf<client.PaymentEvent>().toEqualTypeOf<PaymentEvent>();
    expectTypeOf<client.Problem>().toEqualTypeOf<Problem>();
    expectTypeOf<client.ProblemCode>().toEqualTypeOf<ProblemCode>();
  });

  it('come with the closed list of codes', () => {
    expect(problemCodes).toEqual(Object.keys(statusOfProblem));
  });
});
