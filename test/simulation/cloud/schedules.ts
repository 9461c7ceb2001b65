import type { MemoryTable } from '../../in-memory/table.ts';
import type { Fleet } from './fleet.ts';
import type { Functions } from './functions.ts';
import type { Ground } from './instance.ts';
import type { Room } from './room.ts';

const minuteMs = 60_000;
const minutesBetweenRenewals = 5;
const minutesBetweenSweeps = 24 * 60;

/** Our clocks may be ahead by two seconds: a container may call due what is not due yet. */
const foresightMs = 3_000;
/** So long after it opened the gate still makes a difference to the reconciler. */
const gateNewsMs = 4 * minuteMs;
const renewalWindowMs = 11 * minuteMs;

/**
 * The clock's events: the reconciler each minute, at times two at once, the token every five, the sweep each day. Runs
 * that could only find nothing are left out, which is what makes days of virtual time cheap.
 */
export class Schedules {
  everyMinute: () => void = () => {};
  readonly #ground: Ground;
  readonly #fleet: Fleet<Room>;
  readonly #functions: Functions;
  readonly #table: MemoryTable;
  readonly #nextDueAt: () => number | undefined;
  #minutes = 0;

  constructor(
    ground: Ground,
    fleet: Fleet<Room>,
    functions: Functions,
    table: MemoryTable,
    nextDueAt: () => number | undefined,
  ) {
    this.#ground = ground;
    this.#fleet = fleet;
    this.#functions = functions;
    this.#table = table;
    this.#nextDueAt = nextDueAt;
  }

  start(): void {
    this.#ground.timeline.after(minuteMs, () => {
      this.#minutes += 1;
      this.everyMinute();
      if (this.#isReconcilerNeeded()) this.#reconcile();
      if (this.#minutes % minutesBetweenRenewals === 0) this.#renew();
      if (this.#minutes % minutesBetweenSweeps === 0) void this.sweep();
      this.start();
    });
  }

  sweep(): Promise<unknown> {
    return this.#fleet.invoke('announce', (room) => this.#functions.announceSweep(room));
  }

  #isReconcilerNeeded(): boolean {
    const { now } = this.#ground.timeline;
    const isGateNews = [...this.#table.gate.values()].some(
      ({ gate }) => gate.kind === 'closed' || (gate.since !== undefined && now - gate.since < gateNewsMs),
    );
    return isGateNews || (this.#nextDueAt() ?? Number.POSITIVE_INFINITY) <= now + foresightMs;
  }

  #reconcile(): void {
    const runs = this.#ground.random.chance(0.2) ? 2 : 1;
    for (let run = 0; run < runs; run += 1) {
      void this.#fleet.invoke('reconcile-payments', (room) => this.#functions.reconcilePayments(room));
    }
  }

  #renew(): void {
    const { now } = this.#ground.timeline;
    const isDue = [...this.#table.token.values()].some(
      ({ token }) => token && token.expiresAt - now <= renewalWindowMs,
    );
    if (!isDue) return;
    void this.#fleet.invoke('renew-token', (room) => this.#functions.renewToken(room));
  }
}
