import type { Receipt } from '../../shared/adapters/sns/port.ts';

/** A genuine notification, as it is remembered. */
export function aReceipt(changes: Partial<Receipt> = {}): Receipt {
  const receivedAt = Date.parse('2026-11-23T12:00:00.900Z');
  return {
    fingerprint: 'a1'.repeat(32),
    messageId: 'm-1',
    type: 'Notification',
    topicArn: 'arn:aws:sns:ap-southeast-1:000000000000:bpt_sundarban',
    signatureVersion: '1',
    publishedAt: receivedAt - 900,
    receivedAt,
    ...changes,
  };
}
