import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { MessageRejected } from '@aws-sdk/client-ses';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { itemFromOrder } from '../../shared/adapters/dynamodb/order-item.ts';
import { captured } from '../fakes/bkash.ts';
import { canaries } from './canaries.ts';
import {
  announce,
  announced,
  ask,
  batch,
  deliver,
  delivered,
  envelope,
  expectSilence,
  hook,
  queued,
  quoting,
  recordBounce,
  refusals,
  settle,
  shopTold,
  startFunctions,
  startRun,
  tellShop,
} from './canary-run.ts';
import { dynamodb, sqs } from './gateway.ts';
import { callback } from './order-links.ts';
import { stage, wired } from './wired-world.ts';

vi.mock('../../functions/edge/wiring.ts', () => import('./wired-world.ts'));

/** As `canary.test.ts`, for what comes from bKash's side and what goes to the customer (I10). */
beforeAll(startFunctions);
beforeEach(startRun);
afterEach(() => vi.restoreAllMocks());

describe('nothing personal and nothing secret is told', () => {
  it('by webhooks: genuine, forged, old, unreadable, unclaimed, and by a queue that fails', async () => {
    const notice = {
      trxID: 'DKN1A2B3C4',
      transactionStatus: 'Completed',
      currency: 'BDT',
      amount: '1050',
      merchantInvoiceNumber: 'local.SB-1-1',
      debitMSISDN: `88${canaries.payer}`,
      transactionReference: canaries.noticeText,
      creditOrganizationName: canaries.noticeText,
    };
    const subject = { Subject: canaries.subject };
    const genuine = envelope(notice, subject);
    await hook(genuine);
    await hook(envelope({ ...notice, merchantInvoiceNumber: 'another-system-7' }, subject));
    await hook(envelope(`${canaries.noticeText} ${canaries.payer}`, subject));
    await hook(envelope(notice, { ...subject, Timestamp: '2020-01-01T00:00:00Z' }));
    await hook(
      envelope(notice, { ...subject, TopicArn: 'arn:aws:sns:ap-southeast-1:000000000000:kanari-subject' }),
    );
    await hook({ ...genuine, Signature: Buffer.from(canaries.payer).toString('base64') });
    // Of a stranger's envelope even the name of the message is a stranger's text.
    await hook({ ...genuine, MessageId: canaries.email, Signature: 'AAAA' });
    for (const message of queued()) await settle(batch(message));
    expectSilence('WebhookQueued', 'WebhookRefused', 'WebhookQuarantined', '"kind":"webhook"');
    const taken = queued();
    sqs.reset();
    sqs.onAnyCommand().rejects(new Error(quoting));
    await hook(genuine);
    for (const message of taken) await settle(batch(message));
    expectSilence('HandlerFailed');
  });

  it('by messages to the shop’s server that are taken, refused, lost, or none of ours', async () => {
    wired.world.bkash.executes.push({ kind: 'completed', captured: captured({ payer: canaries.payer }) });
    await ask({ method: 'GET', path: callback('success') });
    const paid = wired.world.order;
    await announced(paid);
    expectSilence('"channel":"shop"');
    await shopTold(paid, async () => new Response(null, { status: 204 }));
    expectSilence('NoticeSent');
    await shopTold(paid, async () => new Response(quoting, { status: 500, statusText: 'kanari' }));
    await shopTold(paid, async () => Promise.reject(new TypeError(quoting, { cause: new Error(quoting) })));
    expectSilence('http_500', '"retry"');
    await tellShop(batch(`{"to":"${canaries.email}"}`));
    dynamodb.on(GetItemCommand).rejects(new Error(quoting));
    await tellShop(batch(JSON.stringify({ orderId: 'SB-1', fact: 'order.paid', channel: 'shop' })));
    expectSilence('HandlerFailed');
  });

  it('by an email that came back, or by an event that is none', async () => {
    const bounce = { event: 'bounce', orderId: ['SB-1'], bounceType: 'Permanent' };
    dynamodb.on(GetItemCommand).resolves({ Item: itemFromOrder(wired.world.order, stage.waits) });
    await recordBounce(batch(JSON.stringify(bounce)));
    expectSilence('EmailBounced');
    await recordBounce(batch(JSON.stringify({ ...bounce, destination: canaries.email })));
    dynamodb.on(GetItemCommand).rejects(new Error(quoting));
    await recordBounce(batch(JSON.stringify(bounce)));
    expectSilence('HandlerFailed');
  });

  it('by letters that are refused, lost, or for an order that cannot be read', async () => {
    wired.world.bkash.executes.push({ kind: 'completed', captured: captured({ payer: canaries.payer }) });
    await ask({ method: 'GET', path: callback('success') });
    const paid = wired.world.order;
    const refused = new MessageRejected({ message: quoting, $metadata: {} });
    for (const error of [
      refused,
      new Error(quoting),
      Object.assign(new Error(quoting), { code: 'ECONNRESET' }),
    ]) {
      await delivered(paid, error);
    }
    dynamodb.on(GetItemCommand).rejects(new Error(quoting));
    await deliver(batch(JSON.stringify({ orderId: 'SB-1', fact: 'order.paid', channel: 'email' })));
    await deliver(batch(`{"to":"${canaries.email}"}`));
    sqs.onAnyCommand().rejects(new Error(quoting));
    await announced(paid);
    dynamodb.onAnyCommand().rejects(new Error(quoting));
    // What leaves a handler is printed by Lambda itself.
    await expect(announce({ sweep: 'facts' })).rejects.toSatisfy(
      (error: Error) => refusals.push(`${error.name} ${error.message} ${error.stack} ${error.cause}`) > 0,
    );
    expectSilence('NoticeFailed', 'HandlerFailed');
  });
});
