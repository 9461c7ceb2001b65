import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commits, type Heard, type Speaker, speaker } from './dialect.ts';
import { type Merchant, merchantWithSimulator } from './merchant.ts';

/** Goal: trouble comes exactly as often as it was ordered, outlives the process, and leaves money countable. */
let merchant: Merchant;
let speaking: Speaker;
beforeEach(async () => {
  merchant = await merchantWithSimulator();
  speaking = speaker(merchant, 'v2');
});
afterEach(() => merchant.leave());

describe('ordered trouble', () => {
  it('comes as often as it was ordered, however many callers race for it', async () => {
    const id = await speaking.create('30.00');
    await order({ operation: 'query', fault: 'http_500', times: 7 });
    const heard = await Promise.all(Array.from({ length: 30 }, () => speaking.query(id)));
    expect(heard.filter((one) => statusOf(one) === 500)).toHaveLength(7);
    expect(heard.filter((one) => statusOf(one) === 200)).toHaveLength(23);
  });

  it('without a number stays until it is cleared', async () => {
    const id = await speaking.create('30.00');
    await order({ operation: 'query', fault: 'http_503' });
    for (const _ of [1, 2, 3]) expect(statusOf(await speaking.query(id))).toBe(503);
    expect((await merchant.clearFaults()).status).toBe(200);
    expect(statusOf(await speaking.query(id))).toBe(200);
  });

  it('is remembered over a restart, and so is how much of it is left', async () => {
    const id = await speaking.create('30.00');
    await order({ operation: 'query', fault: 'http_500', times: 2 });
    expect(statusOf(await speaking.query(id))).toBe(500);
    await merchant.restart();
    expect(statusOf(await speaking.query(id))).toBe(500);
    expect(statusOf(await speaking.query(id))).toBe(200);
  });

  it('comes in the order it was given, an operation before all of them', async () => {
    const id = await speaking.create('30.00');
    await order({ operation: '*', fault: 'html', times: 1 });
    await order({ operation: 'query', fault: 'http_500', times: 1 });
    await order({ operation: 'query', fault: 'http_503', times: 1 });
    const statuses = [];
    for (const _ of [1, 2, 3, 4]) statuses.push(statusOf(await speaking.query(id)));
    expect(statuses).toEqual([500, 503, 200, 200]);
  });

  it('of all operations reaches every call and no notification', async () => {
    await speaking.create('30.00');
    await order({ operation: '*', fault: 'gateway_message' });
    for (const operation of ['grant', 'create', 'execute', 'query', 'search'] as const) {
      expect(statusOf(await speaking.call(operation, {}))).toBe(504);
    }
    expect((await merchant.control('/wallet-payments', { amount: '1.00' })).status).toBe(200);
  });

  it('is not spent on a call that the gateway turns away', async () => {
    const id = await speaking.create('30.00');
    await order({ operation: 'query', fault: 'http_500', times: 1 });
    const stranger = await merchant.call('/v2/tokenized-checkout/query/payment', {}, { authorization: 'x' });
    expect(stranger.status).toBe(401);
    expect(statusOf(await speaking.query(id))).toBe(500);
  });

  it('that is no trouble we know is refused with the reason, and changes nothing', async () => {
    const id = await speaking.create('30.00');
    for (const body of [{}, { operation: 'query', fault: 'drop' }, '{"operation":']) {
      const refused = await merchant.control('/faults', body);
      expect(refused).toEqual({ status: 400, body: { error: expect.any(String) } });
    }
    expect(statusOf(await speaking.query(id))).toBe(200);
  });

  it('delays any kind of trouble by the time that was given', async () => {
    const id = await speaking.create('30.00');
    await order({ operation: 'query', fault: 'http_500', times: 1, delayMs: 150 });
    const askedAt = performance.now();
    expect(statusOf(await speaking.query(id))).toBe(500);
    expect(performance.now() - askedAt).toBeGreaterThan(140);
  });

  it('does not keep bKash from stopping, and what it had not done stays undone', async () => {
    const id = await speaking.authorised('30.00');
    await order({ operation: 'execute', fault: 'slow', delayMs: 3600_000, times: 1 });
    await order({ operation: 'query', fault: 'timeout_before', times: 1 });
    const [executing, querying] = [hungUp(speaking.execute(id)), hungUp(speaking.query(id))];
    const count = async () => (await merchant.control('/stats')).body.calls.query;
    await expect.poll(count, { timeout: 15_000 }).toBe(1);
    const stoppedAt = performance.now();
    await merchant.restart();
    expect(performance.now() - stoppedAt).toBeLessThan(5_000);
    expect(await Promise.all([executing, querying])).toEqual(['cut short', 'cut short']);
    await merchant.advance(3600);
    await sleep(50);
    expect(commits(merchant.dataDir).captures).toBe(0);
  });
});

describe('a coupon', () => {
  it.each(['v1', 'v2'] as const)(
    'in %s is told alike by Execute, Query, Search and ledger',
    async (generation) => {
      speaking = speaker(merchant, generation);
      const id = await speaking.authorised('100');
      await order({ operation: 'execute', fault: 'amount', amount: '90.5', times: 1 });
      const executed = await speaking.answered(speaking.execute(id));
      expect(executed.amount).toBe('90.5');
      expect((await speaking.answered(speaking.query(id))).amount).toBe('90.5');
      const trxId = executed[speaking.dialect.trxId] ?? '';
      const found = await speaking.answered(speaking.search(trxId));
      expect(found).toMatchObject({ amount: '90.50', saleAmount: '100.00', couponAmount: '9.50' });
      const { entries } = (await merchant.control('/ledger')).body;
      expect(entries).toMatchObject([{ trxID: trxId, amount: '100.00' }]);
    },
  );

  it('is none where Execute told more than was ordered: only that one answer is wrong', async () => {
    const id = await speaking.authorised('100.00');
    await order({ operation: 'execute', fault: 'amount', amount: '900.00', times: 1 });
    const executed = await speaking.answered(speaking.execute(id));
    expect(executed.amount).toBe('900.00');
    expect((await speaking.answered(speaking.query(id))).amount).toBe('100.00');
    const found = await speaking.answered(speaking.search(executed.trxId ?? ''));
    expect(found.amount).toBe('100.00');
    expect(found).not.toHaveProperty('saleAmount');
  });
});

async function order(fault: object): Promise<void> {
  expect((await merchant.control('/faults', fault)).status).toBe(200);
}

function statusOf(heard: Heard): number | string {
  return typeof heard === 'string' ? heard : heard.status;
}

/** A connection that ends without an answer, in whatever way. */
async function hungUp(pending: Promise<Heard>): Promise<Heard> {
  const heard = await pending;
  return heard === 'reset' ? 'cut short' : heard;
}
