import { X509Certificate } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Envelope } from '../../../infra/local/bkash/webhook/envelope.ts';
import { type Merchant, merchantWithSimulator, topicArn } from './merchant.ts';
import { confirm, isGenuine, never, type Receiver, webhookReceiver } from './receiver.ts';

/** Goal: notifications are what SNS would deliver for bKash: signed, text/plain, retried, never lost by a restart. */
/** The machine that runs this may be busy. */
const patient = { timeout: 15_000 };
let receiver: Receiver;
let merchant: Merchant;
beforeEach(async () => {
  receiver = await webhookReceiver();
  merchant = await merchantWithSimulator({ webhookUrl: receiver.url });
});
afterEach(async () => {
  await merchant.leave();
  await receiver.close();
});

describe('a webhook subscription', () => {
  it('is confirmed by its token before any notification is sent', async () => {
    const { trxId } = (await pay('41.00')).body;
    const { headers, envelope } = await receiver.next('SubscriptionConfirmation');
    expect(headers['x-amz-sns-message-type']).toBe('SubscriptionConfirmation');
    expect(isGenuine(envelope, await certificateOf(envelope))).toBe(true);
    expect(receiver.received.every((one) => one.envelope.Type === 'SubscriptionConfirmation')).toBe(true);

    const foreign = { ...envelope, SubscribeURL: envelope.SubscribeURL?.replace(/Token=.*/, 'Token=guess') };
    expect(await confirm(merchant.simulator.url, foreign as Envelope)).toBe(400);
    const elsewhere = { ...envelope, SubscribeURL: envelope.SubscribeURL?.replace('bpt_', 'other_') };
    expect(await confirm(merchant.simulator.url, elsewhere as Envelope)).toBe(400);
    expect(await confirm(merchant.simulator.url, envelope)).toBe(200);
    const notified = await receiver.next('Notification');
    expect(JSON.parse(notified.envelope.Message).trxID).toBe(trxId);
  });

  it('is asked for again after a restart if it was never confirmed, and never again once it was', async () => {
    const first = await receiver.next('SubscriptionConfirmation');
    await merchant.restart();
    const isNew = ({ MessageId }: Envelope) => MessageId !== first.envelope.MessageId;
    const { envelope } = await receiver.next('SubscriptionConfirmation', isNew);
    await confirm(merchant.simulator.url, envelope);
    receiver.received.length = 0;
    await merchant.restart();
    await pay('42.00');
    await receiver.next('Notification');
    expect(receiver.received).toHaveLength(1);
  });

  it('that nobody has gets nothing and keeps nothing', async () => {
    await merchant.restart({ webhookUrl: undefined } as never);
    await pay('43.00');
    expect((await merchant.control('/webhooks')).body.items).toEqual([]);
  });
});

describe('a notification', () => {
  beforeEach(async () => {
    const { envelope } = await receiver.next('SubscriptionConfirmation');
    await confirm(merchant.simulator.url, envelope);
  });

  it('is a signed SNS envelope in plain text, with the invoice and without the paymentID', async () => {
    const executed = (await pay('1050')).body;
    const { headers, envelope } = await receiver.next('Notification');
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=UTF-8',
      'x-amz-sns-message-type': 'Notification',
      'x-amz-sns-message-id': envelope.MessageId,
      'x-amz-sns-topic-arn': topicArn,
    });
    expect(envelope).toMatchObject({ TopicArn: topicArn, SignatureVersion: '1' });
    expect(isGenuine(envelope, await certificateOf(envelope))).toBe(true);
    expect(
      isGenuine(
        { ...envelope, Message: envelope.Message.replace('1050', '1') },
        await certificateOf(envelope),
      ),
    ).toBe(false);
    expect(JSON.parse(envelope.Message)).toEqual({
      dateTime: expect.stringMatching(/^\d{14}$/),
      debitMSISDN: `88${executed.payerAccount}`,
      creditOrganizationName: 'SundarBan',
      creditShortCode: expect.stringMatching(/^\d{11}$/),
      trxID: executed.trxId,
      transactionStatus: 'Completed',
      transactionType: '10002294',
      amount: '1050.00',
      currency: 'BDT',
      merchantInvoiceNumber: 'local.order1-1',
    });
    expect((await merchant.control('/webhooks')).body.items).toEqual([envelope]);
  });

  it('may be signed by the newer version', async () => {
    await merchant.restart({ signatureVersion: '2' });
    await pay('44.00');
    const { envelope } = await receiver.next('Notification');
    expect(envelope.SignatureVersion).toBe('2');
    expect(isGenuine(envelope, await certificateOf(envelope))).toBe(true);
  });

  it('comes from a certificate in the name of SNS, at the path that Amazon would use', async () => {
    await pay('45.00');
    const { envelope } = await receiver.next('Notification');
    expect(envelope.SigningCertURL).toMatch(
      /^https:\/\/sns\.ap-southeast-1\.amazonaws\.com\/SimpleNotificationService-[0-9a-f]{32}\.pem$/,
    );
    const certificate = new X509Certificate(await certificateOf(envelope));
    expect(certificate.subject).toBe('CN=sns.amazonaws.com');
    expect(certificate.checkHost('sns.amazonaws.com')).toBe('sns.amazonaws.com');
    expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
  });

  it('is repeated unchanged, 20 seconds apart, three times after the first, then kept unsent', async () => {
    receiver.answers.push(500, 500, 503, 500, 500);
    await pay('46.00');
    for (const sent of [1, 2, 3, 4]) {
      await expect.poll(notifications, patient).toHaveLength(sent);
      await merchant.advance(19);
      expect(notifications()).toHaveLength(sent);
      await merchant.advance(1);
    }
    await merchant.advance(3600);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const [first, ...again] = notifications();
    expect(again).toHaveLength(3);
    expect(again.every((envelope) => JSON.stringify(envelope) === JSON.stringify(first))).toBe(true);
  });

  it('is not repeated after a refusal, but after "slow down"', async () => {
    receiver.answers.push(403);
    await pay('47.00');
    await expect.poll(notifications, patient).toHaveLength(1);
    await merchant.advance(60);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(notifications()).toHaveLength(1);
    receiver.answers.push(429);
    await pay('48.00');
    await expect.poll(notifications, patient).toHaveLength(2);
    await merchant.advance(20);
    await expect.poll(notifications, patient).toHaveLength(3);
  });

  it('that could not be delivered goes out after a restart, still verifiable', async () => {
    receiver.answers.push(500);
    const { trxId } = (await pay('49.00')).body;
    await expect.poll(notifications, patient).toHaveLength(1);
    await merchant.restart();
    await merchant.advance(20);
    await expect.poll(notifications, patient).toHaveLength(2);
    const [, envelope] = notifications();
    expect(JSON.parse(envelope?.Message ?? '').trxID).toBe(trxId);
    expect(isGenuine(envelope as Envelope, await certificateOf(envelope as Envelope))).toBe(true);
  });

  it('that was on its way when the process stopped goes out again at once', async () => {
    receiver.answers.push(never);
    await pay('51.00');
    await expect.poll(notifications, patient).toHaveLength(1);
    await merchant.restart();
    await expect.poll(notifications, patient).toHaveLength(2);
  });

  it('waits as long as it is told to after the money moved', async () => {
    await merchant.restart({ delays: { webhookMs: 5_000 } });
    await pay('50.00');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(notifications()).toHaveLength(0);
    await merchant.advance(5);
    await expect.poll(notifications, patient).toHaveLength(1);
  });
});

async function pay(amount: string) {
  return await merchant.execute(await merchant.authorised(amount));
}

function notifications(): Envelope[] {
  return receiver.received.map(({ envelope }) => envelope).filter(({ Type }) => Type === 'Notification');
}

async function certificateOf(envelope: Envelope): Promise<string> {
  const { pathname } = new URL(envelope.SigningCertURL);
  return await (await fetch(`${merchant.simulator.url}${pathname}`)).text();
}
