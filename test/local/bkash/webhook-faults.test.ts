import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Envelope } from '../../../infra/local/bkash/webhook/envelope.ts';
import { parseEnvelope } from '../../../shared/adapters/sns/envelope.ts';
import { parsePaymentNotice } from '../../../shared/adapters/sns/notification.ts';
import { snsVerifier } from '../../../shared/adapters/sns/verify.ts';
import { type Merchant, merchantWithSimulator, topicArn } from './merchant.ts';
import { confirm, isGenuine, type Receiver, webhookReceiver } from './receiver.ts';

/**
 * Goal: whatever can go wrong with a notification goes wrong on order, and the payment system's own checks judge
 * each as they would judge bKash's. Money and ledger never notice.
 */
const patient = { timeout: 15_000 };
let receiver: Receiver;
let merchant: Merchant;
beforeEach(async () => {
  receiver = await webhookReceiver();
  merchant = await merchantWithSimulator({ webhookUrl: receiver.url });
  await confirm(merchant.simulator.url, (await receiver.next('SubscriptionConfirmation')).envelope);
});
afterEach(async () => {
  await merchant.leave();
  await receiver.close();
});

describe('a notification', () => {
  it('that is dropped never comes, and the next one does', async () => {
    await order('drop');
    const dropped = await pay('10.00');
    const heard = await pay('11.00');
    await expect.poll(trxIds, patient).toEqual([heard]);
    expect((await ledger()).map(({ trxID }) => trxID)).toEqual([dropped, heard]);
    await sleep(50);
    expect(trxIds()).toEqual([heard]);
  });

  it('that is duplicated comes twice in one envelope, and is still listed once', async () => {
    await order('duplicate');
    await pay('12.00');
    await expect.poll(notifications, patient).toHaveLength(2);
    const [first, second] = notifications();
    expect(second).toEqual(first);
    expect(await verdictOn(second)).toMatchObject({ kind: 'genuine' });
    await sleep(50);
    expect(notifications()).toHaveLength(2);
    expect((await merchant.control('/webhooks')).body.items).toEqual([first]);
  });

  it('that is delayed comes when its time is over, dated as it was published', async () => {
    await order('delay', { delayMs: 80 * 60_000 });
    const trxId = await pay('13.00');
    await merchant.advance(80 * 60 - 30);
    await sleep(50);
    expect(trxIds()).toEqual([]);
    await merchant.advance(30);
    await expect.poll(trxIds, patient).toEqual([trxId]);
    const [late] = notifications();
    expect(await verdictOn(late, Date.now() + 80 * 60_000)).toEqual({ kind: 'genuine', stale: true });
  });

  it('that is reordered waits behind the next one', async () => {
    await order('reorder', { delayMs: 3600_000 });
    const first = await pay('14.00');
    await sleep(50);
    expect(trxIds()).toEqual([]);
    const second = await pay('15.00');
    await expect.poll(trxIds, patient).toEqual([second, first]);
  });

  it('that is reordered with no other behind it comes in the end', async () => {
    await order('reorder', { delayMs: 60_000 });
    const only = await pay('16.00');
    await merchant.advance(60);
    await expect.poll(trxIds, patient).toEqual([only]);
  });

  it('that is always reordered swaps with its neighbour, and none is lost', async () => {
    await merchant.control('/faults', { operation: 'webhook', fault: 'reorder', delayMs: 3600_000 });
    const [one, two] = [await pay('17.00'), await pay('18.00')];
    await expect.poll(trxIds, patient).toEqual([two, one]);
    const [three, four] = [await pay('19.00'), await pay('20.00')];
    await expect.poll(trxIds, patient).toEqual([two, one, four, three]);
  });

  it('without its invoice is genuine and names only the trxID', async () => {
    await order('no_invoice');
    const trxId = await pay('21.00');
    const { envelope } = await receiver.next('Notification');
    expect(await verdictOn(envelope)).toMatchObject({ kind: 'genuine' });
    const read = parsePaymentNotice(envelope.Message);
    expect(read).toMatchObject({ kind: 'payment', notice: { trxId, amountPoisha: 2100 } });
    expect(read).not.toHaveProperty('notice.invoice');
  });

  it.each([
    ['forged_signature', 'signature', false],
    // Amazon signs for everybody: only the topic gives it away.
    ['foreign_topic', 'foreign_topic', true],
  ])('with a %s is not believed, and the genuine one stays away', async (fault, reason, signedRightly) => {
    await order(fault);
    const trxId = await pay('22.00');
    const { envelope } = await receiver.next('Notification');
    expect(JSON.parse(envelope.Message).trxID).toBe(trxId);
    expect(await verdictOn(envelope)).toEqual({ kind: 'refused', reason });
    const { pathname } = new URL(envelope.SigningCertURL);
    const certificate = await (await fetch(`${merchant.simulator.url}${pathname}`)).text();
    expect(isGenuine(envelope, certificate)).toBe(signedRightly);
    await sleep(50);
    expect(notifications()).toHaveLength(1);
  });

  it.each([
    [{}, '90.00', '10.00'],
    [{ amount: '75.5' }, '75.50', '24.50'],
  ])('of a coupon payment %j tells both amounts, as Search does', async (given, amount, couponAmount) => {
    await order('coupon', given);
    const trxId = await pay('100.00');
    const { envelope } = await receiver.next('Notification');
    const coupon = { amount, saleAmount: '100.00', couponAmount };
    expect(JSON.parse(envelope.Message)).toMatchObject(coupon);
    expect(parsePaymentNotice(envelope.Message)).toMatchObject({ notice: { saleAmountPoisha: 10000 } });
    expect((await merchant.api('/general/search-transaction', { trxId })).body).toMatchObject(coupon);
    expect(await ledger()).toMatchObject([{ trxID: trxId, amount: '100.00' }]);
  });

  it('whose coupon pays nothing is no coupon payment', async () => {
    await order('coupon', { amount: '100.00' });
    await pay('100.00');
    const { envelope } = await receiver.next('Notification');
    expect(JSON.parse(envelope.Message)).not.toHaveProperty('saleAmount');
  });

  it('is published again on request, in a new envelope, whether it was sent before or dropped', async () => {
    await order('drop');
    const trxId = await pay('23.00');
    expect((await merchant.control(`/webhooks/${trxId}/resend`, {})).body).toEqual({ trxID: trxId });
    await expect.poll(trxIds, patient).toEqual([trxId]);
    await merchant.control(`/webhooks/${trxId}/resend`, {});
    await expect.poll(trxIds, patient).toEqual([trxId, trxId]);
    const [first, second] = notifications();
    expect(second?.Message).toBe(first?.Message);
    expect(second?.MessageId).not.toBe(first?.MessageId);
    expect(await verdictOn(second)).toEqual({ kind: 'genuine', stale: false });
    expect((await merchant.control('/webhooks/NOSUCHTRXX/resend', {})).status).toBe(404);
  });

  it('is never published again to nobody', async () => {
    const trxId = await pay('24.00');
    await merchant.restart({ webhookUrl: undefined } as never);
    expect((await merchant.control(`/webhooks/${trxId}/resend`, {})).status).toBe(409);
  });

  it('keeps its fault over a restart', async () => {
    await order('duplicate');
    await merchant.restart({ delays: { webhookMs: 60_000 } });
    await pay('25.00');
    await merchant.restart();
    await merchant.advance(60);
    await expect.poll(notifications, patient).toHaveLength(2);
  });
});

async function order(fault: string, more: object = {}): Promise<void> {
  const { status } = await merchant.control('/faults', { operation: 'webhook', fault, times: 1, ...more });
  expect(status).toBe(200);
}

async function pay(amount: string): Promise<string> {
  return (await merchant.execute(await merchant.authorised(amount))).body.trxId;
}

async function ledger(): Promise<Array<Record<string, string>>> {
  return (await merchant.control('/ledger')).body.entries;
}

function notifications(): Envelope[] {
  return receiver.received.map(({ envelope }) => envelope).filter(({ Type }) => Type === 'Notification');
}

function trxIds(): string[] {
  return notifications().map(({ Message }) => JSON.parse(Message).trxID);
}

async function verdictOn(envelope: Envelope | undefined, receivedAt = Date.now()) {
  const parsed = parseEnvelope(Buffer.from(JSON.stringify(envelope)));
  if (!parsed) throw new Error('the envelope is not one that we read');
  const certificateOrigin = merchant.simulator.url;
  const pinned = { stage: 'local', webhooks: 'on', topicArn, certificateOrigin } as const;
  return await snsVerifier(pinned).verify(parsed, receivedAt);
}
