import { expect } from 'vitest';
import { type Ground, type Story, untilFirstLook, untilSecondLook } from './ground.ts';

/** Answers that say nothing: each at each operation. */
const nonsense = [
  'http_500',
  'http_503',
  'gateway_message',
  'system_error_9999',
  'html',
  'truncated',
  'connection_reset',
];

const atEachOperation: Record<string, (fault: string) => Story> = {
  create: (fault) => async (ground, orderId) => {
    await ground.fault('create', fault);
    const order = await ground.shopper.checkout(orderId);
    expect(order).toMatchObject({ status: 'pending', bkashUrl: null, payable: true });
    await ground.shopper.open(await ground.payByLink(orderId, order.payUrl));
    await ground.endsPaid(orderId);
  },

  execute: (fault) => async (ground, orderId) => {
    await ground.fault('execute', fault);
    await ground.purchase(orderId);
    expect((await ground.shopper.order(orderId)).status).toBe('pending');
    await executedAgain(ground);
    await ground.endsPaid(orderId);
  },

  query: (fault) => async (ground, orderId) => {
    await ground.fault('execute', 'http_500');
    await ground.fault('query', fault);
    await ground.purchase(orderId);
    await ground.advance(untilFirstLook);
    await ground.until(orderId, ({ status }) => status === 'pending');
    await executedAgain(ground);
    await ground.endsPaid(orderId);
  },
};

/** What bKash says no to, as a merchant meets it. */
const refusals: Record<string, Story> = {
  '2029: the same payer and amount too soon': refusedWith('2029'),
  '2023: his balance is too low': refusedWith('2023'),

  '2056: Execute before the customer approved': async (ground, orderId) => {
    const order = await ground.shopper.checkout(orderId);
    const paymentID = order.attempts[0]?.paymentID;
    const { callback } = await ground.onPage(`${orderId}-other`, 'cancel');
    await ground.shopper.open(callback);
    await ground.control(`/payments/${paymentID}/authorise`, { action: 'cancel' });
    const back = await callbackOf(ground, order, 'success');
    await ground.shopper.open(back);
    await ground.advance(untilFirstLook);
    await ground.until(orderId, ({ status }) => status === 'failed');
    await ground.endsUncharged(orderId, 'failed');
    await ground.shopper.open(await ground.payByLink(orderId, order.payUrl));
    await ground.endsPaid(orderId);
  },

  '2062: it was captured already': async (ground, orderId) => {
    const { order, callback } = await ground.onPage(orderId);
    await ground.control(`/payments/${order.attempts[0]?.paymentID}/capture`, {});
    await ground.shopper.open(callback);
    await ground.advance(untilFirstLook);
    await ground.endsPaid(orderId);
  },

  '2117: its execution was completed already, and it was not': async (ground, orderId) => {
    await ground.fault('execute', 'code', { times: 1, code: '2117' });
    await ground.purchase(orderId);
    expect((await ground.shopper.order(orderId)).status).toBe('pending');
    await executedAgain(ground);
    await ground.endsPaid(orderId);
  },

  'a code that nobody knows': async (ground, orderId) => {
    await ground.fault('execute', 'code', { times: 1, code: '7777' });
    await ground.purchase(orderId);
    const { status } = await ground.shopper.order(orderId);
    expect(['pending', 'failed']).toContain(status);
    await executedAgain(ground);
    const { payUrl } = await ground.shopper.checkout(orderId);
    if (status === 'failed') await ground.shopper.open(await ground.payByLink(orderId, payUrl));
    await ground.endsPaid(orderId);
  },
};

export const answers: Record<string, Story> = {
  ...refusals,
  ...Object.fromEntries(
    Object.entries(atEachOperation).flatMap(([operation, story]) =>
      nonsense.map((fault) => [`${operation} is answered by ${fault}`, story(fault)]),
    ),
  ),
};

function refusedWith(code: string): Story {
  return async (ground, orderId) => {
    await ground.fault('execute', 'code', { times: 1, code });
    const order = await ground.purchase(orderId);
    const failed = await ground.endsUncharged(orderId, 'failed');
    expect(failed.attempts[0]).toMatchObject({ state: 'refused', reason: code });
    expect(failed.attempts[0]?.message).toMatch(/\w/);
    expect(failed.attempts[0]?.message).not.toContain(code);
    await ground.shopper.open(await ground.payByLink(orderId, order.payUrl));
    await ground.endsPaid(orderId);
  };
}

/** Both looks find that he approved and nothing was captured; the consumer sends Execute once more. */
async function executedAgain(ground: Ground): Promise<void> {
  for (const seconds of [untilFirstLook, untilSecondLook, untilSecondLook]) {
    await ground.advance(seconds);
    await new Promise((done) => setTimeout(done, 700));
  }
}

/** The address that bKash was given for this attempt, with what bKash would add. */
async function callbackOf(ground: Ground, order: { orderId: string }, status: string): Promise<string> {
  const current = await ground.shopper.order(order.orderId);
  const paymentID = current.attempts.at(-1)?.paymentID ?? '';
  const { redirectUrl } = (await ground.control(`/payments/${paymentID}/authorise`, {
    action: 'cancel',
  })) as { redirectUrl: string };
  const url = new URL(redirectUrl);
  url.searchParams.set('status', status);
  return url.toString();
}
