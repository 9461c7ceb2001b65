import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../shared/adapters/sns/port.ts';
import { aDoor, confirmation } from '../fakes/webhook-door.ts';

const genuine: Verdict = { kind: 'genuine', stale: false };
const unreachable: Verdict = { kind: 'unreachable', reason: 'no answer' };

describe('the confirmation of a subscription', () => {
  it('is answered by our own call with its token, and journalled; nothing is queued', async () => {
    const door = aDoor(genuine);
    expect(await door.receive(confirmation)).toEqual({ kind: 'accepted' });
    expect(door.confirmed).toEqual(['the-token']);
    expect(door.queued).toEqual([]);
    expect(door.journal()).toMatchObject([{ outcome: 'confirmed', receipt: { type: confirmation.Type } }]);
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
    const door = aDoor(unreachable);
    await expect(door.receive(confirmation)).rejects.toThrow(/could not be verified/);
    expect(door.confirmed).toEqual([]);
  });

  it('is not accepted when Amazon did not take our call, or the journal did not note it', async () => {
    for (const broken of ['confirmer', 'journal'] as const) {
      const door = aDoor(genuine, { broken });
      await expect(door.receive(confirmation)).rejects.toThrow(`${broken} is down`);
      expect(door.telemetry.told).toEqual([]);
    }
  });
});

describe('the end of a subscription', () => {
  it('is accepted, journalled and told loudly; it is not undone by us', async () => {
    const door = aDoor(genuine);
    expect(await door.receive({ ...confirmation, Type: 'UnsubscribeConfirmation' })).toEqual({
      kind: 'accepted',
    });
    expect(door.telemetry.told).toEqual([{ name: 'TopicUnsubscribed', messageId: 'm-1' }]);
    expect(door.telemetry.counted).toEqual(['TopicUnsubscribed']);
    expect(door.confirmed).toEqual([]);
    expect(door.journal()).toMatchObject([{ outcome: 'unsubscribed' }]);
  });
});
