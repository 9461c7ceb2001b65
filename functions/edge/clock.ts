import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../shared/usecases/ports.ts';

export const clock: Clock = {
  now: () => Date.now(),
  sleep: async (ms) => {
    await sleep(ms);
  },
};
