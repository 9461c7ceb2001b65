import { type Problem, type ProblemCode, statusOfProblem } from '../../shared/contract/problem.ts';

export interface FieldError {
  /** `amount`, `customer.email`; empty for the body as a whole. */
  path: string;
  message: string;
}

/**
 * A refusal the caller can read. `detail` says what happened and what to do next; it never quotes a secret, a token
 * or anything personal, since it is sent as it stands.
 */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors: readonly FieldError[] | undefined;

  constructor(code: ProblemCode, detail: string, errors?: readonly FieldError[]) {
    super(`${code}: ${detail}`);
    this.code = code;
    this.detail = detail;
    this.errors = errors;
  }

  get status(): number {
    return statusOfProblem[this.code];
  }
}

/** RFC 9457. */
export function problemOf(error: ProblemError, requestId: string): Problem {
  return {
    type: `urn:sundarban-pay:problem:${error.code}`,
    title: titles[error.code],
    status: error.status,
    detail: error.detail,
    code: error.code,
    requestId,
    ...(error.errors && { errors: [...error.errors] }),
  };
}

/** What an exception of ours looks like from outside: nothing of it. */
export function internalProblem(): ProblemError {
  return new ProblemError(
    'internal',
    'Something failed on our side. Try again; if it stays, quote the requestId.',
  );
}

const titles: Record<ProblemCode, string> = {
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
