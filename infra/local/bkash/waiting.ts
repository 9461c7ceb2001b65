/** Resolves once bKash's clock has gone on by that many milliseconds; never, once the simulator stops. */
export type Wait = (durationMs: number) => Promise<void>;

export interface Waiting {
  wait: Wait;
  /** The clock has moved: what is over by now resolves. */
  clockMoved(): void;
  close(): void;
}

/** Delays on a clock that may be moved. */
export function waitingOn(now: () => number): Waiting {
  const waiters = new Set<{ dueAt: number; resolve: () => void }>();
  let timer: NodeJS.Timeout | undefined;

  return {
    wait: (durationMs) =>
      new Promise((resolve) => {
        waiters.add({ dueAt: now() + durationMs, resolve });
        look();
      }),
    clockMoved: look,
    close() {
      clearTimeout(timer);
      waiters.clear();
    },
  };

  function look(): void {
    clearTimeout(timer);
    for (const waiter of waiters) {
      if (waiter.dueAt > now()) continue;
      waiters.delete(waiter);
      waiter.resolve();
    }
    if (waiters.size === 0) return;
    const nextDueAt = Math.min(...Array.from(waiters, ({ dueAt }) => dueAt));
    timer = setTimeout(look, nextDueAt - now());
  }
}
