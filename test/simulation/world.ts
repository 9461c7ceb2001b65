import { statusOf } from '../../shared/domain/status.ts';
import type { Alteration } from './alteration.ts';
import { buildCity } from './city.ts';
import { Faults } from './cloud/faults.ts';
import { Verdicts, type Violation } from './oracle/verdicts.ts';
import { drawPurchases } from './people/habits.ts';
import { type Climate, drawPlan } from './plan.ts';
import { Chronicle } from './time/chronicle.ts';
import { Random } from './time/random.ts';
import { Timeline } from './time/timeline.ts';

export interface WorldOptions {
  seed: number;
  /** Which of the seed's worlds. */
  index: number;
  orders: number;
  alteration?: Alteration | undefined;
  /** Keeps the lines of the trace. */
  isRead?: boolean;
}

export interface WorldResult {
  index: number;
  hash: string;
  orders: number;
  climate: Climate;
  /** How often each kind of trouble came. */
  faults: Map<string, number>;
  /** How often attempts came to each state, and orders to each end. */
  reached: Map<string, number>;
  simulatedMs: number;
  events: number;
  violations: Violation[];
  lines: string[] | undefined;
}

const firstDay = Date.parse('2026-11-23T00:00:00Z');
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const rushMs = 3_000;
/** Trouble goes on a little longer than customers come. */
const lastTroubleMs = 20 * minuteMs;
/** An order lives a day, its last attempt a day more; refunds and the sweep come after that. */
const longestMs = 6 * dayMs;
/** Once nothing goes wrong any more, what is due is done within this. */
const overdueMs = 10 * minuteMs;

/** One world, from its first customer to the moment in which nothing is going to happen any more. */
export async function runWorld({
  seed,
  index,
  orders,
  alteration,
  isRead,
}: WorldOptions): Promise<WorldResult> {
  const random = new Random(seed, index);
  const plan = drawPlan(random);
  const purchases = drawPurchases(random, orders, plan.isRush ? rushMs : plan.spanMs);
  const timeline = new Timeline(firstDay + random.between(0, dayMs));
  const beganAt = timeline.now;
  const chronicle = new Chronicle(() => timeline.now, isRead === true);
  const faults = new Faults(random, plan.weather);
  const verdicts = new Verdicts(
    () => ({ at: chronicle.time(), step: timeline.events }),
    ({ invariant, message }) => chronicle.note('ORACLE', invariant, 0, () => message),
  );
  const reached = new Map<string, number>();
  const counted = (what: string) => reached.set(what, (reached.get(what) ?? 0) + 1);
  const ground = { timeline, random, faults, chronicle };
  const city = buildCity({ ground, plan, purchases, verdicts, alteration, counted });

  let fairSince: number | undefined;
  timeline.after(plan.spanMs + lastTroubleMs, () => {
    city.troubles.end();
    chronicle.note('world', 'nothing goes wrong any more');
    fairSince = timeline.now;
  });
  let isSwept = false;
  let isOver = false;
  city.schedules.everyMinute = () => {
    if (fairSince === undefined) return;
    expectNothingOverdue(fairSince);
    if (city.isBusy()) return;
    isOver = isSwept;
    if (!isSwept) void city.schedules.sweep();
    isSwept = true;
  };
  city.troubles.begin();
  city.schedules.start();
  await timeline.run(() => isOver || verdicts.violations.length > 0);
  if (verdicts.violations.length === 0) city.oracle.atRest(city.deadNotices());
  for (const order of city.table.orders.values()) counted(`order ${statusOf(order)}`);

  return {
    index,
    hash: chronicle.hash(),
    orders,
    climate: plan.climate,
    faults: faults.counts,
    reached,
    simulatedMs: timeline.now - beganAt,
    events: timeline.events,
    violations: verdicts.violations,
    lines: chronicle.lines,
  };

  function expectNothingOverdue(since: number): void {
    const late = city.due.overdue(overdueMs, since);
    if (late) {
      const message = `${late.orderId} has been due since ${chronicle.time(late.dueAt)}`;
      verdicts.breach('rule 10: nothing is overdue', message);
    }
    if (timeline.now - beganAt <= longestMs || !city.isBusy()) return;
    verdicts.breach('rule 10: nothing is overdue', 'the world does not come to rest');
  }
}
