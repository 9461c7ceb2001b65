import { describe, expect, it } from 'vitest';
import type { QueryOutcome } from '../../shared/adapters/bkash/port.ts';
import type { Attempt } from '../../shared/domain/order.ts';
import { lineOf, pageApi } from '../../shared/usecases/bkash-line.ts';
import { probeBkash, tokenThroughGate } from '../../shared/usecases/pass-gate.ts';
import { World } from '../fakes/world.ts';

const silence: QueryOutcome = { kind: 'unanswered', reason: 'timeout', unauthorised: false };
const rejected: QueryOutcome = { kind: 'unanswered', reason: 'unauthorised', unauthorised: true };
const unknownPayment: QueryOutcome = { kind: 'unanswered', reason: 'code_2002', unauthorised: false };

const through = ({ ports }: World, call: Parameters<typeof tokenThroughGate>[2]) =>
  tokenThroughGate(ports, lineOf(ports, pageApi(ports)), call);

describe('an open gate', () => {
  it('gives a token, and nobody is probed', async () => {
    const world = new World();
    expect(await through(world, 'harmless')).toMatchObject({ value: 'token-1' });
    expect(world.bkash.calls).toEqual([]);
  });
});

describe('a closed gate', () => {
  it('gives nothing and asks for no token', async () => {
    const world = new World();
    world.table.gateOpen = false;
    world.bkash.tokens.usable = () => Promise.reject(new Error('a token was asked for'));
    expect(await through(world, 'harmless')).toBeUndefined();
    expect(world.bkash.calls).toEqual([]);
  });
});

describe('the probe', () => {
  it('is the call itself where it is harmless and a token is at hand', async () => {
    const { world } = atTheEndOfAPause({ lifeMs: 60_001 });
    expect(await through(world, 'harmless')).toMatchObject({ value: 'old' });
    expect(world.bkash.calls).toEqual([]);
  });

  it('is a Query with the expired token where none is usable: 401 is an answer, and only then a token is fetched', async () => {
    const { world, tokenAsked } = atTheEndOfAPause({ lifeMs: 60_000 });
    world.bkash.queries.push(rejected);
    expect(await through(world, 'harmless')).toMatchObject({ value: 'token-1' });
    expect(world.bkash.calls).toMatchObject([{ operation: 'query' }]);
    expect(tokenAsked()).toBe(1);
    expect(world.table.gateAnswers).toBe(1);
  });

  it('spends no token call when nobody answers', async () => {
    const { world, tokenAsked } = atTheEndOfAPause({ lifeMs: -3_600_000 });
    world.bkash.queries.push(silence);
    expect(await through(world, 'harmless')).toBeUndefined();
    expect(tokenAsked()).toBe(0);
    expect(world.table.gateFailures).toBe(1);
  });

  it('also hears a bKash that never gave a token', async () => {
    const { world } = atTheEndOfAPause(undefined);
    world.bkash.queries.push(rejected);
    expect(await through(world, 'harmless')).toMatchObject({ value: 'token-1' });
  });

  it('goes before an Execute and asks about its payment', async () => {
    const { world } = atTheEndOfAPause({ lifeMs: 600_000 });
    world.bkash.queries.push({ kind: 'initiated', verification: 'complete' }, silence);
    const about = { state: 'created', generation: 'v2', paymentId: 'TR00117' } as Attempt;
    expect(await through(world, { about })).toBeDefined();
    expect(await through(world, { about })).toBeUndefined();
    expect(world.bkash.calls).toMatchObject([{ of: 'TR00117' }, { of: 'TR00117' }]);
  });

  it('from the schedule takes an answer about nobody’s payment for one, and leaves a passed gate alone', async () => {
    const { world } = atTheEndOfAPause({ lifeMs: 600_000 });
    world.bkash.queries.push(unknownPayment);
    await probeBkash(world.ports);
    expect(world.table.gateAnswers).toBe(1);
    world.table.gatePass = undefined;
    for (const open of [true, false]) {
      world.table.gateOpen = open;
      await probeBkash(world.ports);
    }
    expect(world.bkash.count('query')).toBe(1);
  });
});

/** The pause is over and every caller of this world is the probe. `lifeMs`: what the last token has left. */
function atTheEndOfAPause(token: { lifeMs: number } | undefined) {
  const world = new World();
  world.table.gatePass = 'probe';
  world.bkash.lastToken = token && { value: 'old', expiresAt: world.now + token.lifeMs };
  let asked = 0;
  const { usable } = world.bkash.tokens;
  world.bkash.tokens.usable = () => {
    asked += 1;
    return usable();
  };
  return { world, tokenAsked: () => asked };
}
