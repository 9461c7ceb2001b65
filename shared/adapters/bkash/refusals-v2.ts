import * as z from 'zod/mini';
import { codes, internalNames } from './codes.ts';
import type { NotSentReason, Refusal } from './port.ts';
import type { Answer } from './transport.ts';

/**
 * What one v2 answer amounts to, before anyone asks what it says about a payment. `undecided` is everything that
 * nobody documented: it is neither a yes nor a no.
 */
export type Verdict =
  | { kind: 'answer'; body: unknown }
  | { kind: 'refusal'; refusal: Refusal }
  | { kind: 'not_sent'; reason: NotSentReason }
  | { kind: 'undecided'; reason: string };

/** `bkash-api.md` section 8, row 3: the four fields must be there, the messages may be null. */
const envelopeSchema = z.object({
  internalCode: z.nullable(z.string().check(z.maxLength(64))),
  externalCode: z.nullable(z.string().check(z.maxLength(64))),
  errorMessageEn: z.nullable(z.string()),
  errorMessageBn: z.nullable(z.string()),
});

/** Row 4: API Gateway in front of bKash, which turned the call away before bKash's own logic saw it. */
const gatewaySchema = z.object({ message: z.string() });
const longestMessage = 300;

export function verdictV2(answer: Answer): Verdict {
  if (answer.kind === 'unreachable') return { kind: 'not_sent', reason: 'unreachable' };
  if (answer.kind === 'lost') return { kind: 'undecided', reason: answer.reason };
  const { status, body } = answer;
  if (isUnauthorised(status, body)) return { kind: 'not_sent', reason: 'unauthorised' };
  if (status === 200) return { kind: 'answer', body };
  const code = status === 400 ? codeOf(body) : undefined;
  const row = code === undefined ? undefined : codes.get(code);
  if (code === undefined || row === undefined) return { kind: 'undecided', reason: `http_${status}` };
  // bKash would not take the token, so it did nothing with the call.
  if (row.handling === 'token') return { kind: 'not_sent', reason: 'unauthorised' };
  const theirs = envelopeSchema.parse(body);
  const message = {
    en: readable(theirs.errorMessageEn) ?? row.message.en,
    bn: readable(theirs.errorMessageBn) ?? row.message.bn,
  };
  return { kind: 'refusal', refusal: { code, handling: row.handling, message } };
}

/** The API Gateway answers an invalid token with 401; an expired one with 401 or 403, depending on the authoriser. */
function isUnauthorised(status: number, body: unknown): boolean {
  const message = gatewaySchema.safeParse(body).data?.message;
  if (message === 'Unauthorized') return status === 401;
  return message === 'The incoming token has expired' && (status === 401 || status === 403);
}

/**
 * The code of the list, from the number or else from the name. A number and a name that disagree are an answer we
 * do not understand.
 */
function codeOf(body: unknown): string | undefined {
  const envelope = envelopeSchema.safeParse(body).data;
  if (!envelope) return undefined;
  const named = internalNames.get(envelope.internalCode ?? '');
  const numbered = envelope.externalCode || named;
  return named === undefined || named === numbered ? numbered : undefined;
}

function readable(message: string | null): string | undefined {
  const text = message?.trim();
  return text && text.length <= longestMessage ? text : undefined;
}
