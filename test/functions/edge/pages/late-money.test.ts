import { describe, expect, it } from 'vitest';
import { sceneOf } from '../../../../functions/edge/pages/scene.ts';
import type { Surplus } from '../../../../shared/domain/refund.ts';
import { orderFor } from '../../../adapters/ses/orders.ts';
import { now } from '../../../domain/payment-life-orders.ts';
import { aPage, wordsOf } from './status-page-orders.ts';

const since = { changedAt: now };
const refusal = { code: '2071', handling: 'new_payment' as const, message: { en: 'No', bn: 'না' } };

describe('the status page of an order that is over', () => {
  it.each<[string, Partial<Surplus>, string, string]>([
    [
      'goes back by itself',
      { progress: { state: 'requested', ...since, nextTryAt: 1, tries: 0 } },
      'late_money',
      'on its way to you',
    ],
    [
      'is back',
      { progress: { state: 'succeeded', ...since, refundTrxId: 'R' } },
      'returned',
      'back in your bKash account',
    ],
    [
      'is refused by bKash',
      { progress: { state: 'refused', ...since, refusal } },
      'late_money_stuck',
      'bKash did not return it',
    ],
    [
      'bKash may have returned',
      { progress: { state: 'unknown', ...since, nextLookAt: 1, knownBefore: [] } },
      'late_money_stuck',
      'being checked with bKash',
    ],
    ['is for a person to judge', {}, 'late_money_stuck', 'being checked'],
    [
      'is settled by a person',
      { settled: { at: 1, reason: 'by hand' } },
      'late_money_settled',
      'settled by the shop',
    ],
  ])('promises of late money that %s only what is true', (_, given, scene, listed) => {
    const { order } = orderFor('order.expired, late money');
    const surplus = order.surplus.map(({ progress: __, settled: ___, ...one }) => ({ ...one, ...given }));
    expect(sceneOf({ ...order, surplus }, now)).toBe(scene);
    expect(wordsOf(aPage({ ...order, surplus }, { locale: 'en' }))).toContain(`Surplus, ${listed}`);
  });
});
