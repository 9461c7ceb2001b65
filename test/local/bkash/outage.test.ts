import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commits, paymentOperations, type Speaker, speaker, tokenOperations } from './dialect.ts';
import { type Merchant, merchantWithSimulator, order } from './merchant.ts';

/** Goal: a bKash that is down does nothing for merchants or customers, and comes back by its clock. */
let merchant: Merchant;
let speaking: Speaker;
beforeEach(async () => {
  merchant = await merchantWithSimulator();
  speaking = speaker(merchant, 'v1');
});
afterEach(() => merchant.leave());

describe('bKash during an outage', () => {
  it.each([...paymentOperations, ...tokenOperations])(
    'answers %s with 503 and does nothing',
    async (operation) => {
      await speaking.create('20.00');
      const before = commits(merchant.dataDir);
      await merchant.control('/outage', { seconds: 60 });
      const body = { ...order, ...speaking.dialect.createFields };
      expect(await speaking.call(operation, body)).toEqual({
        status: 503,
        body: { message: 'Service Unavailable' },
      });
      expect(commits(merchant.dataDir)).toEqual(before);
    },
  );

  it('has no page for customers, and says so', async () => {
    const { bkashURL } = (await merchant.create()).body;
    await merchant.control('/outage', { seconds: 60 });
    const page = await fetch(`${bkashURL}&lang=en`);
    expect(page.status).toBe(503);
    const text = await page.text();
    expect(text).toContain('bKash is not available at the moment');
    await merchant.control('/outage', { seconds: 0 });
    expect((await fetch(bkashURL)).status).toBe(200);
    const [, inBangla = ''] = /href="([^"]+)"/.exec(text) ?? [];
    const other = await fetch(`${merchant.simulator.url}${inBangla.replaceAll('&#38;', '&')}`);
    expect(await other.text()).toContain('name="wallet"');
  });

  it('still lets tests look and turn', async () => {
    const id = await speaking.create('21.00');
    await merchant.control('/outage', { seconds: 60 });
    expect((await merchant.control('/ledger')).status).toBe(200);
    expect((await merchant.authorise(id)).status).toBe(200);
    expect((await merchant.control(`/payments/${id}/capture`, {})).status).toBe(200);
  });

  it('comes back when its time is over, not before, restart or not', async () => {
    const id = await speaking.create('22.00');
    await merchant.control('/outage', { seconds: 600 });
    await merchant.advance(590);
    await merchant.restart();
    expect(await speaking.query(id)).toMatchObject({ status: 503 });
    await merchant.advance(10);
    expect(await speaking.query(id)).toMatchObject({ status: 200 });
  });

  it('spends no fault on a call that it does not take', async () => {
    const id = await speaking.create('23.00');
    await merchant.control('/faults', { operation: 'query', fault: 'html', times: 1 });
    await merchant.control('/outage', { seconds: 60 });
    await speaking.query(id);
    await merchant.control('/outage', { seconds: 0 });
    expect(await speaking.query(id)).toMatchObject({ body: expect.stringContaining('<h1>') });
  });

  it('needs a length', async () => {
    for (const seconds of [-1, '5', null, 1e300]) {
      expect((await merchant.control('/outage', { seconds })).status).toBe(400);
    }
  });
});
