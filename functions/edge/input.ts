import type * as z from 'zod/mini';
import { type FieldError, ProblemError } from './problem.ts';
import type { DoorRequest } from './request.ts';

/** The body as the schema gives it, or 400 naming each field at fault. Authenticate first: 401 goes before 400. */
export function parseBody<Schema extends z.ZodMiniType>(
  request: DoorRequest,
  schema: Schema,
): z.output<Schema> {
  const contentType = request.headers['content-type'];
  if (contentType !== undefined && !jsonContentType.test(contentType)) {
    throw refusal([{ path: 'content-type', message: 'must be application/json' }]);
  }
  return parse(schema, readJson(request.rawBody));
}

/** Path parameters as the schema gives them, or 400 naming the one at fault. */
export function parseParams<Schema extends z.ZodMiniType>(
  request: DoorRequest,
  schema: Schema,
): z.output<Schema> {
  return parse(schema, request.params);
}

const jsonContentType = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

/** More would only help somebody who is guessing. */
const maxErrors = 20;
const maxNameLength = 64;

function readJson(rawBody: Buffer): unknown {
  if (rawBody.length === 0) throw refusal([{ path: '', message: 'is empty; a JSON object is needed' }]);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(rawBody));
  } catch {
    throw refusal([{ path: '', message: 'is not JSON' }]);
  }
}

function parse<Schema extends z.ZodMiniType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw refusal(result.error.issues.flatMap((issue) => fieldErrors(issue, input)).slice(0, maxErrors));
}

function refusal(errors: FieldError[]): ProblemError {
  const names = errors.map(({ path }) => path || 'the body').join(', ');
  return new ProblemError('invalid_request', `Not valid: ${names}. See errors for what each needs.`, errors);
}

type Issue = z.core.$ZodIssue;

function fieldErrors(issue: Issue, input: unknown): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: pathOf([...issue.path, key]),
      message: 'is not a field of this request',
    }));
  }
  const missing = issue.code !== 'custom' && valueAt(input, issue.path) === undefined;
  return [{ path: pathOf(issue.path), message: missing ? 'is missing' : messageOf(issue) }];
}

function pathOf(path: readonly PropertyKey[]): string {
  return path.map((part) => String(part).slice(0, maxNameLength)).join('.');
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) => (value as Record<PropertyKey, unknown> | undefined)?.[part],
    input,
  );
}

/** zod/mini carries no texts of its own: where a schema gives none it says this. */
const noText = 'Invalid input';

/** What would have been right. Never what was given: that may be a name, a number, a key. */
function messageOf(issue: Issue): string {
  if (issue.message !== noText) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'object' ? 'must be a JSON object' : `must be of type ${issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'too_small':
      return `must be at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `must be at most ${issue.maximum}${unitOf(issue.origin)}`;
    case 'invalid_format':
      return issue.format === 'regex'
        ? `must match ${issue.pattern}`
        : `must be of the form "${issue.format}"`;
    default:
      return 'is not valid';
  }
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters long';
  return origin === 'array' ? ' items long' : '';
}
