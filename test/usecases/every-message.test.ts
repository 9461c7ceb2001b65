import { describe, expect, it } from 'vitest';
import { letterOf } from '../../shared/adapters/ses/letter.ts';
import { textOf } from '../../shared/adapters/ses/letter-text.ts';
import { type LetterKind, messages } from '../../shared/adapters/ses/messages.ts';
import { noteOf } from '../../shared/adapters/ses/notes.ts';
import { smsTextOf } from '../../shared/adapters/sms/text.ts';
import { paymentEventTypes } from '../../shared/contract/payment-event.ts';
import { type Fact, partsOf } from '../../shared/domain/facts.ts';
import type { Customer, Order } from '../../shared/domain/order.ts';
import { channelsOf } from '../../shared/usecases/channels.ts';
import { orderFor, pendingOrder, shop } from '../adapters/ses/orders.ts';

/**
 * Goal: whatever becomes true is told by every channel it has, in both languages, and in words. Method: every kind of
 * message, by the same choice of channels and the same texts that the functions use.
 */
const reach = { sms: 'on', shopWebhookUrl: 'https://shop.example/hook' } as const;
const [phone, email] = ['01712345678', 'rahela@example.com'];
const kinds = Object.keys(messages) as LetterKind[];
const cases = kinds.flatMap((kind) => (['bn', 'en'] as const).map((locale) => ({ kind, locale })));

describe('what is told', () => {
  it.each(cases)(
    'of $kind in $locale goes to its customer by one way, and is said in words',
    ({ kind, locale }) => {
      const { order, fact } = orderFor(kind, { locale });
      const ways = (customer: Customer) =>
        channelsOf({ ...order, customer }, fact, reach).filter((one) => one !== 'shop');
      expect(ways({ email, phone })).toEqual(['email']);
      expect(ways({ email })).toEqual(['email']);
      expect(ways({ phone })).toEqual(['sms']);
      expect(ways({})).toEqual([]);
      for (const said of [
        textOf(letterOf(order, fact, shop)),
        smsTextOf(order, fact, shop),
        noteOf(order, fact),
      ]) {
        expect(said.length).toBeGreaterThan(20);
        expect(said).not.toMatch(/\{|undefined|NaN|\[object/);
        expect(/\p{Script=Bengali}(?<!৳)/u.test(said)).toBe(locale === 'bn');
      }
    },
  );

  it('of an order that nobody ever approved a payment of costs no SMS when its time is over', () => {
    const { order, fact } = orderFor('order.expired', { customer: { phone } });
    const untouched: Order = { ...order, attempts: [] };
    expect(channelsOf(untouched, fact, { sms: 'on' })).toEqual([]);
    expect(channelsOf({ ...untouched, customer: { email } }, fact, reach)).toEqual(['email', 'shop']);
    expect(
      channelsOf({ ...untouched, customer: { phone, email }, emailTrouble: 'bounced' }, fact, reach),
    ).toEqual(['shop']);
  });

  it.each(kinds)('of %s goes to the shop’s server, if the contract has it', (kind) => {
    const { order, fact } = orderFor(kind);
    const isEvent = paymentEventTypes.some((type) => type === partsOf(fact).kind);
    expect(channelsOf(order, fact, reach).includes('shop')).toBe(isEvent);
    expect(channelsOf(order, fact, { sms: 'on' })).not.toContain('shop');
  });

  it.each<Fact>(['attempt.failed:1', 'attempt.cancelled:1'])(
    'of %s goes to the shop’s server alone',
    (fact) => {
      const order: Order = { ...pendingOrder(), customer: { email, phone } };
      expect(channelsOf(order, fact, reach)).toEqual(['shop']);
    },
  );
});

describe('a customer whose email came back', () => {
  it('is told everything by SMS; one who complained, nothing', () => {
    for (const kind of kinds) {
      const { order, fact } = orderFor(kind, { customer: { email, phone } });
      const ways = (emailTrouble: 'bounced' | 'complained') =>
        channelsOf({ ...order, emailTrouble }, fact, reach).filter((one) => one !== 'shop');
      expect(ways('bounced')).toEqual(['sms']);
      expect(ways('complained')).toEqual([]);
    }
  });
});
