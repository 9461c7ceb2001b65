import { insisting } from '../local/system/insisting.ts';
import type { Killable } from '../local/system/killable.ts';
import { act, expiresInMinutes } from './acts.ts';
import type { Books } from './books.ts';
import { castOf } from './cast.ts';
import { allOf, stepsTaken } from './crowd.ts';
import { drawsFrom, shuffled } from './draws.ts';
import { type Kill, killAsPlanned, planOf } from './killer.ts';
import { settle } from './settling.ts';
import { troublesFor } from './troubles.ts';
import type { Verdict } from './verdict.ts';

export interface ChaosOptions {
  orders: number;
  /** Decides who does what, which trouble comes along, what is killed and after how many steps; not what runs first. */
  seed: number;
  tell: (line: string) => void;
}

export interface ChaosResult {
  orders: number;
  kills: Map<Kill, number>;
  books: Books;
  verdict: Verdict;
}

/** Steps of a customer, on the average of the cast: what the kills are spread over. */
const stepsEach = 2.6;
/** One in so many customers also pays the shop by QR code, with no order at all. */
const strayEvery = 30;
const tellEveryMs = 5_000;

/** The whole run on a system that has just been started: load, kills, and then the two books held side by side. */
export async function runChaos(system: Killable, { orders, seed, tell }: ChaosOptions): Promise<ChaosResult> {
  const customers = castOf(orders, drawsFrom(seed));
  const draw = drawsFrom(seed + 1);
  const strays = new Set(shuffled(customers, draw).slice(0, Math.ceil(orders / strayEvery)));
  const steps = stepsTaken();
  const stage = { insisting: insisting(system), shopper: system.shopper, step: steps.count };
  let served = 0;
  // One payment of each product in peace first: it fetches the token, of which bKash gives out two an hour.
  await stage.insisting.checkout('CHAOS-WARM-UP', { expiresInMinutes });
  await stage.insisting.frame(
    await stage.insisting.checkout('CHAOS-WARM-UP-PAGE', { expiresInMinutes, mode: 'sdk' }),
  );

  const shopping = allOf(customers, async (customer) => {
    for (const trouble of troublesFor(draw)) await stage.insisting.control('/faults', trouble);
    if (strays.has(customer)) await stage.insisting.control('/wallet-payments', { amount: '77.00' });
    await act(stage, customer);
    served += 1;
  });
  const progress = setInterval(
    () => tell(`${served} of ${orders} orders have done what they do`),
    tellEveryMs,
  );
  const plan = planOf(orders * stepsEach, drawsFrom(seed + 2));
  try {
    const kills = await Promise.all([
      shopping,
      killAsPlanned(system, plan, { steps, shopping, draw: drawsFrom(seed + 3) }, tell),
    ]).then(([, done]) => done);
    clearInterval(progress);
    await endOfTrouble(system);
    kills.set('everything', (kills.get('everything') ?? 0) + 1);
    tell('the load is over, and everything was killed once more; now all of it has to come right by itself');
    return { orders, kills, ...(await settle(system, customers, tell)) };
  } finally {
    clearInterval(progress);
  }
}

/** Nothing disturbs any more; and a last cut gives back at once what dead consumers still hold in the queues. */
async function endOfTrouble(system: Killable): Promise<void> {
  await fetch(`${system.addresses.bkash}/simulator/faults`, { method: 'DELETE' });
  await system.cutPower();
  await system.start();
}
