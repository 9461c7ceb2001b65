import type { QuarantineReason } from '../adapters/dynamodb/message-port.ts';
import type { NoticeOutcome, PaymentNotice, SnsNotification } from '../adapters/sns/port.ts';
import { maskedWallet, orderOfInvoice } from '../domain/ids.ts';

export type Told =
  | { kind: 'payment'; notice: PaymentNotice }
  | { kind: 'unusable'; reason: QuarantineReason; notice?: PaymentNotice };

/** What a genuine notification tells that may be acted on, or why nothing may: then it is put aside whole. */
export function readGenuine(
  { Message }: SnsNotification,
  { stale }: { stale: boolean },
  { readNotice, stage }: { readNotice: (message: string) => NoticeOutcome; stage: string },
): Told {
  const read = readNotice(Message);
  if (read.kind === 'unrecognised') return { kind: 'unusable', reason: stale ? 'stale' : read.reason };
  const notice = withoutNumbers(read.notice, stage);
  if (stale) return { kind: 'unusable', reason: 'stale', notice };
  // bKash announces completed payments only; another word is none we know what to do about.
  if (notice.status !== 'Completed') return { kind: 'unusable', reason: 'not_completed', notice };
  return { kind: 'payment', notice };
}

const phoneNumbers = /(?<!\d)(?:\+?88)?01[3-9]\d{8}(?!\d)/g;

/** An invoice that is none of ours may be anything a person typed; it is kept for the operator, numbers masked. */
function withoutNumbers(notice: PaymentNotice, stage: string): PaymentNotice {
  const { invoice } = notice;
  if (invoice === undefined || orderOfInvoice(stage, invoice)) return notice;
  return { ...notice, invoice: invoice.replace(phoneNumbers, maskedWallet) };
}
