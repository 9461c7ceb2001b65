import { describe, expect, it } from 'vitest';
import type { ExecuteOutcome } from '../../shared/adapters/bkash/port.ts';
import { orderDueAt } from '../../shared/domain/due.ts';
import { statusOf } from '../../shared/domain/status.ts';
import { cancelOrder } from '../../shared/usecases/cancel-order.ts';
import { followPayLink } from '../../shared/usecases/follow-pay-link.ts';
import { askAbout, lookAgain } from '../../shared/usecases/look-again.ts';
import { captured } from '../fakes/bkash.ts';
import { liveStage } from '../fakes/stage.ts';
import { World } from '../fakes/world.ts';

const agreed = { kind: 'initiated' as const, verification: 'complete' as const };
const notAgreed = { kind: 'initiated' as const, verification: 'incomplete' as const };
const tooEarly = { code: '2056', handling: 'premature' as const, message: { en: 'No.', bn: 'না।' } };
const minute = 60_000;

describe('a customer who entered his PIN and never came back', () => {
  it('is executed for 25 minutes after the create, where the policy is on', async () => {
    const world = await gone();
    expect(orderDueAt(world.order, world.settings.waits)).toBe(world.now + 25 * minute);
    world.passes(25 * minute);
    world.bkash.queries.push(agreed);
    await consumed(world);
    expect(world.bkash.count('query')).toBe(1);
    expect(world.bkash.count('execute')).toBe(1);
    expect(statusOf(world.order)).toBe('paid');
  });

  it('is left uncharged and unasked where the policy is off, and his link works', async () => {
    const world = await gone('off');
    world.passes(25 * minute);
    await consumed(world);
    expect(await followPayLink(world.ports, 'SB-1')).toMatchObject({ kind: 'to_bkash' });
    expect(world.bkash.count('query')).toBe(0);
    expect(world.bkash.count('execute')).toBe(0);
  });

  it('is not executed for any more when the policy was switched off meanwhile', async () => {
    const world = await gone();
    world.settings = { ...liveStage, absentCustomer: 'off' };
    world.passes(25 * minute);
    await consumed(world);
    expect(world.bkash.count('query')).toBe(0);
    expect(orderDueAt(world.order, world.settings.waits)).toBe(
      world.order.expiresAt + world.settings.waits.graceAfterExpiryMs,
    );
  });

  it('is asked about once: without his approval nothing is owed and nobody asks again', async () => {
    const world = await gone();
    world.passes(25 * minute);
    world.bkash.queries.push(notAgreed);
    await consumed(world);
    world.passes(10 * minute);
    await consumed(world);
    expect(world.bkash.count('query')).toBe(1);
    expect(world.order.attempts).toMatchObject([{ state: 'created' }]);
  });

  it('is asked about again after 5 minutes while bKash does not answer', async () => {
    const world = await gone();
    world.passes(25 * minute);
    await consumed(world);
    await consumed(world);
    expect(world.bkash.count('query')).toBe(1);
    world.passes(5 * minute);
    world.bkash.queries.push(agreed);
    await consumed(world);
    expect(statusOf(world.order)).toBe('paid');
  });

  it('is asked about when he opens his link after two minutes, and not sent to pay a second time', async () => {
    const world = await gone();
    world.passes(2 * minute - 1);
    expect(await followPayLink(world.ports, 'SB-1')).toMatchObject({ kind: 'to_bkash' });
    expect(world.bkash.count('query')).toBe(0);
    world.passes(1);
    world.bkash.queries.push(agreed);
    expect(await followPayLink(world.ports, 'SB-1')).toMatchObject({ kind: 'wait', why: 'deciding' });
    expect(world.bkash.count('execute')).toBe(0);
    expect(world.queued).toEqual([{ message: { kind: 'look', orderId: 'SB-1' }, delaySeconds: 0 }]);
    await consumed(world);
    expect(statusOf(world.order)).toBe('paid');
  });

  it('is asked about once, however often his link is opened while bKash is silent', async () => {
    const world = await gone();
    world.passes(2 * minute);
    for (let opened = 0; opened < 5; opened += 1) await followPayLink(world.ports, 'SB-1');
    expect(world.bkash.count('query')).toBe(1);
  });

  it('is never asked about after another attempt', async () => {
    const world = await gone();
    world.passes(11 * minute);
    world.bkash.queries.push(notAgreed);
    expect(await followPayLink(world.ports, 'SB-1')).toMatchObject({ kind: 'to_bkash' });
    expect(world.order.attempts).toMatchObject([{ state: 'lapsed' }, { state: 'created' }]);
    world.passes(15 * minute);
    world.bkash.queries.push(notAgreed);
    await consumed(world);
    const asked = world.bkash.calls.filter(({ operation }) => operation === 'query');
    expect(asked.map(({ of }) => of)).toEqual(['TR00111']);
  });

  it('is never asked about for an order that the shop withdrew', async () => {
    const world = await gone();
    await cancelOrder(world.ports, 'SB-1');
    world.passes(25 * minute);
    await consumed(world);
    expect(world.bkash.count('query')).toBe(0);
    expect(orderDueAt(world.order, world.settings.waits)).toBeUndefined();
  });

  it('is never asked about for an order that another attempt has paid', async () => {
    const world = await gone();
    await world.comesBack('cancel');
    await followPayLink(world.ports, 'SB-1');
    world.bkash.queries.push({ kind: 'completed', captured: captured() });
    await askAbout(world.ports, world.order, 1);
    expect(world.order.attempts).toMatchObject([{ state: 'completed' }, { state: 'created' }]);
    world.passes(25 * minute);
    await consumed(world);
    expect(world.bkash.count('query')).toBe(1);
    expect(orderDueAt(world.order, world.settings.waits)).toBeUndefined();
  });

  it('may still come back by himself while he is being asked about', async () => {
    const world = await gone();
    world.passes(25 * minute);
    world.bkash.queries.push(agreed);
    world.bkash.meanwhile = async () => {
      await world.comesBack('success');
    };
    await consumed(world);
    expect(world.bkash.count('execute')).toBe(1);
    expect(statusOf(world.order)).toBe('paid');
  });

  it.each<[string, ExecuteOutcome]>([
    ['that nobody answered', { kind: 'unknown', reason: 'timeout' }],
    ['that bKash called too early', { kind: 'premature', refusal: tooEarly }],
  ])('is not judged by what bKash knew before his Execute, %s', async (_, outcome) => {
    const world = await gone();
    world.passes(2 * minute);
    world.bkash.queries.push(agreed);
    world.bkash.executes.push(outcome);
    world.bkash.meanwhile = async () => {
      await world.comesBack('success');
    };
    expect(await followPayLink(world.ports, 'SB-1')).toMatchObject({ kind: 'wait', why: 'deciding' });
    expect(world.order.attempts).toMatchObject([{ state: 'unknown', looks: [] }]);
  });
});

it('takes a create whose caller died off the list after its lease', async () => {
  const world = new World();
  world.settings = { ...liveStage, absentCustomer: 'on' };
  world.bkash.meanwhile = () => Promise.reject(new Error('the function died'));
  await expect(world.checkout()).rejects.toThrow();
  world.passes(25 * minute);
  await consumed(world);
  expect(world.order.attempts).toMatchObject([{ state: 'lapsed', reason: 'create_silent' }]);
});

/** An order whose customer is on bKash's page. */
async function gone(absentCustomer: 'on' | 'off' = 'on'): Promise<World> {
  const world = new World();
  world.settings = { ...liveStage, absentCustomer };
  await world.checkout();
  return world;
}

function consumed(world: World) {
  return lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });
}
