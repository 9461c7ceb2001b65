import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runChaos } from '../../chaos/run.ts';
import { type Killable, killableSystem } from './killable.ts';

/**
 * Goal: with everything dying around it, the table ends as bKash's ledger says. Method: the small form of
 * `npm run chaos`, forty orders with every fate among them. Safe: loopback only, a directory of its own, and only
 * processes that it started.
 */
const seed = Number(process.env.CHAOS_SEED ?? Date.now() % 1_000_000);
let system: Killable;

beforeAll(async () => {
  system = await killableSystem();
});
afterAll(async () => {
  await system?.stop();
  system?.removeDirectory();
});

describe(`forty orders (CHAOS_SEED=${seed})`, () => {
  it('come right although functions, queues, table, bKash and the whole machine are killed among them', async () => {
    const { kills, books, verdict } = await runChaos(system, {
      orders: 40,
      seed,
      tell: () => {},
    });
    expect(verdict.findings.filter(({ kind }) => kind !== 'doubtful')).toEqual([]);
    expect([...kills.keys()].sort()).toEqual([
      'a function',
      'everything',
      'the DynamoDB server',
      'the bKash simulator',
      'the queue server',
    ]);
    // Nothing would be proved by a run in which nothing happened.
    expect(books.orders.length).toBeGreaterThanOrEqual(40);
    expect(verdict.paid).toBeGreaterThan(20);
    expect(verdict.surplusReturned).toBeGreaterThan(0);
  }, 240_000);
});
