import { describe, expect, it } from 'vitest';
import { World } from '../fakes/world.ts';

describe('starting a checkout', () => {
  it('stores the order with its first attempt before bKash is asked', async () => {
    const world = new World();
    await world.checkout();
    const [intent, outcome] = world.table.written;
    expect(intent?.attempts).toMatchObject([{ attempt: 1, state: 'creating' }]);
    expect(outcome?.attempts).toMatchObject([{ attempt: 1, state: 'created', paymentId: 'TR00111' }]);
    expect(world.table.written).toHaveLength(2);
    expect(world.bkash.calls).toEqual([{ operation: 'create', of: 'SB-1-1' }]);
  });

  it('waits 10 s for bKash and no longer: the payment link takes over', async () => {
    const world = new World();
    await world.checkout();
    expect(world.bkash.createAborts).toEqual([10_000]);
  });

  it('answers the same body again with the same order and asks bKash for nothing', async () => {
    const world = new World();
    const first = await world.checkout();
    const second = await world.checkout();
    expect(first).toMatchObject({ kind: 'accepted', isNew: true });
    expect(second).toMatchObject({ kind: 'accepted', isNew: false, order: { orderId: 'SB-1' } });
    expect(world.bkash.count('create')).toBe(1);
  });

  it('refuses another body under the same orderId, whatever field differs', async () => {
    const world = new World();
    await world.checkout();
    for (const other of [
      { amountPoisha: 105_001 },
      { returnUrl: 'https://shop.example/elsewhere' },
      { locale: 'en' as const },
      { expiresInMinutes: 60 },
      { customer: { name: 'Rahima', email: 'rahima@example.com' } },
      { customer: { name: 'Rahima', phone: '01712345678' } },
      { customer: { name: 'Karim', email: 'rahima@example.com', phone: '01712345678' } },
    ]) {
      expect(await world.checkout(other)).toEqual({ kind: 'conflict' });
    }
    expect(world.table.written).toHaveLength(2);
  });

  it('lets a twin that arrives during the create wait for its outcome', async () => {
    const world = new World();
    let twin: ReturnType<World['checkout']> | undefined;
    world.bkash.meanwhile = async () => {
      twin = world.checkout();
    };
    await world.checkout();
    expect(await twin).toMatchObject({ isNew: false, order: { attempts: [{ state: 'created' }] } });
    expect(world.bkash.count('create')).toBe(1);
  });

  it('lets nobody wait for a create whose caller is dead: 10 s within its lease, not at all after it', async () => {
    const world = new World();
    world.bkash.meanwhile = () => Promise.reject(new Error('killed'));
    await expect(world.checkout()).rejects.toThrow('killed');
    const waited = async () => {
      const since = world.now;
      expect(await world.checkout()).toMatchObject({ kind: 'accepted', isNew: false });
      return world.now - since;
    };
    expect(await waited()).toBe(10_000);
    world.now += world.settings.waits.createLeaseMs;
    expect(await waited()).toBe(0);
  });

  it('accepts the order while bKash is down, and takes no number for a call that never left', async () => {
    const world = new World();
    world.bkash.creates.push({ kind: 'not_sent', reason: 'unreachable' });
    expect(await world.checkout()).toMatchObject({ kind: 'accepted', isNew: true, order: { attempts: [] } });
    expect(world.table.gateFailures).toBe(1);
  });

  it('stores the payment bKash opened even when the gate cannot be told', async () => {
    const world = new World();
    world.table.gate.answered = () => Promise.reject(new Error('throttled'));
    await expect(world.checkout()).rejects.toThrow('throttled');
    expect(world.order.attempts).toMatchObject([{ state: 'created' }]);
  });

  it('gives up the number of a create that nobody answered', async () => {
    const world = new World();
    world.bkash.creates.push({ kind: 'silent', reason: 'timeout' });
    await world.checkout();
    expect(world.order.attempts).toMatchObject([{ attempt: 1, state: 'lapsed', reason: 'create_silent' }]);
  });

  it.each<[string, { hasToken?: boolean; gateOpen?: boolean; stopNewPayments?: boolean }]>([
    ['without a token', { hasToken: false }],
    ['behind a closed gate', { gateOpen: false }],
    ['while new payments are stopped', { stopNewPayments: true }],
  ])(
    'asks bKash for nothing %s',
    async (_, { hasToken = true, gateOpen = true, stopNewPayments = false }) => {
      const world = new World();
      world.bkash.hasToken = hasToken;
      world.table.gateOpen = gateOpen;
      world.settings = { ...world.settings, stopNewPayments };
      expect(await world.checkout()).toMatchObject({
        kind: 'accepted',
        isNew: true,
        order: { attempts: [] },
      });
      expect(world.bkash.calls).toEqual([]);
    },
  );

  it.each([
    ['hears bKash', { kind: 'dead' as const, reason: 'code_2002' }, [0, 1]],
    ['hears nobody', { kind: 'unanswered' as const, reason: 'timeout', unauthorised: false }, [1, 0]],
  ])('tells the gate what it heard at the end of a pause, replay or not: it %s', async (_, heard, told) => {
    const world = new World();
    await world.checkout();
    const { gateFailures, gateAnswers } = world.table;
    world.table.gatePass = 'probe';
    world.bkash.lastToken = { value: 'old', expiresAt: Number.MAX_SAFE_INTEGER };
    world.bkash.queries.push(heard);
    expect(await world.checkout()).toMatchObject({ isNew: false });
    expect([world.table.gateFailures - gateFailures, world.table.gateAnswers - gateAnswers]).toEqual(told);
  });

  it('sends no second create after a rejection that used up the time of the request', async () => {
    const world = new World();
    world.bkash.creates.push({ kind: 'not_sent', reason: 'unauthorised' });
    world.bkash.meanwhile = async () => world.passes(5_001);
    expect(await world.checkout()).toMatchObject({ kind: 'accepted', order: { attempts: [] } });
    expect(world.bkash.count('create')).toBe(1);
    expect(world.bkash.rejectedTokens).toEqual(['token-1']);
  });

  it('sends a create once more with a fresh token when bKash rejected the first one', async () => {
    const world = new World();
    world.bkash.creates.push({ kind: 'not_sent', reason: 'unauthorised' });
    await world.checkout();
    expect(world.bkash.rejectedTokens).toEqual(['token-1']);
    expect(world.order.attempts).toMatchObject([{ attempt: 1, state: 'created' }]);
  });

  it.each([
    ['returnUrl', { returnUrl: 'https://shop.example.evil.example/x' }],
    ['returnUrl', { returnUrl: 'http://shop.example/x' }],
    ['amount', { amountPoisha: 99 }],
    ['amount', { amountPoisha: 50_000_001 }],
    ['mode', { mode: 'sdk' as const }],
  ])('refuses a bad %s by name, writes nothing and calls nobody', async (path, changes) => {
    const world = new World();
    expect(await world.checkout(changes)).toMatchObject({ kind: 'invalid', error: { path } });
    expect(world.table.written).toEqual([]);
    expect(world.bkash.calls).toEqual([]);
  });
});
