import { setTimeout as pause } from 'node:timers/promises';
import type { Killable } from '../local/system/killable.ts';
import type { stepsTaken } from './crowd.ts';
import { type Draw, shuffled } from './draws.ts';

/** What is killed, and brought back as AWS, or whoever runs `npm start`, would bring it back. */
const kills = {
  /** A thread in the middle of an event, which comes again by the rules of its source. */
  'a function': (system, draw) => system.killFunction(draw(0, 1_000) / 1_000),
  /** A thread too; its messages are on the disk. */
  'the queue server': (system) => system.killQueueServer(),
  'the DynamoDB server': (system) => system.kill('the DynamoDB server'),
  'the bKash simulator': (system) => system.kill('the bKash simulator'),
  /** All processes at one stroke, as when the power goes. */
  everything: async (system) => {
    await system.cutPower();
    await system.start();
  },
} satisfies Record<string, (system: Killable, draw: Draw) => Promise<unknown>>;

export type Kill = keyof typeof kills;

/** Functions most often, since on AWS they come and go by themselves; the whole of it seldom, since it takes longest. */
const deck: Kill[] = [
  'a function',
  'a function',
  'a function',
  'a function',
  'the queue server',
  'the queue server',
  'the DynamoDB server',
  'the DynamoDB server',
  'the bKash simulator',
  'everything',
];

export interface KillPlan {
  kill: Kill;
  /** How many steps of customers it waits for. */
  afterSteps: number;
  /** And how long then, in milliseconds. */
  pauseMs: number;
}

/** At least one deck, one kill in about thirty steps, each somewhere in a part of its own of the first nine tenths. */
export function planOf(expectedSteps: number, draw: Draw): KillPlan[] {
  const decks = Math.max(1, Math.round(expectedSteps / 30 / deck.length));
  const order = Array.from({ length: decks }, () => shuffled(deck, draw)).flat();
  const part = (expectedSteps * 0.9) / order.length;
  return order.map((kill, index) => ({
    kill,
    // Not before the first token: bKash allows two an hour, and a killed call has cost one.
    afterSteps: Math.max(5, Math.floor(index * part + draw(0, Math.floor(part)))),
    pauseMs: draw(0, 250),
  }));
}

/** Resolves when all is done, or nobody is left to be disturbed; answers how often each was killed. */
export async function killAsPlanned(
  system: Killable,
  plan: readonly KillPlan[],
  { steps, shopping, draw }: { steps: ReturnType<typeof stepsTaken>; shopping: Promise<void>; draw: Draw },
  tell: (line: string) => void,
): Promise<Map<Kill, number>> {
  const done = new Map<Kill, number>();
  let isOver = false;
  const over = shopping.then(() => {
    isOver = true;
  });
  for (const { kill, afterSteps, pauseMs } of plan) {
    await Promise.race([steps.reach(afterSteps), over]);
    await pause(pauseMs);
    if (isOver) break;
    const killed = await kills[kill](system, draw);
    tell(`killed ${typeof killed === 'string' ? `an instance of ${killed}` : kill}`);
    done.set(kill, (done.get(kill) ?? 0) + 1);
  }
  return done;
}
