import type { Notice } from '../../shared/adapters/dynamodb/notice-port.ts';
import type { SettleMessage } from '../../shared/adapters/sqs/port.ts';
import type { StageConfig } from '../../shared/config/stage.ts';
import type { Order } from '../../shared/domain/order.ts';
import { liveStage } from '../fakes/stage.ts';
import { MemoryTable } from '../in-memory/table.ts';
import type { Alteration } from './alteration.ts';
import { type InProcessBkash, inProcessBkash } from './bkash/in-process.ts';
import { Fleet } from './cloud/fleet.ts';
import { functions as production } from './cloud/functions.ts';
import type { Ground, Instance } from './cloud/instance.ts';
import type { BkashCall } from './cloud/network.ts';
import { QueueFeed } from './cloud/queue-feed.ts';
import { furnished, type Premises, type Room } from './cloud/room.ts';
import { Schedules } from './cloud/schedules.ts';
import { plainVerifier, Sns } from './cloud/sns.ts';
import { StreamFeed } from './cloud/stream-feed.ts';
import { DueWatch } from './due-watch.ts';
import { Oracle } from './oracle/oracle.ts';
import type { Verdicts } from './oracle/verdicts.ts';
import type { Purchase } from './people/habits.ts';
import { live } from './people/street.ts';
import type { Plan } from './plan.ts';
import { Troubles } from './troubles.ts';

export type City = ReturnType<typeof buildCity>;

export interface Site {
  ground: Ground;
  plan: Plan;
  purchases: Purchase[];
  verdicts: Verdicts;
  alteration: Alteration | undefined;
  /** Something worth counting came about: a state, an end. */
  counted(what: string): void;
}

/** Puts one world together: our functions on their ports, bkash beside them, people around, and an oracle that sees all. */
export function buildCity({ ground, plan, purchases, verdicts, alteration, counted }: Site) {
  const { timeline, random, faults, chronicle } = ground;
  const settings = settingsOf(plan, alteration);
  const { generation } = settings.bkash;
  const switched = generation === 'v1' ? ('v2' as const) : ('v1' as const);
  const afterSwitch: StageConfig = { ...settings, bkash: { ...settings.bkash, generation: switched } };
  let deployed = settings;
  const functions = alteration?.functions?.(production) ?? production;
  const table = new MemoryTable({ stage: settings.stage });
  const due = new DueWatch(table, settings.waits, () => timeline.now);
  const bkashNow = () => timeline.now + plan.bkashAheadMs;
  let lateCommits = 0;

  const bkash: InProcessBkash = inProcessBkash({
    now: bkashNow,
    draw: (alphabet, length) => random.text(alphabet, length),
    async wait(ms) {
      lateCommits += 1;
      await timeline.sleep(ms);
      lateCommits -= 1;
    },
    publish: (publication) => sns.publish(publication),
    watch: {
      entryAdded(entry) {
        const about = () => `${entry.trxId} ${entry.invoice ?? entry.of ?? 'without an order'}`;
        chronicle.note('bKash', entry.kind, entry.amountPoisha, about);
        oracle.books.entryAdded?.(entry);
      },
      tokenCalled: (product, calls) => oracle.books.tokenCalled?.(product, calls),
    },
  });
  const troubles = new Troubles(ground, plan, bkash, table, bkashNow);
  const fleet: Fleet<Room> = new Fleet(ground, (instance, name) => {
    const room = furnished({ ...premises, settings: deployed }, instance, name);
    return alteration?.room?.(room, instance) ?? room;
  });
  const feedRules = { redelivery: plan.redeliveryRate };
  const settleFeed = new QueueFeed<SettleMessage, Room>(
    ground,
    fleet,
    'settle-payments',
    feedRules,
    (room, { body }) => {
      oracle.orders.hears(body);
      return functions.settle(room, body);
    },
  );
  const noticeFeed = new QueueFeed<Notice, Room>(
    ground,
    fleet,
    'deliver',
    feedRules,
    (room, { body, messageId }) => functions.deliver(room, body, messageId),
  );
  const streamFeed = new StreamFeed(ground, fleet, table.stream, (room, writes) =>
    functions.announce(room, writes),
  );
  const oracle: Oracle = new Oracle(
    {
      stage: settings.stage,
      table,
      bkash,
      bkashAheadMs: plan.bkashAheadMs,
      asksAboutAbsence: plan.absentCustomer === 'on',
      settleQueue: () => settleFeed.queue,
      now: () => timeline.now,
      after: (ms, act) => void timeline.after(ms, act),
      isCalm: plan.climate === 'calm',
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

  const premises: Premises = {
    ground,
    table,
    settings,
    bkash,
    settleQueue: settleFeed,
    noticeQueue: noticeFeed,
    tokenStore: (store) => alteration?.tokenStore?.(store) ?? store,
    carrier: (order, fact) => oracle.messages.reached(order, fact),
    verifier: plainVerifier(() => !troubles.isWithoutCertificate()),
    telemetry: { event: () => {}, metric: () => {} },
    calls: oracle.calls,
    gateWritten: (product, gate, by) => oracle.gates.written(product, gate, by),
    isRefusing: ({ product }) => troubles.isRefusing(product),
    disturb: (call: BkashCall) => troubles.disturb(call),
    written(before: Order | undefined, after: Order, by: Instance) {
      due.written(after);
      for (const [place, { state }] of after.attempts.entries()) {
        if (before?.attempts[place]?.state !== state) counted(state);
      }
      oracle.written(before, after, by);
      streamFeed.wake();
    },
  };
  const sns = new Sns(ground, fleet, functions, plan, {
    accepted: (envelope) => oracle.messages.webhookAccepted(envelope),
  });
  const schedules = new Schedules(ground, fleet, functions, table, () => due.nextAt());
  if (plan.switchesAt !== undefined) {
    timeline.after(plan.switchesAt, () => {
      chronicle.note('world', 'a deployment switches the generation');
      faults.counted('deployment');
      deployed = afterSwitch;
      fleet.deploy();
    });
  }
  const street = live({ ground, plan, fleet, functions, bkash, table, oracle, purchases });

  return {
    table,
    due,
    oracle,
    troubles,
    schedules,
    deadNotices: () => noticeFeed.queue.deadLetters.map(({ body }) => body),
    /** Somebody is under way, or something is queued, due or late. */
    isBusy: () =>
      street.isBusy() ||
      sns.pending > 0 ||
      lateCommits > 0 ||
      !settleFeed.isIdle ||
      !noticeFeed.isIdle ||
      !streamFeed.isIdle ||
      due.isAnythingOwed(),
  };
}

function settingsOf(plan: Plan, alteration: Alteration | undefined): StageConfig {
  const drawn: StageConfig = {
    ...liveStage,
    bkash: {
      ...liveStage.bkash,
      generation: plan.generation,
      checkoutOrigin: 'https://checkout.pay.bka.sh',
    },
    absentCustomer: plan.absentCustomer,
    surplus: plan.surplus,
  };
  return alteration?.settings?.(drawn) ?? drawn;
}
