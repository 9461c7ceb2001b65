import {
  type Problem,
  type ProblemCode,
  statusOfProblem,
  titleOfProblem,
  typeOfProblem,
} from '../../shared/contract/problem.ts';

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
    type: typeOfProblem(error.code),
    title: titleOfProblem[error.code],
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
