import { Cron } from 'croner';

/** Local schedules run at a tenth of production's interval. */
const divisor = 10;

/**
 * When a schedule is due next: a tenth of what production would wait after `fromMs`. For `cron()` that is a tenth of
 * the way between the two occurrences that follow.
 *
 * @throws one line for an expression the runner cannot read
 */
export function nextDue(expression: string, fromMs: number, timeZone = 'UTC'): number {
  return fromMs + Math.max(1_000, intervalMs(expression, fromMs, timeZone) / divisor);
}

function intervalMs(expression: string, fromMs: number, timeZone: string): number {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate)
    return Number(rate[1]) * { minute: 60_000, hour: 3_600_000, day: 86_400_000 }[rate[2] as 'minute'];
  const cron = /^cron\((.+)\)$/.exec(expression);
  if (!cron) throw new Error(`The local system cannot read the schedule ${expression}.`);
  const [first, second] = new Cron(fromAwsCron(cron[1] as string), {
    timezone: timeZone,
    sloppyRanges: true,
  }).nextRuns(2, new Date(fromMs));
  return first && second ? second.getTime() - first.getTime() : Number.POSITIVE_INFINITY;
}

/** AWS: minutes hours day-of-month month day-of-week year, Sunday is 1. Croner: seconds first, Sunday is 0. */
function fromAwsCron(fields: string): string {
  const [minutes, hours, dayOfMonth, month, dayOfWeek = '*', year] = fields.trim().split(/\s+/);
  const weekday = dayOfWeek.replace(/(?<![#/\d])\d/g, (digit) => String(Number(digit) - 1));
  return ['0', minutes, hours, dayOfMonth, month, weekday, year].join(' ');
}
