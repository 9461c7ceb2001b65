import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, startSystem } from './shopper.ts';

/**
 * Goal: whatever customers do while bKash is down, they end up paid, and nobody is told that anything failed. Method:
 * one outage of the simulator, longer than the life of a token, met by customers in every position; each test goes on
 * where the one before it stopped. Safe: loopback only, in a directory of its own.
 */
let world: Awaited<ReturnType<typeof startSystem>>;
const links = new Map<string, string>();
let returned = '';

beforeAll(async () => {
  world = await startSystem();
  // Has approved his payment, and is on his way back when bKash goes down.
  returned = await world.shopper.authorise(await world.shopper.checkout('SB-return'));
  await outage(4 * 3600);
});
afterAll(() => world.stop());

describe('while bKash is down', () => {
  it.each(['SB-mail', 'SB-page', 'SB-silent'])(
    'the checkout of %s is accepted, without a page of bKash',
    async (id) => {
      const customer = id === 'SB-silent' ? {} : { email: `${id.toLowerCase()}@example.com` };
      const order = await world.shopper.checkout(id, { customer });
      expect(order).toMatchObject({ status: 'pending', payable: true, bkashUrl: null });
      links.set(id, order.payUrl);
    },
  );

  it('nothing is sent any more after three calls: customers are answered at once', async () => {
    const before = await calls();
    const startedAt = Date.now();
    const order = await world.shopper.checkout('SB-fourth', { customer: {} });
    expect(order.attempts).toEqual([]);
    expect(Date.now() - startedAt).toBeLessThan(5_000);
    expect((await calls()).create).toBe(before.create);
    links.set('SB-fourth', order.payUrl);
  });

  it('a customer who comes back from bKash is told to wait, and no Execute leaves', async () => {
    const { location } = await world.shopper.open(returned);
    expect(location).toContain('status=pending');
    expect((await world.shopper.order('SB-return')).attempts).toMatchObject([{ state: 'authorised' }]);
    expect((await calls()).execute).toBe(0);
  });

  it('the payment link shows a page that asks again by itself and speaks of no failure', async () => {
    const { status, body } = await world.shopper.open(links.get('SB-page') ?? '');
    expect(status).toBe(200);
    expect(body).toContain('http-equiv="refresh"');
    expect(body).toContain('bKash is not answering right now');
    expect(body).toContain('we send you the link');
    expect(body).not.toMatch(/fail|cancel|expired/i);
  });

  it('it stays so when the token has expired meanwhile: no token call is spent, nobody is written to', async () => {
    const before = await calls();
    await world.shopper.advance(3_700);
    await new Promise((done) => setTimeout(done, 15_000));
    expect(await calls()).toMatchObject({ grant: before.grant, refresh: before.refresh, execute: 0 });
    expect(await world.shopper.emails('SB-mail')).toEqual([]);
    expect((await world.shopper.order('SB-return')).status).toBe('pending');
  });
});

describe('when bKash is back', () => {
  it('the waiting page moves on to bKash, and the payment is paid', async () => {
    await outage(0);
    await payByLink('SB-page', links.get('SB-page') ?? '');
  });

  it('the approved payment is executed, though its customer does nothing more', async () => {
    await isPaid('SB-return');
    expect(await world.shopper.order('SB-return')).toMatchObject({
      attempts: [{ attempt: 1, state: 'completed' }],
    });
  });

  it('whoever left an email gets the link, once, and pays by it', async () => {
    const [letter] = await eventually(
      () => world.shopper.emails('SB-mail'),
      ({ length }) => length > 0,
    );
    expect(letter?.subject).toBe('You can pay with bKash now · order SB-mail');
    const [link] = /http:\/\/\S+\/pay\/SB-mail\?token=[\w.-]+/.exec(letter?.body.text ?? '') ?? [];
    expect(link).toBe(links.get('SB-mail'));
    await payByLink('SB-mail', link ?? '');
    const told = await eventually(
      () => world.shopper.emails('SB-mail'),
      ({ length }) => length > 1,
    );
    expect(told.map(({ subject }) => subject.split(' ')[0])).toEqual(['You', 'Payment']);
  });

  it('nobody else gets one: not without an address, and not who was on his way already', async () => {
    for (const id of ['SB-silent', 'SB-fourth']) {
      await payByLink(id, links.get(id) ?? '');
      expect(await world.shopper.emails(id)).toEqual([]);
    }
    expect((await world.shopper.emails('SB-return')).map(({ subject }) => subject)).toEqual([
      'Payment of ৳1,050.00 received · order SB-return',
    ]);
  });

  it('it took one token call to go on', async () => {
    expect(tokenCalls(await calls())).toBe(2);
  });
});

describe('an outage that finds the fleet without a token', () => {
  it('costs one of the two token calls an hour, so that the other is left for the end of it', async () => {
    await world.shopper.advance(3_700);
    await outage(3_600);
    const before = tokenCalls(await calls());
    for (const id of ['SB-late-1', 'SB-late-2', 'SB-late-3']) {
      expect((await world.shopper.checkout(id, { customer: {} })).bkashUrl).toBeNull();
      await world.shopper.advance(60);
    }
    expect(tokenCalls(await calls())).toBe(before + 1);
    await outage(0);
    await world.shopper.advance(300);
    const { payUrl } = await world.shopper.checkout('SB-after', { customer: {} });
    await payByLink('SB-after', payUrl);
    expect(tokenCalls(await calls())).toBe(before + 2);
  });
});

function tokenCalls({ grant = 0, refresh = 0 }: Record<string, number>): number {
  return grant + refresh;
}

function outage(seconds: number): Promise<Response> {
  return fetch(`${world.system.addresses.bkash}/simulator/outage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ seconds }),
  });
}

async function calls(): Promise<Record<string, number>> {
  return (await world.shopper.stats()).calls;
}

async function payByLink(orderId: string, link: string): Promise<void> {
  await eventually(
    () => world.shopper.open(link),
    ({ status }) => status === 303,
  );
  await world.shopper.open(await world.shopper.authorise(await world.shopper.order(orderId)));
  await isPaid(orderId);
}

async function isPaid(orderId: string): Promise<void> {
  await eventually(
    () => world.shopper.order(orderId),
    ({ status }) => status === 'paid',
  );
}
