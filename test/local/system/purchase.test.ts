import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, startSystem } from './shopper.ts';

/**
 * The whole local system, run from its template, bought from through its public interfaces. Safe: loopback only, in
 * a directory of its own. Run alone with `npx vitest run --project local test/local/system`.
 */
let world: Awaited<ReturnType<typeof startSystem>>;

beforeAll(async () => {
  world = await startSystem();
});
afterAll(() => world.stop());

describe('after a fresh start', () => {
  it('two hundred purchases at once need one grant, and every one is paid', async () => {
    const { shopper } = world;
    const ids = Array.from({ length: 200 }, (_, index) => `SB-crowd-${index}`);
    await Promise.all(
      ids.map(async (orderId) => {
        // No email here: the confirmations of a crowd are counted elsewhere, and this test is about the token.
        const order = await shopper.checkout(orderId, { customer: {} });
        const opened = order.bkashUrl ? order : await openedByLink(orderId, order.payUrl);
        await shopper.open(await shopper.authorise(opened));
      }),
    );
    for (const orderId of ids) {
      await eventually(
        () => shopper.order(orderId),
        ({ status }) => status === 'paid',
      );
    }
    const { calls } = await shopper.stats();
    expect(calls.grant).toBe(1);
    expect(calls.refresh).toBe(0);
    expect(calls.execute).toBe(200);
  }, 180_000);

  async function openedByLink(orderId: string, payUrl: string) {
    const { shopper } = world;
    await eventually(
      () => shopper.open(payUrl),
      ({ status }) => status === 303,
    );
    return shopper.order(orderId);
  }
});

describe('a happy purchase', () => {
  it('takes one create, one execute and no query, is in the ledger, and is confirmed by one email', async () => {
    const { shopper } = world;
    const before = (await shopper.stats()).calls;
    const order = await shopper.checkout('SB-happy');
    const { status, location } = await shopper.open(await shopper.authorise(order));
    expect(status).toBe(303);
    expect(location).toMatch(/\/orders\/SB-happy\?orderId=SB-happy&status=paid$/);

    const paid = await shopper.order('SB-happy');
    expect(paid).toMatchObject({ status: 'paid', payable: false, amountPaid: '1050.00' });
    expect(paid.attempts).toMatchObject([
      { state: 'completed', invoice: 'local.SB-happy-1', payer: /^01\d\*{5}\d{3}$/ },
    ]);
    const entry = (await shopper.ledger()).entries.find(({ invoice }) => invoice === 'local.SB-happy-1');
    expect(entry).toMatchObject({ kind: 'payment', trxID: paid.attempts[0]?.trxID, amount: '1050.00' });

    await eventually(
      () => shopper.emails('SB-happy'),
      ({ length }) => length > 0,
    );
    await shopper.open(await shopper.authorise(order).catch(() => location));
    const after = (await shopper.stats()).calls;
    expect((after.create ?? 0) - (before.create ?? 0)).toBe(1);
    expect((after.execute ?? 0) - (before.execute ?? 0)).toBe(1);
    expect((after.query ?? 0) - (before.query ?? 0)).toBe(0);
    expect(await shopper.emails('SB-happy')).toHaveLength(1);
  });

  it('hears its webhook, which changes nothing', async () => {
    const { shopper } = world;
    const order = await shopper.checkout('SB-webhook');
    const before = (await shopper.webhooks()).items.length;
    await shopper.open(await shopper.authorise(order));
    const paid = await eventually(
      () => shopper.order('SB-webhook'),
      ({ status }) => status === 'paid',
    );
    await eventually(
      () => shopper.webhooks(),
      ({ items }) => items.length > before,
    );
    await new Promise((done) => setTimeout(done, 2_000));
    expect(await shopper.order('SB-webhook')).toEqual(paid);
    expect((await shopper.stats()).calls.query).toBe(0);
  });
});

describe('a customer in a hurry', () => {
  it('refreshes the callback ten times at once: one execute, one email, no page that says failed', async () => {
    const { shopper } = world;
    const before = (await shopper.stats()).calls.execute ?? 0;
    const callback = await shopper.authorise(await shopper.checkout('SB-refresh'));
    const pages = await Promise.all(Array.from({ length: 10 }, () => shopper.open(callback)));
    for (const { status, location } of pages) {
      expect(status).toBe(303);
      expect(location).toMatch(/status=(paid|pending)$/);
    }
    await eventually(
      () => shopper.order('SB-refresh'),
      ({ status }) => status === 'paid',
    );
    await eventually(
      () => shopper.emails('SB-refresh'),
      ({ length }) => length > 0,
    );
    expect((await shopper.stats()).calls.execute).toBe(before + 1);
    expect(await shopper.emails('SB-refresh')).toHaveLength(1);
  });

  it('sends the same checkout fifty times at once: one 201, one token, one payUrl, at most one bkashUrl', async () => {
    const { shopper } = world;
    const answers = await Promise.all(Array.from({ length: 50 }, () => shopper.postCheckout('SB-fifty')));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(49);
    const bodies = await Promise.all(
      answers.map((answer) => answer.json() as Promise<Record<string, unknown>>),
    );
    for (const field of ['orderId', 'token', 'payUrl', 'bkashUrl']) {
      expect(new Set(bodies.map((body) => body[field])).size).toBe(1);
    }
  });

  it('changes his mind on bKash’s page, and pays by the link afterwards', async () => {
    const { shopper } = world;
    const order = await shopper.checkout('SB-mind');
    const cancelled = await shopper.open(await shopper.authorise(order, 'cancel'));
    expect(cancelled.location).toMatch(/status=cancelled$/);
    const again = await shopper.open(order.payUrl);
    expect(again.status).toBe(303);
    await shopper.open(await shopper.authorise(await shopper.order('SB-mind')));
    expect(await shopper.order('SB-mind')).toMatchObject({
      status: 'paid',
      attempts: [{ state: 'cancelled' }, { state: 'completed' }],
    });
  });
});

describe('a shop that withdraws', () => {
  it('while the customer is on bKash’s page: nothing is executed when he comes back', async () => {
    const { shopper } = world;
    const before = (await shopper.stats()).calls.execute;
    const callback = await shopper.authorise(await shopper.checkout('SB-gone'));
    expect((await shopper.cancel('SB-gone')).status).toBe(200);
    expect((await shopper.open(callback)).location).toMatch(/status=cancelled$/);
    expect((await shopper.stats()).calls.execute).toBe(before);
  });
});
