import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Envelope } from '../../../infra/local/bkash/webhook/envelope.ts';
import { subscriptionConfirmer } from '../../../shared/adapters/sns/confirm.ts';
import { parseEnvelope } from '../../../shared/adapters/sns/envelope.ts';
import { parsePaymentNotice } from '../../../shared/adapters/sns/notification.ts';
import { snsVerifier } from '../../../shared/adapters/sns/verify.ts';
import { type Merchant, merchantWithSimulator, topicArn } from './merchant.ts';
import { type Receiver, webhookReceiver } from './receiver.ts';

/**
 * Goal: the simulator's signer and the payment system's verifier, two separate readings of Amazon's documents,
 * agree. The verifier is production's, with the one setting that says where the certificate is fetched.
 */
let receiver: Receiver;
let merchant: Merchant;
beforeAll(async () => {
  receiver = await webhookReceiver();
  merchant = await merchantWithSimulator({ webhookUrl: receiver.url });
});
afterAll(async () => {
  await merchant.leave();
  await receiver.close();
});

describe("the payment system's own webhook checks", () => {
  it('believe the subscription, confirm it, and then read the notification', async () => {
    const { envelope: asked } = await receiver.next('SubscriptionConfirmation');
    expect(await verdictOn(asked)).toEqual({ kind: 'genuine', stale: false });
    await subscriptionConfirmer(pinned()).confirm(asked.Token ?? '');
    // Amazon takes the same token twice; a message delivered twice must not look like a failure.
    await subscriptionConfirmer(pinned()).confirm(asked.Token ?? '');

    const { trxId, payerAccount } = (await merchant.execute(await merchant.authorised('1050'))).body;
    const { envelope } = await receiver.next('Notification');
    expect(await verdictOn(envelope)).toEqual({ kind: 'genuine', stale: false });
    expect(parsePaymentNotice(envelope.Message)).toMatchObject({
      kind: 'payment',
      notice: {
        trxId,
        status: 'Completed',
        currency: 'BDT',
        amountPoisha: 105000,
        invoice: 'local.order1-1',
        payer: `${payerAccount.slice(0, 3)}*****${payerAccount.slice(-3)}`,
      },
    });
  });

  it('believe neither a changed message nor another simulator', async () => {
    const { envelope } = await receiver.next('SubscriptionConfirmation');
    const changed = { ...envelope, Message: `${envelope.Message} ` };
    expect(await verdictOn(changed)).toEqual({ kind: 'refused', reason: 'signature' });
    const stranger = await merchantWithSimulator();
    const atStranger = { ...pinned(), certificateOrigin: stranger.simulator.url };
    expect((await verdictOn(envelope, atStranger)).kind).not.toBe('genuine');
    await stranger.leave();
  });
});

function pinned() {
  return {
    stage: 'local',
    webhooks: 'on',
    topicArn,
    certificateOrigin: merchant.simulator.url,
  } as const;
}

async function verdictOn(envelope: Envelope, topic: Parameters<typeof snsVerifier>[0] = pinned()) {
  const parsed = parseEnvelope(Buffer.from(JSON.stringify(envelope)));
  if (!parsed) throw new Error('the envelope is not one that we read');
  return await snsVerifier(topic).verify(parsed, Date.now());
}
