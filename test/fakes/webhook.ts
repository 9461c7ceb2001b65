import type { PaymentNotice } from '../../shared/adapters/sns/port.ts';
import type { WebhookMessage } from '../../shared/adapters/sqs/port.ts';
import { settleWebhook } from '../../shared/usecases/settle-webhook.ts';
import { captured } from './bkash.ts';
import { aReceipt } from './receipt.ts';
import { World } from './world.ts';

/** bKash's Query about the payment that these notices tell of. */
export const paid = { kind: 'completed' as const, captured: captured() };
export const initiated = { kind: 'initiated' as const, verification: 'complete' as const };

const notice: PaymentNotice = {
  trxId: 'DKN1A2B3C4',
  status: 'Completed',
  currency: 'BDT',
  amountPoisha: 105_000,
  invoice: 'SB-1-1',
  payer: '017*****575',
};

export async function ordered(): Promise<World> {
  const world = new World();
  await world.checkout();
  return world;
}

/** The customer said yes and nobody answered the Execute. */
export async function unanswered(): Promise<World> {
  const world = await ordered();
  world.bkash.executes.push({ kind: 'unknown', reason: 'timeout' });
  await world.comesBack('success');
  return world;
}

/** A genuine notification of the customer's payment, as the door queued it just now. */
export function aMessage(world: World, changes: Partial<PaymentNotice> = {}): WebhookMessage {
  const receipt = aReceipt({ publishedAt: world.now - 1_000, receivedAt: world.now });
  return { kind: 'webhook', receipt, notice: { ...notice, ...changes }, putBacks: 0 };
}

/** The same without an invoice, as bKash's older shape has it. */
export function withoutInvoice(world: World): WebhookMessage {
  const { notice: whole, ...message } = aMessage(world);
  const { invoice: _, ...rest } = whole;
  return { ...message, notice: rest };
}

export function comes(world: World, changes: Partial<PaymentNotice> = {}): Promise<void> {
  return settleWebhook(world.ports, aMessage(world, changes));
}

/** The webhooks that wait in the queue; the looks beside them are tested elsewhere. */
export function putBack(world: World) {
  return world.queued.flatMap(({ message, delaySeconds }) =>
    message.kind === 'webhook' ? [{ message, delaySeconds }] : [],
  );
}

/** Settles what was put back, each when its delay is over, until none waits or `untilMs` have passed. */
export async function waitingOnes(world: World, untilMs = Number.POSITIVE_INFINITY): Promise<number> {
  const until = world.now + untilMs;
  for (let runs = 0; runs < maxRuns; runs += 1) {
    const [next] = putBack(world);
    if (!next || world.now + next.delaySeconds * 1000 > until) return runs;
    world.queued.length = 0;
    world.passes(next.delaySeconds * 1000);
    await settleWebhook(world.ports, next.message);
  }
  throw new Error('A webhook circles for ever.');
}

/** A day in pauses of five minutes, and some. */
const maxRuns = 400;

export function journalled(world: World) {
  return [...world.table.journalOf.values()].map(({ outcome, reason }) => reason ?? outcome);
}
