import { describe, expect, it } from 'vitest';
import { hastened } from '../../shared/domain/hastening.ts';
import type { Order } from '../../shared/domain/order.ts';
import { statusOf } from '../../shared/domain/status.ts';
import { followPayLink } from '../../shared/usecases/follow-pay-link.ts';
import { lookAgain } from '../../shared/usecases/look-again.ts';
import { probeBkash } from '../../shared/usecases/pass-gate.ts';
import { reconcilePayments } from '../../shared/usecases/reconcile-payments.ts';
import { captured } from '../fakes/bkash.ts';
import { approves, opens, orderInPage } from '../fakes/in-page.ts';
import { consumed, refunding } from '../fakes/refunding.ts';
import { comes } from '../fakes/webhook.ts';

/**
 * Goal: every call about an attempt goes to the product that made it, with that product's token, and tells that
 * product's gate; an outage of the one is none of the other. Method: two scripts, each of which remembers what it was
 * asked.
 */
const consumer = { executeAbortMs: 28_000 };
const silence = { kind: 'unknown' as const, reason: 'timeout' };
const unanswered = { kind: 'unanswered' as const, reason: 'timeout', unauthorised: false };

async function silentInPage() {
  const made = await orderInPage();
  await opens(made.world);
  made.frame.script.executes.push(silence);
  await approves(made.world);
  return made;
}

describe('an attempt in the shop’s page', () => {
  it('tells its own gate of silence, and not the other one', async () => {
    const { world, frame } = await silentInPage();
    expect([frame.gateFailures, world.table.gateFailures]).toEqual([1, 0]);
  });

  it('is asked about by itself when a webhook speaks of it', async () => {
    const { world, frame } = await orderInPage();
    await opens(world);
    frame.script.queries.push({ kind: 'completed', captured: captured() });
    await comes(world);
    expect(statusOf(world.order)).toBe('paid');
    expect([frame.script.count('query'), world.bkash.count('query')]).toEqual([1, 0]);
  });

  it('is looked up as a coupon in its own product', async () => {
    const { world, frame } = await orderInPage();
    await opens(world);
    frame.script.executes.push({ kind: 'completed', captured: captured({ amountPoisha: 100_000 }) });
    await approves(world);
    frame.script.searches.push({
      kind: 'found',
      amountPoisha: 100_000,
      saleAmountPoisha: 105_000,
      completed: true,
    });
    world.passes(35_000);
    await lookAgain(world.ports, world.order, consumer);
    expect(statusOf(world.order)).toBe('paid');
    expect([frame.script.count('search'), world.bkash.count('search')]).toEqual([1, 0]);
  });

  it('is refunded in its own product', async () => {
    const { world } = await orderInPage();
    await opens(world);
    await approves(world);
    await refunding(world, 'R-1', 105_000);
    await consumed(world);
    expect(statusOf(world.order)).toBe('refunded');
    expect(world.frameRefunds.sent).toMatchObject([{ paymentId: 'FRAMETR00111', amountPoisha: 105_000 }]);
    expect(world.refunds.sent).toEqual([]);
  });

  it('is refunded once at most, as in v1.2.0-beta', async () => {
    const { world } = await orderInPage();
    await opens(world);
    await approves(world);
    await refunding(world, 'R-1', 50_000);
    expect(await refunding(world, 'R-2', 50_000)).toEqual({ kind: 'refused', why: 'count', most: 1 });
  });

  it('is executed for an absent customer, by one Query in its own product', async () => {
    const { world, frame } = await orderInPage();
    world.settings = { ...world.settings, absentCustomer: 'on' };
    await opens(world);
    world.passes(25 * 60_000);
    frame.script.queries.push({ kind: 'initiated', verification: 'complete' });
    await lookAgain(world.ports, world.order, consumer);
    expect(statusOf(world.order)).toBe('paid');
    expect(frame.script.calls.map(({ operation }) => operation)).toEqual(['create', 'query', 'execute']);
    expect(world.bkash.calls).toEqual([]);
  });

  it('stays undecided, and is never called failed, where no way leads to its product any more', async () => {
    const { world, frame } = await silentInPage();
    world.frame = undefined;
    for (let looks = 0; looks < 5; looks += 1) {
      world.passes(300_000);
      await lookAgain(world.ports, world.order, consumer);
    }
    expect(statusOf(world.order)).toBe('pending');
    world.frame = frame;
    frame.script.queries.push({ kind: 'completed', captured: captured() });
    world.passes(300_000);
    await lookAgain(world.ports, world.order, consumer);
    expect(statusOf(world.order)).toBe('paid');
    expect(world.bkash.calls).toEqual([]);
  });
});

describe('an outage of one product', () => {
  it('is probed for by itself, and ends by itself', async () => {
    const { world, frame } = await orderInPage();
    frame.gatePass = 'probe';
    frame.script.queries.push({ kind: 'unanswered', reason: 'code_2002', unauthorised: false });
    await probeBkash(world.ports);
    expect([frame.script.count('query'), world.bkash.count('query')]).toEqual([1, 0]);
  });

  it.each(['the page', 'the frame'])(
    'sends the reconciler’s probe when it is %s that is down',
    async (which) => {
      const { world, frame } = await orderInPage();
      if (which === 'the page') world.table.gateOpen = false;
      else frame.gateOpen = false;
      const due = {
        async *overdue() {
          yield [];
        },
      };
      await reconcilePayments({ ...world.ports, due, checkoutGate: frame.gate });
      expect(world.queued).toEqual([{ message: { kind: 'probe' }, delaySeconds: 0 }]);
    },
  );

  it('hastens what waited for it when it is over, and nothing that waits for the other', async () => {
    const { world, frame } = await silentInPage();
    for (let looks = 0; looks < 6; looks += 1) {
      frame.script.queries.push(unanswered);
      world.passes(300_000);
      await lookAgain(world.ports, world.order, consumer);
    }
    const asked = frame.script.count('query');
    world.passes(1_000);
    world.table.gateSince = { since: world.now };
    await lookAgain(world.ports, world.order, consumer);
    expect(frame.script.count('query')).toBe(asked);
    frame.gateSince = { since: world.now };
    frame.script.queries.push({ kind: 'completed', captured: captured() });
    await lookAgain(world.ports, world.order, consumer);
    expect(statusOf(world.order)).toBe('paid');
  });

  it('hastens of two payments in doubt the one whose product is back', async () => {
    const { world } = await orderInPage();
    const doubtful = {
      state: 'doubtful' as const,
      paymentCreatedAt: 0,
      startedAt: 0,
      changedAt: 0,
      sentAt: 0,
    };
    const waiting = {
      ...doubtful,
      triesSent: 0,
      doubtfulSince: 0,
      unanswered: 1,
      nextLookAt: 9_000_000_000_000,
    };
    const order: Order = {
      ...world.order,
      attempts: [
        { ...waiting, attempt: 1, product: 'checkout', generation: 'v1', paymentId: 'FRAMETR00111' },
        { ...waiting, attempt: 2, product: 'tokenized', generation: 'v2', paymentId: 'TR00111' },
      ],
    };
    const since = world.now + 1_000;
    const looks = (one: Order) =>
      one.attempts.map((attempt) => 'nextLookAt' in attempt && attempt.nextLookAt);
    expect(looks(hastened(order, 'checkout', since))).toEqual([since, waiting.nextLookAt]);
    expect(looks(hastened(order, 'tokenized', since))).toEqual([waiting.nextLookAt, since]);
  });

  it('leaves the link of an order in the page working', async () => {
    const { world, frame } = await orderInPage();
    frame.gateOpen = false;
    expect(await opens(world)).toMatchObject({ kind: 'unavailable' });
    expect(await followPayLink(world.ports, 'SB-1')).toMatchObject({ kind: 'to_bkash' });
  });
});
