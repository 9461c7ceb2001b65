import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../chaos/acts.ts';
import { type Customer, customersNamed, plainFates } from '../../chaos/cast.ts';
import { allOf, stepsTaken } from '../../chaos/crowd.ts';
import { drawsFrom } from '../../chaos/draws.ts';
import { settle } from '../../chaos/settling.ts';
import { insisting } from './insisting.ts';
import { type Killable, killableSystem } from './killable.ts';
import { eventually } from './shopper.ts';

/**
 * Goal: whatever is killed, whenever, every order ends as bKash's ledger says. Method: the
 * system as a user starts it; customers buy through its public interfaces; SIGKILL comes after a seeded number of
 * their steps and a seeded pause. Safe: loopback only, a directory of its own, and only processes that it started.
 * What has no process of its own is killed by `chaos.test.ts`.
 */
const seed = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000);
const draw = drawsFrom(seed);
let system: Killable;

beforeAll(async () => {
  system = await killableSystem();
});
afterAll(async () => {
  await system?.stop();
  system?.removeDirectory();
});

describe(`a purchase (KILL_SEED=${seed})`, () => {
  it('survives four cuts of the power among a hundred, and one more while the system starts', async () => {
    await buyWhile(customersNamed('SB-power', 100, plainFates), 4, async (round) => {
      await system.cutPower();
      if (round === 2) await system.startAndDieAfter(draw(300, 4_000));
      await system.start();
    });
  }, 240_000);

  it('survives the death of npm start alone: what it had started leaves, and it starts again', async () => {
    await buyWhile(customersNamed('SB-runner', 20, plainFates), 1, async () => {
      await system.killRunner();
      await system.start();
    });
  }, 120_000);

  it('survives the death of the storefront alone, which is started again', async () => {
    await system.kill('the storefront');
    const { ok } = await eventually(
      () => fetch(system.addresses.storefront).catch(() => ({ ok: false })),
      (page) => page.ok,
    );
    expect(ok).toBe(true);
  });
});

/** Lets them all buy, does something to the system as often as is said, and sees how it ends for them. */
async function buyWhile(
  customers: Customer[],
  times: number,
  happens: (round: number) => Promise<void>,
): Promise<void> {
  const steps = stepsTaken();
  const stage = { insisting: insisting(system), shopper: system.shopper, step: steps.count };
  const shopping = allOf(customers, (customer) => act(stage, customer));
  // Somewhere in each of as many parts, so that none comes before the first token or after the last customer.
  const part = Math.floor((customers.length * 2.4) / times);
  for (let round = 0; round < times; round += 1) {
    await Promise.race([steps.reach(draw(round * part + part / 5, (round + 1) * part)), shopping]);
    await pause(draw(0, 250));
    await happens(round);
  }
  await shopping;
  const { verdict } = await settle(system, customers, () => {});
  expect(verdict.findings).toEqual([]);
}
