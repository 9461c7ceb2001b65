import { describe, expect, it } from 'vitest';
import { createSdkPayment } from '../../shared/usecases/create-sdk-payment.ts';
import { followPayLink } from '../../shared/usecases/follow-pay-link.ts';
import { approves, opens, orderInPage } from '../fakes/in-page.ts';
import { World } from '../fakes/world.ts';

const first = { kind: 'open', createAnswer: '{"paymentID":"FRAMETR00111","orgName":"Shop"}' };
const second = { kind: 'open', createAnswer: '{"paymentID":"FRAMETR00112","orgName":"Shop"}' };
const minute = 60_000;

describe('a checkout in the shop’s page', () => {
  it('stores the order without an attempt, asks bKash for nothing, and owes no link', async () => {
    const { world, frame } = await orderInPage();
    expect(world.order).toMatchObject({ mode: 'sdk', attempts: [] });
    expect(world.order).not.toHaveProperty('linkNotice');
    expect([...world.bkash.calls, ...frame.script.calls]).toEqual([]);
  });

  it('answers the same again without starting one', async () => {
    const { world } = await orderInPage();
    const again = await world.checkout({ mode: 'sdk' });
    expect(again).toMatchObject({ kind: 'accepted', isNew: false, order: { attempts: [] } });
    expect(await world.checkout({ mode: 'redirect' })).toEqual({ kind: 'conflict' });
  });

  it('is refused by a stage without that product, in one line that names the field', async () => {
    expect(await new World().checkout({ mode: 'sdk' })).toMatchObject({
      kind: 'invalid',
      error: { path: 'mode' },
    });
  });
});

describe('the page’s create', () => {
  it('gives bKash’s answer as it came, and the same one as long as that payment is live', async () => {
    const { world, frame } = await orderInPage();
    expect(await opens(world)).toEqual(first);
    world.passes(9 * minute);
    expect(await opens(world)).toEqual(first);
    expect(frame.script.count('create')).toBe(1);
    expect(world.bkash.calls).toEqual([]);
    expect(world.order.attempts).toMatchObject([{ product: 'checkout', generation: 'v1', state: 'created' }]);
  });

  it('replaces a payment older than ten minutes, as the link does', async () => {
    const { world } = await orderInPage();
    await opens(world);
    world.passes(10 * minute);
    expect(await opens(world)).toEqual(second);
    expect(world.order.attempts).toMatchObject([
      { state: 'lapsed', reason: 'superseded' },
      { state: 'created' },
    ]);
  });

  it('opens one payment for two tabs: the second waits for the first one’s answer', async () => {
    const { world, frame } = await orderInPage();
    let other: Promise<unknown> | undefined;
    frame.script.meanwhile = async () => {
      other = opens(world);
    };
    expect(await opens(world)).toEqual(first);
    expect(await other).toEqual(first);
    expect(frame.script.count('create')).toBe(1);
  });

  it('waits ten seconds at most for another tab’s create, and then says that bKash does not answer', async () => {
    const { world, frame } = await orderInPage();
    const startedAt = world.now;
    frame.script.meanwhile = async () => {
      expect(await opens(world)).toEqual({ kind: 'unavailable', why: 'bkash' });
      expect(world.now - startedAt).toBeGreaterThanOrEqual(10_000);
      expect(world.now - startedAt).toBeLessThan(11_000);
    };
    await opens(world);
    expect.assertions(3);
  });

  it('says that bKash does not answer after a silent create, and owes the link by which he can pay', async () => {
    const { world, frame } = await orderInPage();
    frame.script.creates.push({ kind: 'silent', reason: 'timeout' });
    expect(await opens(world)).toEqual({ kind: 'unavailable', why: 'bkash' });
    expect(world.order).toMatchObject({ linkNotice: { state: 'owed' }, attempts: [{ state: 'lapsed' }] });
    expect(await opens(world)).toEqual({ kind: 'unavailable', why: 'bkash' });
    world.passes(5_000);
    expect(await opens(world)).toEqual(second);
    expect(world.order).not.toHaveProperty('linkNotice');
  });

  it.each([
    ['the gate of that product is closed', 'bkash'],
    ['no token can be had', 'bkash'],
    ['the shop takes no new payments', 'stopped'],
    ['the stage has lost the product', 'bkash'],
  ] as const)('takes no number while %s, and owes the link once', async (trouble, why) => {
    const { world, frame } = await orderInPage();
    if (trouble.startsWith('the gate')) frame.gateOpen = false;
    if (trouble.startsWith('no token')) frame.script.hasToken = false;
    if (trouble.startsWith('the shop')) world.settings = { ...world.settings, stopNewPayments: true };
    if (trouble.startsWith('the stage')) world.frame = undefined;
    expect(await opens(world)).toEqual({ kind: 'unavailable', why });
    const owed = world.order;
    expect(owed).toMatchObject({ linkNotice: { state: 'owed' }, attempts: [] });
    world.passes(1_000);
    await opens(world);
    expect(world.order).toEqual(owed);
    expect(frame.script.count('create')).toBe(0);
  });

  it('goes through the other product’s closed gate: their hosts go down one by one', async () => {
    const { world } = await orderInPage();
    world.table.gateOpen = false;
    expect(await opens(world)).toEqual(first);
  });

  it('is not for an order that is decided, being decided, or paid in another way', async () => {
    const { world, frame } = await orderInPage();
    await opens(world);
    frame.script.executes.push({ kind: 'unknown', reason: 'timeout' });
    await approves(world);
    expect(await opens(world)).toEqual({ kind: 'not_payable', why: 'deciding' });
    frame.script.queries.push({
      kind: 'completed',
      captured: { trxId: 'DKN1A2B3C4', amountPoisha: 105_000, currency: 'BDT' },
    });
    world.passes(35_000);
    expect(await opens(world)).toEqual({ kind: 'not_payable', why: 'closed' });
    expect(await createSdkPayment(world.ports, 'SB-none')).toEqual({ kind: 'not_found' });

    const redirected = new World();
    redirected.withFrame();
    await redirected.checkout();
    expect(await opens(redirected)).toEqual({ kind: 'not_payable', why: 'another_mode' });
    expect(redirected.order.attempts).toMatchObject([{ product: 'tokenized', state: 'created' }]);
  });

  it('opens twenty payments of an order and no more', async () => {
    const { world, frame } = await orderInPage();
    for (let tries = 0; tries < 20; tries += 1) {
      expect((await opens(world)).kind).toBe('open');
      world.passes(10 * minute);
    }
    expect(await opens(world)).toMatchObject({ kind: 'too_many' });
    expect(frame.script.count('create')).toBe(20);
  });

  it('asks about a customer who may have approved, before it opens another payment for him', async () => {
    const { world, frame } = await orderInPage();
    world.settings = { ...world.settings, absentCustomer: 'on' };
    await opens(world);
    world.passes(2 * minute);
    frame.script.queries.push({ kind: 'initiated', verification: 'complete' });
    expect(await opens(world)).toEqual({ kind: 'not_payable', why: 'deciding' });
    expect(world.order.attempts).toMatchObject([{ state: 'authorised' }]);
    expect(world.queued).toContainEqual({ message: { kind: 'look', orderId: 'SB-1' }, delaySeconds: 0 });
  });
});

describe('the payment link of such an order', () => {
  it('leads to bKash’s own page and replaces what the frame had open, whose late approval still counts', async () => {
    const { world, frame } = await orderInPage();
    await opens(world);
    expect(await followPayLink(world.ports, 'SB-1')).toEqual({
      kind: 'to_bkash',
      url: 'https://page.example/TR00111',
    });
    expect(world.order.attempts).toMatchObject([
      { product: 'checkout', state: 'lapsed', reason: 'superseded' },
      { product: 'tokenized', state: 'created' },
    ]);
    expect(await approves(world)).toMatchObject({ status: 'paid' });
    expect(frame.script.count('execute')).toBe(1);
    await world.comesBack('success', 2);
    expect(world.bkash.count('execute')).toBe(0);
  });

  it('gives way to the frame in the same manner, and one of both approvals is charged', async () => {
    const { world, frame } = await orderInPage();
    await followPayLink(world.ports, 'SB-1');
    expect(await opens(world)).toEqual(first);
    expect(world.order.attempts).toMatchObject([
      { state: 'lapsed' },
      { product: 'checkout', state: 'created' },
    ]);
    await world.comesBack('success', 1);
    expect(await approves(world)).toEqual({ status: 'paid' });
    expect([world.bkash.count('execute'), frame.script.count('execute')]).toEqual([1, 0]);
  });
});
