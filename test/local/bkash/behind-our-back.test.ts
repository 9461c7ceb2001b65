import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Merchant, merchantWithSimulator } from './merchant.ts';
import { confirm, type Receiver, webhookReceiver } from './receiver.ts';

/** Goal: money may move that no merchant asked for, from every state of a payment, and is told like any other. */
let receiver: Receiver;
let merchant: Merchant;
beforeAll(async () => {
  receiver = await webhookReceiver();
  merchant = await merchantWithSimulator({ webhookUrl: receiver.url });
  await confirm(merchant.simulator.url, (await receiver.next('SubscriptionConfirmation')).envelope);
});
afterAll(async () => {
  await merchant.leave();
  await receiver.close();
});

describe('a capture that nobody asked for', () => {
  it.each<[string, (paymentId: string) => Promise<unknown>]>([
    ['was only created', async () => {}],
    ['has its PIN', (id) => merchant.authorise(id)],
    ['was closed by the customer', (id) => merchant.authorise(id, { action: 'cancel' })],
    ['failed on the page', (id) => merchant.authorise(id, { action: 'fail' })],
    ['was refused at Execute', (id) => merchant.execute(id)],
    ['has expired', () => merchant.advance(24 * 3600)],
  ])('takes the money of a payment that %s, once, and is notified', async (_, before) => {
    const { paymentId } = (await merchant.create({ amount: '51.00' })).body;
    await before(paymentId);
    const captured = await merchant.control(`/payments/${paymentId}/capture`, {});
    expect(captured.status).toBe(200);
    const { trxID } = captured.body;
    expect(captured.body).toMatchObject({ kind: 'payment', paymentID: paymentId, amount: '51.00' });
    expect((await merchant.control('/ledger')).body.entries).toContainEqual(captured.body);
    const { body } = await merchant.api('/query/payment', { paymentId });
    expect(body).toMatchObject({ transactionStatus: 'Completed', trxId: trxID });
    await receiver.next('Notification', ({ Message }) => JSON.parse(Message).trxID === trxID);
    expect((await merchant.control(`/payments/${paymentId}/capture`, {})).status).toBe(409);
    expect((await merchant.execute(paymentId)).body.externalCode).toBe('2062');
  });

  it("takes it from the customer's own wallet where one was given", async () => {
    const paymentId = await merchant.authorised('52.00', '01929918378');
    const { body } = await merchant.control(`/payments/${paymentId}/capture`, {});
    expect(body.wallet).toBe('01929918378');
  });

  it('finds nothing under an id that is not there', async () => {
    expect((await merchant.control('/payments/TR0011none/capture', {})).status).toBe(404);
  });
});

describe('money without an order', () => {
  it('is in the ledger, in Search and in a notification that has no invoice', async () => {
    const paid = await merchant.control('/wallet-payments', { amount: '53.5', reference: 'honey, 2 jars' });
    const { trxID, wallet } = paid.body;
    expect(paid.body).toEqual({
      kind: 'payment',
      trxID: expect.stringMatching(/^[A-Z0-9]{10}$/),
      amount: '53.50',
      wallet: expect.stringMatching(/^01\d{9}$/),
      at: expect.any(String),
    });
    expect((await merchant.control('/ledger')).body.entries).toContainEqual(paid.body);
    const found = await merchant.api('/general/search-transaction', { trxId: trxID });
    expect(found.body).toMatchObject({ amount: '53.50', transactionType: 'Merchant Payment via QR' });
    const isIt = ({ Message }: { Message: string }) => JSON.parse(Message).trxID === trxID;
    const message = JSON.parse((await receiver.next('Notification', isIt)).envelope.Message);
    expect(message).toMatchObject({
      transactionType: '10003126',
      transactionReference: 'honey, 2 jars',
      debitMSISDN: `88${wallet}`,
    });
    expect(message).not.toHaveProperty('merchantInvoiceNumber');
  });

  it.each([
    {},
    { amount: '0' },
    { amount: 5 },
    { amount: '1.001' },
    { amount: '1', reference: 7 },
    { amount: '1', reference: 'x'.repeat(256) },
  ])('is refused when it is none: %j', async (body) => {
    expect((await merchant.control('/wallet-payments', body)).status).toBe(400);
  });
});

describe('a lock-out of the token endpoint', () => {
  it('holds for the time that was said, over a restart, and ends early on request', async () => {
    await merchant.advance(2 * 3600);
    const locked = await merchant.control('/token-lockout', { seconds: 600 });
    expect(Date.parse(locked.body.lockedUntil)).toBeGreaterThan(Date.now());
    expect((await merchant.grant()).body.status).toBe('fail');
    await merchant.restart();
    expect((await merchant.grant()).body.status).toBe('fail');
    await merchant.advance(600);
    expect((await merchant.grant()).body.statusCode).toBe('0000');
    await merchant.control('/token-lockout', { seconds: 3600 });
    expect((await merchant.control('/token-lockout', { seconds: 0 })).body).toEqual({ lockedUntil: null });
    expect((await merchant.grant()).body.statusCode).toBe('0000');
  });

  it('needs a time', async () => {
    for (const seconds of [-1, '5', null, 1e300]) {
      expect((await merchant.control('/token-lockout', { seconds })).status).toBe(400);
    }
  });
});
