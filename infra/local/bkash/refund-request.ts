import { poishaFromBkash } from '../../../shared/domain/money.ts';
import { isAbsent } from './create-request.ts';
import type { Body } from './http.ts';
import type { RefundCommand } from './machine/refund.ts';
import type { RefusalCode } from './machine/refusals.ts';

/** `malformed`: the gateway's schema turns it away, before bKash's own logic. */
export type Unread = { kind: 'refused'; code: RefusalCode } | { kind: 'malformed' };

export type RefundFields =
  | { kind: 'command'; command: RefundCommand; words: { sku: string; reason: string } }
  | Unread;

/** Which payment's refunds are asked for. */
export type RefundedFields = { kind: 'of'; paymentId: string; trxId: string } | Unread;

const maxTextLength = 255;

/** v1: whatever is missing is 2065. Without an amount this is not a refund, and does not come here. */
export function readRefundV1(body: Body): RefundFields {
  const missing = ['paymentID', 'trxID', 'sku', 'reason'].some((name) => isAbsent(body[name]));
  if (missing) return { kind: 'refused', code: '2065' };
  const { paymentID: paymentId, trxID: trxId, amount, sku, reason } = body;
  return readRefund('v1', { paymentId, trxId, amount, sku, reason });
}

/** v2: the documents call `sku` and `reason` optional, the gateway's schema does not (`bkash-api.md` section 2.8). */
export function readRefundV2(body: Body): RefundFields {
  const { paymentId, trxId, refundAmount: amount, sku, reason } = body;
  const isWhole = [paymentId, trxId, amount, sku, reason].every((value) => typeof value === 'string');
  return isWhole ? readRefund('v2', { paymentId, trxId, amount, sku, reason }) : { kind: 'malformed' };
}

export function readRefundedV1({ paymentID: paymentId, trxID: trxId }: Body): RefundedFields {
  if (isAbsent(paymentId) || isAbsent(trxId)) return { kind: 'refused', code: '2065' };
  return { kind: 'of', paymentId: String(paymentId), trxId: String(trxId) };
}

export function readRefundedV2({ paymentId, trxId }: Body): RefundedFields {
  if (typeof paymentId !== 'string' || typeof trxId !== 'string') return { kind: 'malformed' };
  return { kind: 'of', paymentId, trxId };
}

function readRefund(
  generation: RefundCommand['generation'],
  { paymentId, trxId, amount, sku, reason }: Body,
): RefundFields {
  const amountPoisha = typeof amount === 'string' ? poishaFromBkash(amount) : undefined;
  if (amountPoisha === undefined || amountPoisha === 0) return { kind: 'refused', code: '2072' };
  if (typeof sku !== 'string' || sku === '') return { kind: 'refused', code: '2073' };
  if (sku.length > maxTextLength) return { kind: 'refused', code: '2075' };
  if (typeof reason !== 'string' || reason === '') return { kind: 'refused', code: '2078' };
  if (reason.length > maxTextLength) return { kind: 'refused', code: '2076' };
  const command = { generation, paymentId: String(paymentId), trxId: String(trxId), amountPoisha };
  return { kind: 'command', command, words: { sku, reason } };
}
