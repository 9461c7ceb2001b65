import { describe, expect, it } from 'vitest';
import type { ExecuteOutcome } from '../../shared/adapters/bkash/port.ts';
import { mayClaim } from '../../shared/domain/claiming.ts';
import { statusOf } from '../../shared/domain/status.ts';
import { lookAgain } from '../../shared/usecases/look-again.ts';
import { World } from '../fakes/world.ts';

const agreed = { kind: 'initiated' as const, verification: 'complete' as const };
const notAgreed = { kind: 'initiated' as const, verification: 'incomplete' as const };
const silence: ExecuteOutcome = { kind: 'unknown', reason: 'timeout' };
const message = { en: 'No', bn: 'না' };

/** Goal: a second Execute on one paymentID is sent where it can only help, once, and decides nothing by a refusal. */
describe('an Execute that nobody answered', () => {
  it('is sent once more when two looks say that the customer agreed and nothing was captured', async () => {
    const world = await silentWith([agreed, agreed]);
    expect(world.bkash.calls.filter(({ operation }) => operation === 'execute')).toEqual([
      { operation: 'execute', of: 'TR00111' },
      { operation: 'execute', of: 'TR00111' },
    ]);
    expect(statusOf(world.order)).toBe('paid');
    expect(world.order.executingAttempt).toBeUndefined();
  });

  it('closes the money that was put aside for it meanwhile, when it succeeds the second time', async () => {
    const world = await silentWith([agreed, agreed], {});
    const money = { trxId: 'DKN1A2B3C4', amountPoisha: 105_000, reason: 'no_order' as const, at: world.now };
    await world.ports.unclaimed.keep({ ...money, messageId: 'm-1' });
    await lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });
    expect(world.table.closedMoney).toEqual(['DKN1A2B3C4']);
  });

  it.each([
    ['the first', [notAgreed, agreed]],
    ['the second', [agreed, notAgreed]],
  ])('is not sent again when %s look does not know of his approval', async (_, looks) => {
    const world = await silentWith(looks);
    expect(world.bkash.count('execute')).toBe(1);
    expect(world.order.attempts).toMatchObject([{ state: 'doubtful' }]);
  });

  it('is never sent by somebody who only reads', async () => {
    const world = await silentWith([agreed, agreed], {});
    expect(world.bkash.count('execute')).toBe(1);
    expect(world.bkash.count('query')).toBe(2);
    expect(world.order).toMatchObject({ executingAttempt: 1, attempts: [{ state: 'unknown' }] });
    await lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });
    expect(statusOf(world.order)).toBe('paid');
  });

  it('is sent again by one of ten consumers', async () => {
    const world = await silentWith([agreed, agreed], {});
    const readAtOnce = Array.from({ length: 10 }, () => world.order);
    await Promise.all(readAtOnce.map((order) => lookAgain(world.ports, order, { executeAbortMs: 28_000 })));
    expect(world.bkash.count('execute')).toBe(2);
  });

  it.each([
    ['a quarter of an hour after the order expired', 10, 26],
    ['in the last ten minutes of its paymentID', 1440, 24 * 60 - 9],
  ])('is not sent again %s', async (_, expiresInMinutes, passedMinutes) => {
    const world = await silentWith([agreed, agreed], {}, expiresInMinutes);
    world.passes(passedMinutes * 60_000);
    await lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });
    expect(world.bkash.count('execute')).toBe(1);
    expect(world.order.attempts).toMatchObject([{ state: 'doubtful' }]);
  });

  it('waits for a token and keeps its claim meanwhile', async () => {
    const world = await silentWith([agreed, agreed], {});
    world.bkash.hasToken = false;
    await lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });
    expect(world.order).toMatchObject({
      executingAttempt: 1,
      attempts: [{ state: 'unknown', nextLookAt: world.now + 30_000 }],
    });
  });
});

describe('the second Execute', () => {
  const refusal = (code: string) => ({ code, handling: 'customer' as const, message });

  it.each<[string, ExecuteOutcome]>([
    ['refused', { kind: 'refused', refusal: refusal('2023') }],
    ['refused as a duplicate', { kind: 'refused', refusal: refusal('2029') }],
  ])('that is %s leaves the attempt doubtful, never refused', async (_, outcome) => {
    const world = await silentWith([agreed, agreed], {});
    world.bkash.executes.push(outcome);
    await lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });
    expect(world.order.attempts).toMatchObject([{ state: 'doubtful' }]);
    expect(world.order.executingAttempt).toBeUndefined();
    expect(statusOf(world.order)).toBe('pending');
  });

  it.each<[string, ExecuteOutcome]>([
    ['silent', silence],
    ['called premature', { kind: 'premature', refusal: refusal('2056') }],
    ['told that it is done already', { kind: 'ask', refusal: refusal('2062') }],
  ])('that is %s is asked about at its own two looks, then doubtful', async (_, outcome) => {
    const world = await silentWith([agreed, agreed], {});
    world.bkash.executes.push(outcome);
    await lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });
    expect(world.order.attempts).toMatchObject([{ state: 'unknown', looks: [], again: true }]);
    for (const ms of [35_000, 115_000]) {
      world.passes(ms);
      world.bkash.queries.push(agreed);
      await lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });
    }
    expect(world.bkash.count('execute')).toBe(2);
    expect(world.bkash.count('query')).toBe(4);
    expect(world.order.attempts).toMatchObject([{ state: 'doubtful' }]);
  });

  it('that certainly never arrived does not count: two more looks, and it is sent', async () => {
    const world = await silentWith([agreed, agreed], {});
    world.bkash.executes.push({ kind: 'not_sent', reason: 'unreachable' });
    await lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });
    expect(world.order).toMatchObject({ executingAttempt: 1, attempts: [{ state: 'unknown', looks: [] }] });
    for (const ms of [35_000, 115_000]) {
      world.passes(ms);
      world.bkash.queries.push(agreed);
      await lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });
    }
    expect(world.bkash.count('execute')).toBe(3);
    expect(statusOf(world.order)).toBe('paid');
  });

  it('whose sender died is asked about, and never followed by a third', async () => {
    const world = await silentWith([agreed, agreed], {});
    world.bkash.meanwhile = () => Promise.reject(new Error('the function died'));
    await expect(lookAgain(world.ports, world.order, { executeAbortMs: 28_000 })).rejects.toThrow();
    for (const ms of [35_000, 115_000, 300_000]) {
      world.passes(ms);
      world.bkash.queries.push(agreed);
      await lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });
    }
    expect(world.bkash.count('execute')).toBe(2);
    expect(world.order.attempts).toMatchObject([{ state: 'doubtful' }]);
  });
});

it('may never be claimed a third time, whatever the looks say', async () => {
  const world = await silentWith([agreed, agreed], {});
  const [attempt] = world.order.attempts;
  if (attempt?.state !== 'unknown') throw new Error('The attempt is not unknown.');
  const { waits } = world.settings;
  expect(mayClaim(world.order, 1, world.now, waits)).toBe(true);
  const again = { ...world.order, attempts: [{ ...attempt, again: true as const }] };
  expect(mayClaim(again, 1, world.now, waits)).toBe(false);
});

/** Execute is sent and nobody answers; the looks at 35 s and 150 s answer as given. */
async function silentWith(
  looks: Array<typeof agreed | typeof notAgreed>,
  limits: { executeAbortMs?: number } = { executeAbortMs: 28_000 },
  expiresInMinutes = 1440,
): Promise<World> {
  const world = new World();
  await world.checkout({ expiresInMinutes });
  world.bkash.executes.push(silence);
  await world.comesBack('success');
  world.passes(35_000);
  for (const look of looks) {
    world.bkash.queries.push(look);
    await lookAgain(world.ports, world.order, limits);
    world.passes(115_000);
  }
  return world;
}
