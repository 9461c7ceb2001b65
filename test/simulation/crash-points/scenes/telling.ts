import type { Scene } from '../scene.ts';
import type { CrashWorld } from '../world.ts';
import { hourMs, paid } from './situations.ts';

async function announced(world: CrashWorld): Promise<void> {
  await paid(world);
  await world.announces();
}

/** From the table's stream to the customer. */
export const tellingScenes: Scene[] = [
  {
    name: 'announce: the order is paid',
    reaches: 'noticeQueue.sendAll',
    given: paid,
    act: (world) => world.announces(),
  },
  {
    name: 'deliver: the carrier takes it',
    reaches: 'email.send',
    given: announced,
    act: (world) => world.delivers(),
  },
  {
    name: 'deliver: the carrier refuses it',
    reaches: 'ledger.release',
    given: async (world) => {
      await announced(world);
      world.carrierAnswers.push({ kind: 'refused', code: 'Throttling' });
    },
    act: (world) => world.delivers(),
  },
  {
    name: 'deliver: once more what was told',
    reaches: 'ledger.claim',
    given: async (world) => {
      await announced(world);
      await world.noticeQueue.send({ orderId: 'SB-1', fact: 'order.paid', channel: 'email' });
      await world.delivers();
    },
    act: (world) => world.delivers(),
  },
  {
    name: 'sweep: the stream has lost a fact',
    reaches: 'noticeQueue.sendAll',
    given: async (world) => {
      await paid(world);
      world.losesStream();
      await world.passes(20 * hourMs);
    },
    act: (world) => world.sweeps(),
    // What the sweep misses today only another sweep can find.
    doors: ['repeat'],
  },
];
