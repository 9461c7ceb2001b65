import * as z from 'zod/mini';

/** Every error our functions answer, and the HTTP status it has. The list is closed. */
export const statusOfProblem = {
  invalid_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  order_conflict: 409,
  refund_conflict: 409,
  order_not_payable: 409,
  order_not_refundable: 409,
  order_not_cancellable: 409,
  too_many_attempts: 409,
  too_large: 413,
  over_refund: 422,
  refund_window: 422,
  refund_count: 422,
  slow_down: 429,
  internal: 500,
  bkash_unavailable: 503,
} as const;

export type ProblemCode = keyof typeof statusOfProblem;

export const titleOfProblem: Record<ProblemCode, string> = {
  invalid_request: 'The request is not valid',
  unauthorized: 'The credential is missing or not valid',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  order_conflict: 'The order exists with other content',
  refund_conflict: 'The refund exists with other content',
  order_not_payable: 'The order cannot be paid now',
  order_not_refundable: 'The order cannot be refunded now',
  order_not_cancellable: 'The order cannot be cancelled now',
  too_many_attempts: 'Too many payment attempts',
  too_large: 'The body is too large',
  over_refund: 'More than was captured',
  refund_window: 'The refund window is over',
  refund_count: 'No further partial refund is possible',
  slow_down: 'Too many requests',
  internal: 'Internal error',
  bkash_unavailable: 'bKash does not answer',
};

export function typeOfProblem(code: ProblemCode): string {
  return `urn:sundarban-pay:problem:${code}`;
}

/** RFC 9457, as `application/problem+json`. */
export const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(Object.keys(statusOfProblem) as [ProblemCode, ...ProblemCode[]]),
  requestId: z.string(),
  errors: z.optional(z.array(z.strictObject({ path: z.string(), message: z.string() }))),
});

export type Problem = z.infer<typeof problemSchema>;
