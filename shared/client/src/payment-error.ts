import { type Problem, type ProblemCode, problemCodes } from './contract.ts';

/**
 * Why a call failed. A problem's code is the API's own word. `no_answer`: nobody answered in time, so that whether it
 * was done is unknown; ask again, everything that is safe to repeat has been. `unreadable_answer`: something answered,
 * and not as the API does; see `status`.
 */
export type PaymentErrorCode = ProblemCode | 'no_answer' | 'unreadable_answer';

export interface FieldError {
  /** `amount`, `customer.email`; empty for the body as a whole. */
  path: string;
  message: string;
}

/** Holds what the API said and nothing of what was sent: it may be logged as it is. */
export class PaymentError extends Error {
  override readonly name = 'PaymentError';
  readonly code: PaymentErrorCode;
  readonly detail: string;
  /** Absent where nobody answered. */
  readonly status: number | undefined;
  /** Quote it when you ask for help. */
  readonly requestId: string | undefined;
  /** For `invalid_request`: each field at fault. */
  readonly errors: readonly FieldError[];

  constructor(
    code: PaymentErrorCode,
    detail: string,
    more: { status?: number; requestId?: string; errors?: readonly FieldError[] } = {},
  ) {
    super(`${code}: ${detail}${more.requestId ? ` (request ${more.requestId})` : ''}`);
    this.code = code;
    this.detail = detail;
    this.status = more.status;
    this.requestId = more.requestId;
    this.errors = more.errors ?? [];
  }
}

/** Reads an answer that is no success. A code that this version does not know is unreadable, never guessed at. */
export function errorOf(status: number, body: unknown): PaymentError {
  if (!isProblem(body)) {
    return new PaymentError('unreadable_answer', `HTTP ${status} without a problem that we know.`, {
      status,
    });
  }
  const { code, detail, requestId, errors = [] } = body;
  return new PaymentError(code, detail, { status, requestId, errors });
}

const known: ReadonlySet<unknown> = new Set(problemCodes);

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && known.has(body.code);
}
