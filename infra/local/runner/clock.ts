import type { RunnerState } from './state.ts';

export interface Clock {
  /** Epoch milliseconds as the whole local system sees them. */
  now(): number;
  readonly offsetMs: number;
  /** The same offset, shared with the functions' threads: one Float64. */
  readonly shared: SharedArrayBuffer;
  /** Moves the time of day forward, keeps it, and waits for whatever is due by then to have been started. */
  advance(seconds: number): Promise<void>;
  /** Called after every move; `advance` waits for what it returns. */
  onMove(listener: () => void | Promise<void>): void;
}

const key = 'clock.offsetMs';

export function createClock(state: RunnerState): Clock {
  const shared = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
  const offset = new Float64Array(shared);
  offset[0] = state.get<number>(key) ?? 0;
  const listeners: Array<() => void | Promise<void>> = [];
  return {
    shared,
    now: () => Date.now() + (offset[0] ?? 0),
    get offsetMs() {
      return offset[0] ?? 0;
    },
    async advance(seconds) {
      if (!Number.isFinite(seconds) || seconds < 0)
        throw new Error(`The clock only moves forward; asked for ${seconds} s.`);
      const moved = (offset[0] ?? 0) + Math.round(seconds * 1000);
      state.set(key, moved);
      offset[0] = moved;
      for (const listener of listeners) await listener();
    },
    onMove: (listener) => listeners.push(listener),
  };
}
