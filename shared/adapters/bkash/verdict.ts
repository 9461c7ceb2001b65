import * as z from 'zod/mini';
import { codes } from './codes.ts';
import type { NotSentReason, Refusal } from './port.ts';
import type { Answer } from './transport.ts';

/**
 * What one answer amounts to, before anyone asks what it says about a payment. `undecided` is everything that
 * nobody documented: it is neither a yes nor a no.
 */
export type Verdict =
  | { kind: 'answer'; body: unknown }
  | { kind: 'refusal'; refusal: Refusal }
  | { kind: 'not_sent'; reason: NotSentReason }
  | { kind: 'undecided'; reason: string };

/**
 * What the words of a generation say: its success, a code with bKash's own messages, or undefined for anything that
 * is not documented.
 */
export type Reading =
  | 'success'
  | { code: string; en?: string | null | undefined; bn?: string | null }
  | undefined;

/** API Gateway in front of bKash, which turned the call away before bKash's own logic saw it (section 8, row 4). */
const gatewaySchema = z.object({ message: z.string() });
const longestMessage = 300;

export function verdictOf(answer: Answer, read: (status: number, body: unknown) => Reading): Verdict {
  if (answer.kind === 'unreachable') return { kind: 'not_sent', reason: 'unreachable' };
  if (answer.kind === 'lost') return { kind: 'undecided', reason: answer.reason };
  const { status, body } = answer;
  if (isUnauthorised(status, body)) return { kind: 'not_sent', reason: 'unauthorised' };
  const reading = read(status, body);
  if (reading === 'success') return { kind: 'answer', body };
  const row = reading && codes.get(reading.code);
  if (!row || namesTransaction(body)) {
    return { kind: 'undecided', reason: `http_${status}` };
  }
  // bKash would not take the token, so it did nothing with the call.
  if (row.handling === 'token') return { kind: 'not_sent', reason: 'unauthorised' };
  const message = { en: readable(reading.en) ?? row.message.en, bn: readable(reading.bn) ?? row.message.bn };
  return { kind: 'refusal', refusal: { code: reading.code, handling: row.handling, message } };
}

/** The API Gateway answers an invalid token with 401; an expired one with 401 or 403, depending on the authoriser. */
function isUnauthorised(status: number, body: unknown): boolean {
  const message = gatewaySchema.safeParse(body).data?.message;
  if (message === 'Unauthorized') return status === 401;
  return message === 'The incoming token has expired' && (status === 401 || status === 403);
}

/** A no that names a transaction contradicts itself. */
function namesTransaction(body: unknown): boolean {
  const said = body as Record<string, unknown>;
  const numbers = [said.trxId, said.trxID, said.refundTrxId, said.refundTrxID];
  const isNamed = numbers.some((number) => typeof number === 'string');
  return isNamed || [said.transactionStatus, said.refundTransactionStatus].includes('Completed');
}

function readable(message: string | null | undefined): string | undefined {
  const text = message?.trim();
  return text && text.length <= longestMessage ? text : undefined;
}
