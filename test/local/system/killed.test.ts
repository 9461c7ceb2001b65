import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectBooksToAgree } from './agreeing-books.ts';
import { type Killable, killableSystem, type ProgramName } from './killable.ts';
import { eventually } from './shopper.ts';
import { buyAll, type Customer, customersNamed, stepsTaken } from './stubborn-customers.ts';

/**
 * Goal: whatever is killed, whenever, every order ends as bKash's ledger says. Method: the
 * system as a user starts it; customers buy through its public interfaces; SIGKILL comes after a seeded number of
 * their steps and a seeded pause. Safe: loopback only, a directory of its own, and only processes that it started.
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
    await buyWhile(customersNamed('SB-power', 100), 4, async (round) => {
      await system.cutPower();
      if (round === 2) await system.startAndDieAfter(draw(300, 4_000));
      await system.start();
    });
  }, 240_000);

  it('survives the death of npm start alone: what it had started leaves, and it starts again', async () => {
    await buyWhile(customersNamed('SB-runner', 20), 1, async () => {
      await system.killRunner();
      await system.start();
    });
  }, 120_000);

  it.each<ProgramName>(['the bKash simulator', 'the storefront', 'the DynamoDB server'])(
    'survives the death of %s alone, which is started again',
    async (program) => {
      const prefix = `SB-${program.split(' ').at(-1)}`;
      await buyWhile(customersNamed(prefix, 20), 1, () => system.kill(program));
      const { ok } = await eventually(
        () => fetch(system.addresses.storefront).catch(() => ({ ok: false })),
        (page) => page.ok,
      );
      expect(ok).toBe(true);
    },
    120_000,
  );
});

/** Lets them all buy, does something to the system as often as is said, and sees how it ends for them. */
async function buyWhile(
  customers: Customer[],
  times: number,
  happens: (round: number) => Promise<void>,
): Promise<void> {
  const steps = stepsTaken();
  const shopping = buyAll(system, customers, steps.count);
  // Somewhere in each of as many parts, so that none comes before the first token or after the last customer.
  const part = Math.floor((customers.length * 2.4) / times);
  for (let round = 0; round < times; round += 1) {
    await Promise.race([steps.reach(draw(round * part + part / 5, (round + 1) * part)), shopping]);
    await pause(draw(0, 250));
    await happens(round);
  }
  await shopping;
  await expectBooksToAgree(system, customers);
}

/** Mulberry32: whole numbers from `from` up to `to`. */
function drawsFrom(start: number): (from: number, to: number) => number {
  let state = start;
  return (from, to) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    const share = ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    return Math.floor(from + share * (to - from));
  };
}
