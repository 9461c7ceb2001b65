import * as z from 'zod/mini';
import { lenient } from './lenient-field.ts';
import type { Answer } from './transport.ts';

/** The two calls of the hourly budget. Both count, whatever they answer, unless no connection was opened. */
export interface TokenCalls {
  grantToken(): Promise<TokenAnswer>;
  refreshToken(refreshToken: string): Promise<TokenAnswer>;
}

export type TokenAnswer =
  | { kind: 'granted'; token: string; lifeMs: number; refreshToken?: string }
  /** bKash answered, and gave no token. */
  | { kind: 'refused'; reason: string }
  /** bKash says that there were too many token calls. It hears no further one for an hour. */
  | { kind: 'locked_out' }
  | { kind: 'not_sent' }
  | { kind: 'silent'; reason: string };

/** `expires_in` is a number in the tokenized product, a string in older typings (`bkash-api.md` section 2.2). */
const grantSchema = z.object({
  statusCode: z.optional(z.literal('0000')),
  /** Sent on as a header, so nothing that a header cannot carry. */
  id_token: z.string().check(z.regex(/^[\x21-\x7e]{1,8192}$/)),
  expires_in: z.union([z.number(), z.string().check(z.regex(/^\d{1,6}$/))]),
  refresh_token: lenient(z.string().check(z.minLength(1), z.maxLength(16384))),
});

const longestLifeSeconds = 86_400;

/**
 * What bKash says to the third token call of an hour is not known (`bkash-api.md` section 2.2): its envelopes are, and
 * the words that such a sentence must have.
 */
const lockOutSchema = z.object({
  msg: lenient(z.string()),
  message: lenient(z.string()),
  statusMessage: lenient(z.string()),
  errorMessageEn: lenient(z.string()),
  errorMessage: lenient(z.string()),
});
const lockOutWords = /\blimit|exceed|too many|\bblocked|\blocked|\bhour/i;
const tooManyRequests = 429;

export function tokenAnswerOf(answer: Answer): TokenAnswer {
  if (answer.kind === 'unreachable') return { kind: 'not_sent' };
  if (answer.kind === 'lost') return { kind: 'silent', reason: answer.reason };
  const granted = answer.status === 200 ? grantSchema.safeParse(answer.body).data : undefined;
  const lifeSeconds = Number(granted?.expires_in);
  if (!granted || !(lifeSeconds > 0)) {
    return isLockOut(answer) ? { kind: 'locked_out' } : { kind: 'refused', reason: `http_${answer.status}` };
  }
  return {
    kind: 'granted',
    token: granted.id_token,
    lifeMs: Math.min(lifeSeconds, longestLifeSeconds) * 1000,
    ...(granted.refresh_token !== undefined && { refreshToken: granted.refresh_token }),
  };
}

function isLockOut({ status, body }: Answer & { kind: 'answered' }): boolean {
  if (status === tooManyRequests) return true;
  // An error page of a server that is down speaks of other limits.
  if (status >= 500) return false;
  const said = lockOutSchema.safeParse(body).data ?? {};
  return Object.values(said).some((words) => words !== undefined && lockOutWords.test(words));
}
