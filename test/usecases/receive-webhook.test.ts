import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../shared/adapters/sns/port.ts';
import { aDoor, notification, cameAt as now, signed } from '../fakes/webhook-door.ts';

const genuine: Verdict = { kind: 'genuine', stale: false };
const unreachable: Verdict = { kind: 'unreachable', reason: 'no answer' };

describe('a webhook', () => {
  it('that is genuine is queued read, without its payer, and only then accepted', async () => {
    const door = aDoor(genuine);
    expect(await door.receive(notification())).toEqual({ kind: 'accepted' });
    expect(door.queued).toEqual([
      {
        kind: 'webhook',
        receipt: {
          fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
          messageId: 'm-1',
          type: 'Notification',
          topicArn: signed.TopicArn,
          signatureVersion: '1',
          publishedAt: now - 5_000,
          receivedAt: now,
        },
        notice: {
          trxId: 'DKN1A2B3C4',
          status: 'Completed',
          currency: 'BDT',
          amountPoisha: 105_000,
          invoice: 'SB-1-1',
          payer: '017*****678',
        },
        putBacks: 0,
      },
    ]);
    expect(door.telemetry.told).toEqual([{ name: 'WebhookQueued', state: 'verified', messageId: 'm-1' }]);
    expect(door.telemetry.counted).toEqual(['WebhookReceived']);
    expect(door.table.journalOf.size).toBe(0);
  });

  it.each([
    ['the payer', { debitMSISDN: '8801712345678' }],
    ['an invoice that somebody typed', { merchantInvoiceNumber: 'from 01712345678' }],
    ['an invoice of another stage', { merchantInvoiceNumber: 'sandbox.8801712345678-1' }],
    ['a reference', { transactionReference: '01712345678' }],
  ])('leaves no number in the queue: %s', async (_, said) => {
    const door = aDoor(genuine);
    await door.receive(notification(said));
    expect(door.queued).toHaveLength(1);
    expect(JSON.stringify(door.queued)).not.toContain('1712345678');
  });

  it('keeps the invoice of an order as it is, even where its id is a number', async () => {
    const door = aDoor(genuine);
    await door.receive(notification({ merchantInvoiceNumber: '01712345678-1' }));
    expect(door.queued).toMatchObject([{ notice: { invoice: '01712345678-1' } }]);
  });

  it.each([
    ['old', 'stale', { kind: 'genuine', stale: true }, {}],
    ['not of a completed payment', 'not_completed', genuine, { transactionStatus: 'Initiated' }],
    ['without a trxID', 'no_trx_id', genuine, { trxID: '' }],
  ] as const)(
    'that is genuine but %s goes into quarantine and the journal',
    async (_, reason, verdict, said) => {
      const door = aDoor(verdict);
      const envelope = notification(said);
      expect(await door.receive(envelope)).toEqual({ kind: 'accepted' });
      expect(door.queued).toEqual([]);
      expect(door.quarantined()).toEqual([{ reason, body: JSON.stringify(envelope) }]);
      expect(door.journal()).toMatchObject([
        { verdict: reason === 'stale' ? 'stale' : 'genuine', outcome: 'quarantined', reason },
      ]);
      expect(door.telemetry.counted).toEqual(['WebhookQuarantined', 'WebhookReceived']);
    },
  );

  it('whose certificate cannot be had waits in quarantine; the queue only says where', async () => {
    const door = aDoor(unreachable);
    const envelope = notification();
    expect(await door.receive(envelope)).toEqual({ kind: 'accepted' });
    expect(door.quarantined()).toEqual([{ reason: 'unverified', body: JSON.stringify(envelope) }]);
    const [fingerprint] = door.table.quarantined.keys();
    expect(door.queued).toEqual([{ kind: 'held', fingerprint, receivedAt: now }]);
    expect(door.telemetry.counted).toEqual([]);
  });

  it('replaces nothing in quarantine by a forgery with the same message id', async () => {
    const door = aDoor(unreachable);
    await door.receive(notification());
    await door.receive(notification({ amount: '9999' }));
    await door.receive({ ...notification(), Signature: 'Zm9yZ2Vk' });
    expect(door.quarantined()).toHaveLength(3);
    await door.receive(notification());
    expect(door.quarantined()).toHaveLength(3);
  });

  it('that is forged or foreign is refused, counted, and kept nowhere', async () => {
    const door = aDoor({ kind: 'refused', reason: 'signature' });
    expect(await door.receive(notification())).toEqual({ kind: 'refused', reason: 'signature' });
    expect([door.queued, door.quarantined(), door.journal()]).toEqual([[], [], []]);
    expect(door.telemetry.told).toEqual([{ name: 'WebhookRefused', reason: 'signature', messageId: 'm-1' }]);
    expect(door.telemetry.counted).toEqual(['WebhookRefused']);
  });

  it.each([
    ['the queue did not take it', genuine, 'settleQueue'],
    ['the queue did not take word of it', unreachable, 'settleQueue'],
    ['the quarantine did not take it', { kind: 'genuine', stale: true }, 'quarantine'],
    ['the quarantine did not take what is unverified', unreachable, 'quarantine'],
    ['the journal did not take what goes aside', { kind: 'genuine', stale: true }, 'journal'],
  ] as const)('is not accepted when %s', async (_, verdict, broken) => {
    const door = aDoor(verdict, { broken });
    await expect(door.receive(notification())).rejects.toThrow(`${broken} is down`);
    expect(door.telemetry.told).toEqual([]);
  });

  it('whose certificate cannot be had is queued only once it is kept', async () => {
    const door = aDoor(unreachable, { broken: 'quarantine' });
    await expect(door.receive(notification())).rejects.toThrow();
    expect(door.queued).toEqual([]);
  });
});
