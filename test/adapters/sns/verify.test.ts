import { beforeAll, describe, expect, it } from 'vitest';
import { snsVerifier } from '../../../shared/adapters/sns/verify.ts';
import { certificateHost, pinned } from './certificate-host.ts';
import { communityAccepts } from './community.ts';
import {
  certificateUrl,
  envelopeOf,
  type Identity,
  identity,
  notification,
  now,
  signed,
  subscription,
  topicArn,
} from './signer.ts';

let amazon: Identity;
beforeAll(async () => {
  amazon = await identity();
});

const genuine = { kind: 'genuine', stale: false };
const minute = 60_000;

describe('the webhook verifier', () => {
  it.each([
    ['a notification, signature version 1', notification()],
    ['a notification, signature version 2', notification({ SignatureVersion: '2' })],
    ['a notification with a subject', notification({ Subject: 'Payment' })],
    ['a notification whose subject is empty', notification({ Subject: '' })],
    ['a message in Bangla with line breaks', notification({ Message: 'টাকা\nMessageId\nx\n' })],
    ['a subscription confirmation', subscription()],
    ['an unsubscribe confirmation', subscription({ Type: 'UnsubscribeConfirmation', SignatureVersion: '2' })],
  ])('believes %s', async (_, fields) => {
    expect(await verdictOn(signed(fields, amazon))).toEqual(genuine);
  });

  it('believes a subject that came back as null when none was signed', async () => {
    expect(await verdictOn({ ...signed(notification(), amazon), Subject: null })).toEqual(genuine);
  });

  it.each([
    ['1', notification()],
    ['2', notification({ Subject: 'Payment' })],
    ['2', subscription()],
  ])(
    'agrees with the validator of the SNS community on genuine messages (version %s)',
    async (version, fields) => {
      const message = signed({ ...fields, SignatureVersion: version }, amazon);
      expect(await communityAccepts(message, amazon.pem)).toBe(true);
      expect(await verdictOn(message)).toEqual(genuine);
    },
  );

  it('refuses everything where webhooks are off or no topic is pinned, and fetches nothing', async () => {
    const host = certificateHost(amazon.pem);
    const { topicArn: _, ...unpinned } = pinned;
    for (const config of [{ ...pinned, webhooks: 'off' as const }, unpinned]) {
      const verdict = await snsVerifier(config, host.fetcher).verify(
        envelopeOf(signed(notification(), amazon)),
        now,
      );
      expect(verdict).toEqual({ kind: 'refused', reason: 'webhooks_off' });
    }
    expect(host.asked).toEqual([]);
  });

  it("refuses another customer's topic though Amazon signed it, and fetches nothing", async () => {
    const host = certificateHost(amazon.pem);
    const foreign = signed(notification({ TopicArn: `${topicArn}x` }), amazon);
    expect(await snsVerifier(pinned, host.fetcher).verify(envelopeOf(foreign), now)).toEqual({
      kind: 'refused',
      reason: 'foreign_topic',
    });
    expect(host.asked).toEqual([]);
  });

  it('refuses a signature by another key', async () => {
    const message = signed(notification(), await identity());
    expect(await verdictOn(message)).toEqual({ kind: 'refused', reason: 'signature' });
  });

  it('refuses another spelling of a genuine signature', async () => {
    const message = signed(notification(), amazon);
    const unpadded = String(message.Signature).replace(/=+$/, '');
    expect(await verdictOn({ ...message, Signature: unpadded })).toEqual({
      kind: 'refused',
      reason: 'signature',
    });
  });

  it('refuses a signature version it does not know', async () => {
    const message = signed(notification(), amazon);
    expect(await verdictOn({ ...message, SignatureVersion: '3' })).toEqual({
      kind: 'refused',
      reason: 'signature_version',
    });
  });

  it.each([
    ['is fresh at 75 minutes', -75 * minute, false],
    ['is stale beyond 75 minutes', -75 * minute - 1, true],
    ['is fresh ten minutes ahead', 10 * minute, false],
    ['is stale further ahead', 10 * minute + 1, true],
  ])('says that a message %s', async (_, offsetMs, stale) => {
    const message = signed(notification({ Timestamp: new Date(now + offsetMs).toISOString() }), amazon);
    expect(await verdictOn(message)).toEqual({ kind: 'genuine', stale });
  });

  it('says stale of a signed message whose time cannot be read', async () => {
    expect(await verdictOn(signed(notification({ Timestamp: 'soon' }), amazon))).toEqual({
      kind: 'genuine',
      stale: true,
    });
  });

  it('fetches the certificate from the local origin, at the same path, on stage local only', async () => {
    const host = certificateHost(amazon.pem);
    const certificateOrigin = 'http://127.0.0.1:3002';
    const local = snsVerifier({ ...pinned, stage: 'local', certificateOrigin }, host.fetcher);
    expect(await local.verify(envelopeOf(signed(notification(), amazon)), now)).toEqual(genuine);
    expect(host.asked).toEqual([certificateOrigin + new URL(certificateUrl).pathname]);
    expect(() => snsVerifier({ ...pinned, certificateOrigin }, host.fetcher)).toThrow(/stage local only/);
  });
});

function verdictOn(fields: unknown) {
  return snsVerifier(pinned, certificateHost(amazon.pem).fetcher).verify(envelopeOf(fields), now);
}
