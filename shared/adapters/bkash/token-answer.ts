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

export function tokenAnswerOf(answer: Answer): TokenAnswer {
  if (answer.kind === 'unreachable') return { kind: 'not_sent' };
  if (answer.kind === 'lost') return { kind: 'silent', reason: answer.reason };
  const granted = answer.status === 200 ? grantSchema.safeParse(answer.body).data : undefined;
  const lifeSeconds = Number(granted?.expires_in);
  if (!granted || !(lifeSeconds > 0)) return { kind: 'refused', reason: `http_${answer.status}` };
  return {
    kind: 'granted',
    token: granted.id_token,
    lifeMs: Math.min(lifeSeconds, longestLifeSeconds) * 1000,
    ...(granted.refresh_token !== undefined && { refreshToken: granted.refresh_token }),
  };
}
