import { expect } from 'vitest';
import { eventually } from '../system/shopper.ts';
import { type Ground, type Story, untilFirstLook, untilSecondLook } from './ground.ts';

/** Execute was sent, and nobody hears the answer. */
export const silence: Record<string, Story> = {
  'Execute’s answer is lost, its webhook arrives': async (ground, orderId) => {
    await ground.fault('execute', 'timeout_after');
    await ground.purchase(orderId);
    await ground.advance(untilFirstLook);
    await ground.endsPaid(orderId);
  },

  'Execute’s answer and its webhook are lost': async (ground, orderId) => {
    await ground.fault('webhook', 'drop');
    await ground.fault('execute', 'timeout_after');
    const before = await ground.calls();
    await ground.purchase(orderId);
    await ground.advance(untilFirstLook);
    await ground.endsPaid(orderId);
    const after = await ground.calls();
    expect((after.execute ?? 0) - (before.execute ?? 0)).toBe(1);
    expect((after.query ?? 0) - (before.query ?? 0)).toBe(1);
  },

  'a thousand readers of an undecided order ask bKash once': async (ground, orderId) => {
    await ground.fault('webhook', 'drop');
    await ground.fault('execute', 'timeout_after');
    const before = await ground.calls();
    await ground.purchase(orderId);
    await ground.advance(untilFirstLook);
    for (let round = 0; round < 10; round += 1) {
      await Promise.all(Array.from({ length: 100 }, () => ground.shopper.order(orderId)));
    }
    await ground.endsPaid(orderId);
    expect(((await ground.calls()).query ?? 0) - (before.query ?? 0)).toBe(1);
  },

  'Execute is lost before bKash commits': async (ground, orderId) => {
    await ground.fault('execute', 'timeout_before');
    const { query: asked = 0 } = await ground.calls();
    await ground.purchase(orderId);
    await ground.advance(untilFirstLook);
    await firstLook(ground, orderId, asked);
    await ground.advance(untilSecondLook);
    await ground.endsPaid(orderId);
  },

  'Execute commits long after its caller has gone': async (ground, orderId) => {
    await ground.fault('execute', 'commit_late', { times: 1, delayMs: 16_000 });
    const { query: asked = 0 } = await ground.calls();
    await ground.purchase(orderId);
    await ground.advance(untilFirstLook);
    await firstLook(ground, orderId, asked);
    await ground.advance(untilSecondLook);
    await ground.endsPaid(orderId);
  },

  'Execute is slow': async (ground, orderId) => {
    await ground.fault('execute', 'slow', { times: 1, delayMs: 2_000 });
    await ground.purchase(orderId);
    await ground.endsPaid(orderId);
  },

  'create is slow, and silent': async (ground, orderId) => {
    await ground.fault('create', 'timeout_after');
    const order = await ground.shopper.checkout(orderId);
    expect(order).toMatchObject({ status: 'pending', bkashUrl: null, payable: true });
    await ground.shopper.open(await ground.payByLink(orderId, order.payUrl));
    await ground.endsPaid(orderId);
  },

  'the look itself is not answered': async (ground, orderId) => {
    await ground.fault('execute', 'timeout_after');
    await ground.fault('query', 'http_503', { times: 2 });
    await ground.purchase(orderId);
    for (const seconds of [untilFirstLook, 4, 7]) await ground.advance(seconds);
    await ground.endsPaid(orderId);
  },

  'the customer never comes back': async (ground, orderId) => {
    const { order } = await ground.onPage(orderId);
    const before = await ground.calls();
    await ground.advance(151);
    await ground.endsPaid(orderId);
    const after = await ground.calls();
    expect((after.query ?? 0) - (before.query ?? 0)).toBe(1);
    expect((await ground.shopper.open(order.payUrl)).location).toContain(`/orders/${orderId}`);
  },

  'the customer leaves bKash’s page without paying': async (ground, orderId) => {
    const order = await ground.shopper.checkout(orderId);
    await ground.advance(151);
    await ground.endsUncharged(orderId, 'pending');
    await ground.shopper.open(await ground.payByLink(orderId, order.payUrl));
    await ground.endsPaid(orderId);
  },

  'the customer cannot find his way back, and opens his link': async (ground, orderId) => {
    const { order } = await ground.onPage(orderId);
    await ground.advance(13);
    await ground.shopper.open(order.payUrl);
    await ground.endsPaid(orderId);
    expect(await ground.states(orderId)).toEqual(['completed']);
  },
};

/** bKash was asked for the first time since then, and the attempt waits for its second look. */
async function firstLook(ground: Ground, orderId: string, askedBefore: number): Promise<void> {
  await eventually(ground.calls, ({ query = 0 }) => query === askedBefore + 1);
  expect(await ground.states(orderId)).toEqual(['unknown']);
}
