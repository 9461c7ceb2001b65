import type { Notice } from '../../shared/adapters/dynamodb/port.ts';
import type { SettleMessage } from '../../shared/adapters/sqs/port.ts';
import { orderDueAt } from '../../shared/domain/due.ts';
import { moneyBackOf } from '../../shared/domain/money-back.ts';
import type { Order } from '../../shared/domain/order.ts';
import { statusOf } from '../../shared/domain/status.ts';
import { liveStage } from '../fakes/stage.ts';
import { MemoryTable } from '../in-memory/table.ts';
import type { Alteration } from './alteration.ts';
import { inProcessBkash } from './bkash/in-process.ts';
import { Faults } from './cloud/faults.ts';
import { Fleet } from './cloud/fleet.ts';
import { functions as production } from './cloud/functions.ts';
import type { Ground } from './cloud/instance.ts';
import { QueueFeed } from './cloud/queue-feed.ts';
import { furnished, type Room } from './cloud/room.ts';
import { Schedules } from './cloud/schedules.ts';
import { plainVerifier, Sns } from './cloud/sns.ts';
import { StreamFeed } from './cloud/stream-feed.ts';
import { Oracle } from './oracle/oracle.ts';
import { Verdicts, type Violation } from './oracle/verdicts.ts';
import { drawPurchases } from './people/habits.ts';
import { live } from './people/street.ts';
import { drawCallFault, drawPlan, type Plan } from './plan.ts';
import { Chronicle } from './time/chronicle.ts';
import { Random } from './time/random.ts';
import { Timeline } from './time/timeline.ts';

export interface WorldOptions {
  seed: number;
  /** Which of the seed's worlds. */
  index: number;
  orders: number;
  alteration?: Alteration;
  /** Keeps the trace's lines. */
  isRead?: boolean;
}

export interface WorldResult {
  index: number;
  hash: string;
  orders: number;
  faults: Map<string, number>;
  /** How often orders and attempts came to which state. */
  reached: Map<string, number>;
  simulatedMs: number;
  events: number;
  plan: Plan;
  violations: Violation[];
  lines: string[] | undefined;
}

const firstDay = Date.parse('2026-11-23T00:00:00Z');
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** An order lives a day, its last attempt a day more; refunds and the sweep come after that. */
const longestMs = 6 * dayMs;
/** So long after the last trouble nothing may be overdue, and what is due is done within this. */
const overdueMs = 10 * minuteMs;

/** One world from its first customer to the moment in which nothing is going to happen any more. */
export async function runWorld({
  seed,
  index,
  orders: count,
  alteration,
  isRead,
}: WorldOptions): Promise<WorldResult> {
  const random = new Random(seed, index);
  const plan = drawPlan(random);
  const purchases = drawPurchases(random, count, plan.spanMs);
  const timeline = new Timeline(firstDay + random.between(0, dayMs));
  const startedAt = timeline.now;
  const chronicle = new Chronicle(() => timeline.now, isRead === true);
  const faults = new Faults(random, plan.weather);
  const ground: Ground = { timeline, random, faults, chronicle };
  const where = () => ({ at: chronicle.time(), step: timeline.events });
  const verdicts = new Verdicts(where, ({ invariant, message }) =>
    chronicle.note('ORACLE', invariant, 0, () => message),
  );

  const { bkash: generation } = liveStage;
  const drawn = {
    ...liveStage,
    bkash: { ...generation, generation: plan.generation },
    absentCustomer: plan.absentCustomer,
  };
  const settings = alteration?.settings?.(drawn) ?? drawn;
  const functions = alteration?.functions?.(production) ?? production;
  const table = new MemoryTable({ stage: settings.stage });
  const dueAt = new Map<string, number>();
  const reached = new Map<string, number>();
  const counted = (what: string) => reached.set(what, (reached.get(what) ?? 0) + 1);
  const nextDueAt = () => (dueAt.size > 0 ? Math.min(...dueAt.values()) : undefined);
  let lateCommits = 0;
  let endsAt = 0;

  const bkash = inProcessBkash({
    now: () => timeline.now + plan.bkashAheadMs,
    draw: (alphabet, length) => random.text(alphabet, length),
    async wait(ms) {
      lateCommits += 1;
      await timeline.sleep(ms);
      lateCommits -= 1;
    },
    publish: (publication) => sns.publish(publication),
    watch: {
      entryAdded: (entry) => {
        chronicle.note(
          'bKash',
          entry.kind,
          entry.amountPoisha,
          () => `${entry.trxId} ${entry.invoice ?? entry.of ?? ''}`,
        );
        oracle.books.entryAdded?.(entry);
      },
      tokenCalled: (calls) => oracle.books.tokenCalled?.(calls),
    },
  });
  const fleet: Fleet<Room> = new Fleet(ground, (instance) => {
    const room = furnished(premises, instance);
    return alteration?.room?.(room, instance) ?? room;
  });
  const rules = { redelivery: plan.redeliveryRate };
  const settleFeed = new QueueFeed<SettleMessage, Room>(
    ground,
    fleet,
    'settle-payments',
    rules,
    (room, { body }) => functions.settle(room, body),
  );
  const noticeFeed = new QueueFeed<Notice, Room>(
    ground,
    fleet,
    'deliver',
    rules,
    (room, { body, messageId }) => functions.deliver(room, body, messageId),
  );
  const streamFeed = new StreamFeed(ground, fleet, table.stream, (room, writes) =>
    functions.announce(room, writes),
  );
  const oracle = new Oracle(
    {
      stage: settings.stage,
      table,
      bkash,
      bkashAheadMs: plan.bkashAheadMs,
      asksAboutAbsence: plan.absentCustomer === 'on',
      settleQueue: () => settleFeed.queue,
      now: () => timeline.now,
      after: (ms, act) => void timeline.after(ms, act),
      isFair: () => plan.climate === 'calm' || faults.isOver,
    },
    verdicts,
  );
  settleFeed.removed = ({ body }) => oracle.messages.removed(body);
  noticeFeed.removed = (delivery) => oracle.messages.noticeRemoved(delivery);
  fleet.timedOut = (name) => {
    counted(`timed out: ${name}`);
    if (plan.climate === 'calm') verdicts.breach('a function has time for its work', `${name} was killed`);
  };
  const isWithoutCertificate = () => {
    const { withoutCertificate: without } = plan.sns;
    const age = timeline.now - startedAt;
    return without !== undefined && !faults.isOver && age >= without.at && age < without.at + without.forMs;
  };
  const premises = {
    ground,
    table,
    bkash,
    settings,
    settleQueue: settleFeed,
    noticeQueue: noticeFeed,
    carrier: (order: Order, fact: Notice['fact']) => oracle.messages.reached(order, fact),
    verifier: plainVerifier(() => !isWithoutCertificate()),
    telemetry: { event: () => {}, metric: () => {} },
    calls: oracle.calls,
    isRefusing: () =>
      plan.bkash.outages.some(({ at, forMs, isRefusing }) => {
        const age = timeline.now - startedAt;
        return isRefusing && !faults.isOver && age >= at && age < at + forMs;
      }),
    disturb: ({ operation }: { operation: Parameters<typeof drawCallFault>[2] }) => {
      if (faults.isOver || !random.chance(plan.bkash.faultRate)) return;
      const fault = drawCallFault(random, random.pick(plan.bkash.faults), operation);
      faults.counted(`bkash_${fault.fault}`);
      bkash.faults.add(fault);
    },
    written: (before: Order | undefined, after: Order, by: Parameters<Oracle['written']>[2]) => {
      const due = orderDueAt(after, settings.waits);
      if (due === undefined) dueAt.delete(after.orderId);
      else dueAt.set(after.orderId, due);
      after.attempts.forEach((attempt, place) => {
        if (before?.attempts[place]?.state !== attempt.state) counted(attempt.state);
      });
      oracle.written(before, after, by);
      streamFeed.wake();
    },
  };
  const sns = new Sns(ground, fleet, functions, plan, {
    accepted: (envelope) => oracle.messages.webhookAccepted(envelope),
  });
  const schedules = new Schedules(ground, fleet, functions, table, nextDueAt);
  const street = live({ ground, plan, fleet, functions, bkash, oracle, purchases });

  order(plan.bkash.outages, ({ forMs, isRefusing }) => {
    faults.counted('bkash_outage');
    if (!isRefusing) bkash.faults.saveOutage(timeline.now + plan.bkashAheadMs + forMs);
  });
  order(plan.bkash.lockOuts, ({ forMs }) => {
    faults.counted('token_lockout');
    bkash.unasked.lockOutTokens(forMs);
  });
  if (plan.indexLagMs > 0) lagBehind();
  timeline.after(plan.spanMs + 20 * minuteMs, () => {
    faults.end();
    bkash.faults.saveOutage(0);
    table.due.catchUp();
    chronicle.note('world', 'nothing goes wrong any more');
    endsAt = timeline.now;
  });

  let isSwept = false;
  let isOver = false;
  schedules.everyMinute = () => {
    if (endsAt === 0) return;
    const due = nextDueAt();
    const isLate = due !== undefined && timeline.now - Math.max(due, endsAt) > overdueMs;
    verdicts.unless(!isLate, 'rule 10: nothing is overdue', () => {
      const [orderId] = [...dueAt].find(([, at]) => at === due) ?? [];
      return `${orderId} was due at ${chronicle.time(due)}`;
    });
    const isBusy = !settleFeed.isIdle || !noticeFeed.isIdle || !streamFeed.isIdle;
    const isAwaited = street.isBusy() || sns.pending > 0 || lateCommits > 0 || isBusy || isAnythingDue();
    if (timeline.now - startedAt > longestMs && isAwaited) {
      verdicts.breach('rule 10: nothing is overdue', `the world does not come to rest`);
    }
    if (isAwaited) return;
    if (isSwept) isOver = true;
    else void schedules.sweep();
    isSwept = true;
  };
  schedules.start();
  await timeline.run(() => isOver || verdicts.violations.length > 0);
  if (verdicts.violations.length === 0) oracle.atRest(noticeFeed.queue.deadLetters.map(({ body }) => body));
  for (const one of table.orders.values()) counted(`order ${statusOf(one)}`);

  return {
    index,
    hash: chronicle.hash(),
    orders: count,
    faults: faults.counts,
    reached,
    simulatedMs: timeline.now - startedAt,
    events: timeline.events,
    plan,
    violations: verdicts.violations,
    lines: chronicle.lines,
  };

  function order<Trouble extends { at: number }>(
    troubles: Trouble[],
    begin: (trouble: Trouble) => void,
  ): void {
    for (const trouble of troubles) {
      timeline.after(trouble.at, () => {
        if (!faults.isOver) begin(trouble);
      });
    }
  }

  function lagBehind(): void {
    if (faults.isOver) return;
    table.due.catchUp();
    table.due.lag();
    timeline.after(plan.indexLagMs, lagBehind);
  }

  /** A refund that bKash neither confirms nor lists is asked about for ever: only a person ends that. */
  function isAnythingDue(): boolean {
    return [...dueAt.keys()].some((orderId) => {
      const one = table.orders.get(orderId);
      return one !== undefined && orderDueAt(withoutUnknownRefunds(one), settings.waits) !== undefined;
    });
  }
}

/** Whatever waits behind such a refund of the same payment waits for the same person. */
function withoutUnknownRefunds(order: Order): Order {
  const unknown = new Set(
    moneyBackOf(order).flatMap(({ trxId, progress }) => (progress.state === 'unknown' ? [trxId] : [])),
  );
  const refunds = order.refunds.filter(({ trxId }) => !unknown.has(trxId));
  const surplus = order.surplus.filter(({ trxId }) => !unknown.has(trxId));
  return unknown.size > 0 ? { ...order, refunds, surplus } : order;
}
