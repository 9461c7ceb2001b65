import type { Answer } from '../../../shared/adapters/bkash/transport.ts';

/** What bKash said, read by the oracle's own eyes and not by the translation that it judges. */
export type Said =
  | { kind: 'nothing' }
  /** Certainly not done. */
  | { kind: 'not_done' }
  | { kind: 'code'; code: string }
  | { kind: 'completed'; trxId: string }
  | { kind: 'initiated'; isAgreed: boolean }
  | { kind: 'other' };

/** Codes by which bKash says that it has trouble, so neither yes nor no. */
const troubles = new Set(['503', '2003', '2020', '2024', '9999']);

export function saidIn(answer: Answer): Said {
  if (answer.kind === 'unreachable') return { kind: 'not_done' };
  if (answer.kind === 'lost') return { kind: 'nothing' };
  const body = answer.body as Record<string, unknown>;
  if (answer.status === 401) return { kind: 'not_done' };
  const code = text(body.externalCode) ?? text(body.statusCode) ?? text(body.errorCode);
  if (code !== undefined && code !== '0000')
    return troubles.has(code) ? { kind: 'nothing' } : { kind: 'code', code };
  if (answer.status !== 200) return { kind: 'nothing' };
  const trxId = text(body.trxId) ?? text(body.trxID);
  if (body.transactionStatus === 'Completed' && trxId !== undefined) return { kind: 'completed', trxId };
  if (body.transactionStatus === 'Initiated') {
    return { kind: 'initiated', isAgreed: body.verificationStatus === 'Complete' };
  }
  return { kind: 'other' };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
