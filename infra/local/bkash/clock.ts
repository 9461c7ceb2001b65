import type { DatabaseSync } from 'node:sqlite';

/** bKash's time in epoch ms. `advance` resolves when everything that shares this clock has moved. */
export interface BkashClock {
  now(): number;
  advance(seconds: number): Promise<void>;
}

/** A clock of the simulator's own, whose offset outlives the process. */
export function keptClock(database: DatabaseSync): BkashClock {
  const read = database.prepare("select value from settings where name = 'clockOffsetMs'");
  const write = database.prepare("insert or replace into settings values ('clockOffsetMs', ?)");
  let offsetMs = Number(read.get()?.value ?? 0);
  return {
    now: () => Date.now() + offsetMs,
    async advance(seconds) {
      offsetMs += Math.round(seconds * 1000);
      write.run(String(offsetMs));
    },
  };
}
