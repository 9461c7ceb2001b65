import { describe, expect, it } from 'vitest';
import type { QueryOutcome } from '../../shared/adapters/bkash/port.ts';
import { orderDueAt } from '../../shared/domain/due.ts';
import { factsOf } from '../../shared/domain/facts.ts';
import { cancelOrder } from '../../shared/usecases/cancel-order.ts';
import { followPayLink } from '../../shared/usecases/follow-pay-link.ts';
import { lookAgain } from '../../shared/usecases/look-again.ts';
import { offerLink } from '../../shared/usecases/offer-link.ts';
import { World } from '../fakes/world.ts';

const silence = { kind: 'silent' as const, reason: 'timeout' };
const noAnswer = { kind: 'unanswered' as const, reason: 'timeout', unauthorised: false };
const noSuchPayment = { kind: 'dead' as const, reason: 'code_2002' };
const unreachable = { kind: 'not_sent' as const, reason: 'unreachable' as const };

describe('a customer with an address, for whom bKash opened no page,', () => {
  it.each<[string, (world: World) => void]>([
    ['because the gate was closed', (world) => bkashIsDown(world)],
    ['because there was no token', (world) => (world.bkash.hasToken = false)],
    ['because nobody answered the create', (world) => world.bkash.creates.push(silence)],
    ['because bKash could not be reached', (world) => world.bkash.creates.push(unreachable)],
  ])('%s is told when he can pay, once', async (_, trouble) => {
    const world = new World();
    trouble(world);
    await world.checkout();
    expect(orderDueAt(world.order, world.settings.waits)).toBe(world.now + 30_000);
    bkashIsBack(world);
    await look(world);
    expect(factsOf(world.order)).toEqual(['order.payment_link']);
    expect(newlyTold(world)).toEqual(['order.payment_link']);
    expect(orderDueAt(world.order, world.settings.waits)).toBeGreaterThan(world.order.expiresAt);
    await look(world);
    expect(newlyTold(world)).toEqual(['order.payment_link']);
  });

  it('is told as well when all he left is his number', async () => {
    const world = new World();
    bkashIsDown(world);
    await world.checkout({ customer: { phone: '01712345678' } });
    world.passes(30_000);
    bkashIsBack(world);
    await look(world);
    expect(newlyTold(world)).toEqual(['order.payment_link']);
  });

  it('waits while bKash is down, longer each time, and is told as soon as it is back', async () => {
    const world = await withoutPage();
    for (const pauseMs of [30_000, 60_000, 120_000, 240_000, 300_000, 300_000]) {
      world.now = orderDueAt(world.order, world.settings.waits) ?? 0;
      await look(world);
      expect(orderDueAt(world.order, world.settings.waits)).toBe(world.now + pauseMs);
    }
    world.passes(1_000);
    await look(world);
    expect(factsOf(world.order)).toEqual([]);
    bkashIsBack(world);
    await look(world);
    expect(factsOf(world.order)).toEqual(['order.payment_link']);
  });

  it('is not told while there is no token, nor while the shop takes no payments', async () => {
    const world = await withoutPage();
    bkashIsBack(world);
    world.bkash.hasToken = false;
    await look(world);
    world.bkash.hasToken = true;
    world.settings = { ...world.settings, stopNewPayments: true };
    world.passes(300_000);
    await look(world);
    expect(newlyTold(world)).toEqual([]);
  });

  it.each<[string, QueryOutcome, string[]]>([
    ['not told at the end of a pause while bKash is silent', noAnswer, []],
    ['told at the end of a pause when bKash answers', noSuchPayment, ['order.payment_link']],
  ])('is %s, which the gate hears', async (_, outcome, told) => {
    const world = await withoutPage();
    world.passes(60_000);
    world.table.gatePass = 'probe';
    world.bkash.lastToken = { value: 'old', expiresAt: world.now + 600_000 };
    world.bkash.queries.push(outcome);
    await look(world);
    expect(newlyTold(world)).toEqual(told);
    expect([world.table.gateFailures, world.table.gateAnswers]).toEqual(told.length > 0 ? [0, 1] : [1, 0]);
  });

  it('is not told once he is on his way to bKash', async () => {
    const world = await withoutPage();
    bkashIsBack(world);
    expect(await followPayLink(world.ports, 'SB-1')).toMatchObject({ kind: 'to_bkash' });
    expect(world.order.linkNotice).toBeUndefined();
    await look(world);
    expect(newlyTold(world)).toEqual([]);
  });

  it('is on his way as well when he went after it was decided to tell him', async () => {
    const world = await withoutPage();
    bkashIsBack(world);
    await look(world);
    await followPayLink(world.ports, 'SB-1');
    expect(factsOf(world.order)).toEqual([]);
  });

  it('is told after the next outage if he came while bKash fell silent again', async () => {
    const world = await withoutPage();
    bkashIsBack(world);
    world.bkash.creates.push(silence);
    await followPayLink(world.ports, 'SB-1');
    expect(newlyTold(world)).toEqual([]);
    world.passes(30_000);
    await look(world);
    expect(newlyTold(world)).toEqual(['order.payment_link']);
  });

  it('is told although the caller of his create died', async () => {
    const world = await withoutPage();
    bkashIsBack(world);
    world.bkash.meanwhile = () => Promise.reject(new Error('the function died'));
    await expect(followPayLink(world.ports, 'SB-1')).rejects.toThrow();
    world.passes(30_000);
    await look(world);
    expect(newlyTold(world)).toEqual([]);
    world.passes(60_000);
    await look(world);
    expect(newlyTold(world)).toEqual(['order.payment_link']);
  });

  it('is not told of an order that is withdrawn or over', async () => {
    const withdrawn = await withoutPage();
    await cancelOrder(withdrawn.ports, 'SB-1');
    const over = await withoutPage();
    over.now = over.order.expiresAt;
    for (const world of [withdrawn, over]) {
      bkashIsBack(world);
      await look(world);
      expect(newlyTold(world)).not.toContain('order.payment_link');
      expect(world.order.linkNotice?.state).not.toBe('ready');
    }
  });
});

describe('nobody is owed a link', () => {
  it('who left neither an email nor a number', async () => {
    const world = new World();
    bkashIsDown(world);
    await world.checkout({ customer: { name: 'Rahima' } });
    expect(world.order.linkNotice).toBeUndefined();
  });

  it('whom bKash refused: that is no outage', async () => {
    const world = new World();
    const refusal = { code: '2006', handling: 'configuration' as const, message: { en: 'No.', bn: 'না।' } };
    world.bkash.creates.push({ kind: 'refused', refusal });
    await world.checkout();
    expect(world.order.linkNotice).toBeUndefined();
  });

  it('whom bKash opened a page for, though a later create was not answered', async () => {
    const world = new World();
    await world.checkout();
    await world.comesBack('cancel');
    world.bkash.creates.push(silence);
    await followPayLink(world.ports, 'SB-1');
    expect(world.order.linkNotice).toBeUndefined();
  });
});

async function withoutPage(): Promise<World> {
  const world = new World();
  bkashIsDown(world);
  await world.checkout();
  world.passes(1_000);
  return world;
}

function bkashIsDown(world: World): void {
  world.table.gateOpen = false;
}

function bkashIsBack(world: World): void {
  world.passes(1_000);
  world.bkash.hasToken = true;
  world.table.gateOpen = true;
  world.table.gateSince = { since: world.now };
}

/** As the consumer does it. */
async function look(world: World): Promise<void> {
  const looked = await lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });
  await offerLink(world.ports, looked);
}

/** Every fact that a write made true, in order: what the stream would announce. */
function newlyTold(world: World) {
  return world.table.written.flatMap((after, index) => {
    const before = world.table.written[index - 1];
    const known = before ? factsOf(before) : [];
    return factsOf(after).filter((fact) => !known.includes(fact));
  });
}
