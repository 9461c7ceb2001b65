import type { Scene } from '../scene.ts';
import type { CrashWorld } from '../world.ts';
import { approved, minuteMs, owed, silent, trouble } from './situations.ts';

const renews = (world: CrashWorld) => world.renewsToken();

/** The schedules, and what the fleet does for itself. */
export const fleetScenes: Scene[] = [
  {
    name: 'reconcile: a look is due that no queue has',
    reaches: 'settleQueue.sendAll',
    given: async (world) => {
      await silent(world, true);
      await world.passes(40_000);
      losesMessages(world);
    },
    act: (world) => world.reconciles(),
  },
  {
    name: 'reconcile: nothing is due',
    reaches: 'due.overdue',
    given: async (world) => {
      await world.checkout();
    },
    act: (world) => world.reconciles(),
  },
  {
    name: 'reconcile: bKash is down, and a customer is owed his payment',
    reaches: 'settleQueue.send',
    given: owed,
    act: (world) => world.reconciles(),
  },
  {
    name: 'probe: bKash is back',
    reaches: 'gate.answered',
    given: async (world) => {
      await owed(world);
      losesMessages(world);
      await world.passes(5 * minuteMs);
      await world.settleQueue.send({ kind: 'probe' });
    },
    act: (world) => world.settles(),
  },
  {
    name: 'probe: bKash is still down',
    reaches: 'gate.failed',
    given: async (world) => {
      await owed(world);
      losesMessages(world);
      await world.passes(minuteMs);
      await world.settleQueue.send({ kind: 'probe' });
    },
    act: (world) => world.settles(),
  },
  {
    name: 'renew token: bKash gives a new one',
    reaches: 'bkash.refresh',
    given: async (world) => {
      await approved(world);
      await world.passes(51 * minuteMs);
    },
    act: renews,
  },
  {
    name: 'renew token: nobody answers',
    reaches: 'gate.failed',
    given: async (world) => {
      await approved(world);
      await world.passes(51 * minuteMs);
      trouble(world, 'refresh', 'timeout_after');
    },
    act: renews,
  },
  {
    name: 'renew token: nothing is due',
    reaches: 'tokens.read',
    given: approved,
    act: renews,
  },
];

function losesMessages({ settleQueue }: CrashWorld): void {
  for (const message of settleQueue.receive(10)) settleQueue.remove(message);
}
