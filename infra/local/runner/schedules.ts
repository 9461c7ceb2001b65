import type { Clock } from './clock.ts';
import type { FunctionPool } from './function-pool.ts';
import { accountId, region } from './names.ts';
import { nextDue } from './schedule-expression.ts';
import type { RunnerState } from './state.ts';

/** `AWS::Scheduler::Schedule`, or one target of an `AWS::Events::Rule`. */
export interface Schedule {
  /** Unique in the template; keeps the due time across restarts. */
  id: string;
  arn: string;
  expression: string;
  timeZone?: string;
  functionName: string;
  /** JSON text of the target's input; without it the service's own event. */
  input?: string;
  source: 'aws.scheduler' | 'aws.events';
  /** Lambda's retries of an asynchronous event that the function failed. */
  retries: number;
}

/** How often due times are looked at; the shortest schedule, a tenth of a minute, is six seconds. */
const tickMs = 250;
/** Lambda waits one and then two minutes before it repeats an asynchronous event; a tenth here, as every schedule. */
const retryDelaysMs = [6_000, 12_000];

/**
 * Fires schedules by the local clock. A time that passed while the system was down, or that the clock jumped over,
 * fires once.
 */
export function startSchedules(
  schedules: Schedule[],
  pool: FunctionPool,
  clock: Clock,
  state: RunnerState,
): { stop(): void } {
  let stopped = false;
  const retries = new Set<NodeJS.Timeout>();
  for (const schedule of schedules) nextDue(schedule.expression, clock.now(), schedule.timeZone);
  const due = new Map(schedules.map((schedule) => [schedule.id, keptDue(schedule)]));
  const timer = setInterval(fireDue, tickMs);
  clock.onMove(fireDue);
  return {
    stop() {
      stopped = true;
      clearInterval(timer);
      for (const retry of retries) clearTimeout(retry);
    },
  };

  function keptDue(schedule: Schedule): number {
    const fresh = nextDue(schedule.expression, clock.now(), schedule.timeZone);
    // A kept time further away than one interval belongs to an older, slower expression.
    return Math.min(state.get<number>(`schedule.${schedule.id}`) ?? fresh, fresh);
  }

  function fireDue(): void {
    if (stopped) return;
    for (const schedule of schedules) {
      if ((due.get(schedule.id) ?? Number.POSITIVE_INFINITY) > clock.now()) continue;
      const next = nextDue(schedule.expression, clock.now(), schedule.timeZone);
      due.set(schedule.id, next);
      state.set(`schedule.${schedule.id}`, next);
      void invoke(schedule, eventOf(schedule, clock.now()), 0);
    }
  }

  async function invoke(schedule: Schedule, event: unknown, attempt: number): Promise<void> {
    const outcome = await pool.invoke(schedule.functionName, event);
    if (outcome.ok || stopped || attempt >= schedule.retries) return;
    const retry = setTimeout(() => {
      retries.delete(retry);
      void invoke(schedule, event, attempt + 1);
    }, retryDelaysMs[attempt]);
    retries.add(retry);
  }
}

function eventOf(schedule: Schedule, nowMs: number): unknown {
  const time = new Date(nowMs).toISOString();
  if (schedule.input !== undefined) {
    return JSON.parse(schedule.input.replaceAll('<aws.scheduler.scheduled-time>', time));
  }
  return {
    version: '0',
    id: crypto.randomUUID(),
    'detail-type': 'Scheduled Event',
    source: schedule.source,
    account: accountId,
    time,
    region,
    resources: [schedule.arn],
    detail: schedule.source === 'aws.scheduler' ? '{}' : {},
  };
}
