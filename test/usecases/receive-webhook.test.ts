import { describe, expect, it } from 'vitest';
import type { SnsControl, SnsEnvelope, SnsNotification, Verdict } from '../../shared/adapters/sns/port.ts';
import type { SettleMessage } from '../../shared/adapters/sqs/port.ts';
import { receiveWebhook } from '../../shared/usecases/receive-webhook.ts';
import { rememberedTelemetry } from '../fakes/telemetry.ts';

const now = Date.parse('2026-11-23T10:00:00Z');

describe('a webhook', () => {
  it('that is genuine is queued as verified, and only then accepted', async () => {
    const door = aDoor({ kind: 'genuine', stale: false });
    expect(await door.receive(notification)).toEqual({ kind: 'accepted' });
    expect(door.queued).toEqual([
      { kind: 'webhook', envelope: notification, verified: true, stale: false, receivedAt: now },
    ]);
    expect(door.telemetry.told).toEqual([{ name: 'WebhookQueued', state: 'verified', messageId: 'm-1' }]);
    expect(door.telemetry.counted).toEqual(['WebhookReceived', 'WebhookQueued']);
  });

  it('that is genuine but old is queued as stale, for the quarantine', async () => {
    const door = aDoor({ kind: 'genuine', stale: true });
    expect(await door.receive(notification)).toEqual({ kind: 'accepted' });
    expect(door.queued).toMatchObject([{ verified: true, stale: true }]);
  });

  it('whose certificate cannot be had is queued as unverified, for the consumer to verify', async () => {
    const door = aDoor({ kind: 'unreachable', reason: 'no answer' });
    expect(await door.receive(notification)).toEqual({ kind: 'accepted' });
    expect(door.queued).toMatchObject([{ verified: false, stale: false, receivedAt: now }]);
    // Anybody's, until the consumer has verified it: it proves nothing about the subscription.
    expect(door.telemetry.counted).toEqual(['WebhookQueued']);
  });

  it('that is forged or foreign is refused, counted, and not queued', async () => {
    const door = aDoor({ kind: 'refused', reason: 'signature' });
    expect(await door.receive(notification)).toEqual({ kind: 'refused', reason: 'signature' });
    expect(door.queued).toEqual([]);
    expect(door.telemetry.told).toEqual([{ name: 'WebhookRefused', reason: 'signature', messageId: 'm-1' }]);
    expect(door.telemetry.counted).toEqual(['WebhookRefused']);
  });

  it('is not accepted when the queue did not take it', async () => {
    const door = aDoor({ kind: 'genuine', stale: false }, { queueFails: true });
    await expect(door.receive(notification)).rejects.toThrow('queue is down');
    expect(door.telemetry.told).toEqual([]);
  });
});

describe('the confirmation of a subscription', () => {
  it('is answered by our own call with its token; nothing is queued', async () => {
    const door = aDoor({ kind: 'genuine', stale: false });
    expect(await door.receive(confirmation)).toEqual({ kind: 'accepted' });
    expect(door.confirmed).toEqual(['the-token']);
    expect(door.queued).toEqual([]);
  });

  it.each<Verdict>([
    { kind: 'refused', reason: 'foreign_topic' },
    { kind: 'refused', reason: 'signature' },
  ])('is never answered when it was refused: $reason', async (verdict) => {
    const door = aDoor(verdict);
    expect(await door.receive(confirmation)).toEqual(verdict);
    expect(door.confirmed).toEqual([]);
  });

  it('is neither accepted nor answered while it cannot be verified, so that SNS asks again', async () => {
    const door = aDoor({ kind: 'unreachable', reason: 'no answer' });
    await expect(door.receive(confirmation)).rejects.toThrow(/could not be verified/);
    expect(door.confirmed).toEqual([]);
  });

  it('is not accepted when Amazon did not take our call', async () => {
    const door = aDoor({ kind: 'genuine', stale: false }, { confirmFails: true });
    await expect(door.receive(confirmation)).rejects.toThrow('Amazon is down');
    expect(door.telemetry.told).toEqual([]);
  });
});

describe('the end of a subscription', () => {
  it('is accepted and told loudly; it is not undone by us', async () => {
    const door = aDoor({ kind: 'genuine', stale: false });
    expect(await door.receive({ ...confirmation, Type: 'UnsubscribeConfirmation' })).toEqual({
      kind: 'accepted',
    });
    expect(door.telemetry.told).toEqual([{ name: 'TopicUnsubscribed', messageId: 'm-1' }]);
    expect(door.telemetry.counted).toEqual(['TopicUnsubscribed']);
    expect(door.confirmed).toEqual([]);
  });
});

function aDoor(verdict: Verdict, trouble: { queueFails?: boolean; confirmFails?: boolean } = {}) {
  const queued: SettleMessage[] = [];
  const confirmed: string[] = [];
  const telemetry = rememberedTelemetry();
  const ports = {
    verifier: { verify: async () => verdict },
    confirmer: {
      confirm: async (token: string) => {
        if (trouble.confirmFails) throw new Error('Amazon is down');
        confirmed.push(token);
      },
    },
    settleQueue: {
      send: async (message: SettleMessage) => {
        if (trouble.queueFails) throw new Error('queue is down');
        queued.push(message);
      },
      sendAll: () => Promise.reject(new Error('not for one message')),
    },
    telemetry,
  };
  const receive = (envelope: SnsEnvelope) => receiveWebhook(envelope, now, ports);
  return { receive, queued, confirmed, telemetry };
}

const signed = {
  MessageId: 'm-1',
  TopicArn: 'arn:aws:sns:ap-southeast-1:354285753755:bpt_1',
  Message: '{}',
  Timestamp: '2026-11-23T10:00:00.000Z',
  SignatureVersion: '1',
  Signature: 'c2lnbmF0dXJl',
  SigningCertURL: 'https://sns.ap-southeast-1.amazonaws.com/x.pem',
};
const notification: SnsNotification = { ...signed, Type: 'Notification' };
const confirmation: SnsControl = {
  ...signed,
  Type: 'SubscriptionConfirmation',
  Token: 'the-token',
  SubscribeURL: 'http://169.254.169.254/',
};
