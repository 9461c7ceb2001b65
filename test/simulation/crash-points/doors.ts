import { hasPayment } from '../../../shared/domain/order.ts';
import { earliest } from './ground.ts';
import type { Scene } from './scene.ts';
import type { CrashWorld } from './world.ts';

/**
 * Who comes to an order after somebody died over it. The queue and the stream bring again what they had given out,
 * and the schedule comes in the end whatever comes first: that is part of every world.
 */
export const doors = ['schedule', 'return', 'webhook', 'read', 'link', 'repeat'] as const;
/** And to one that is paid inside the shop's page, by its button. */
export const doorsInPage = [...doors, 'button'] as const;
export type Door = (typeof doorsInPage)[number];

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** So long a door is alone, before the schedule comes as well. */
const aloneMs = hourMs;

/** Longer than a paymentID lives and an order of a day is open, with all looks that may follow. */
const quietWithinMs = 30 * hourMs;

/** SNS brings a message that was not taken again after so long. */
const snsPauseMs = 20 * secondMs;

interface Visitor {
  /** After the death. */
  atMs: number[];
  comes(world: CrashWorld, scene: Scene): Promise<unknown>;
}

const visitors: Record<Exclude<Door, 'schedule' | 'webhook'>, Visitor> = {
  return: { atMs: [5 * secondMs, minuteMs, 4 * minuteMs, 20 * minuteMs], comes: browsersReturn },
  /** Somebody watches the order: often at first, as a page does. */
  read: {
    atMs: [3, 10, 20, 37, 50, 75, 120, 155, 190, 240, 300, 420, 600, 900, 1_200, 1_800, 2_700, 3_500].map(
      (seconds) => seconds * secondMs,
    ),
    comes: (world) => world.reads(),
  },
  button: { atMs: [5 * secondMs, minuteMs, 4 * minuteMs, 12 * minuteMs], comes: buysInPage },
  link: { atMs: [5 * secondMs, minuteMs, 4 * minuteMs, 12 * minuteMs], comes: buysByLink },
  repeat: {
    atMs: [5 * secondMs, minuteMs, 6 * minuteMs, 25 * minuteMs],
    comes: (world, scene) => (scene.again ?? scene.act)(world),
  },
};

/** Lets the world go on by one door, and then by the schedule too, until nothing is left to do. */
export async function resume(
  world: CrashWorld,
  door: Door,
  scene: Scene,
): Promise<{ isQuietAlone: boolean }> {
  const diedAt = world.now;
  const visitor = door === 'schedule' || door === 'webhook' ? undefined : visitors[door];
  const visits = (visitor?.atMs ?? []).map((ms) => diedAt + ms);
  if (door !== 'schedule') {
    for (;;) {
      await work(world, door);
      const next = earliest([visits[0], nextMessageAt(world, door)]);
      if (next === undefined || next > diedAt + aloneMs) break;
      await world.until(next);
      if (visits[0] !== undefined && visits[0] <= world.now) {
        visits.shift();
        await visitor?.comes(world, scene);
      }
    }
  }
  const isQuietAlone = world.nextDueAt() === undefined;
  await scheduled(world, door, scene);
  return { isQuietAlone };
}

async function scheduled(world: CrashWorld, door: Door, { leaves }: Scene): Promise<void> {
  const giveUpAt = world.now + quietWithinMs;
  let lastRunAt = 0;
  for (;;) {
    await work(world, door);
    const runAt = nextRunAt(world, lastRunAt);
    const next = earliest([runAt, nextMessageAt(world, door)]);
    if (next === undefined) return;
    if (next > giveUpAt && (leaves?.undecidedRefund || leaves?.surplusByHand)) return;
    if (next > giveUpAt) throw new Error('The world never comes to rest.');
    await world.until(next);
    if (runAt !== undefined && runAt <= world.now) {
      lastRunAt = world.now;
      await world.reconciles();
    }
  }
}

/** Whatever is to be done now: the stream, both queues, and SNS where webhooks come at all. */
async function work(world: CrashWorld, door: Door): Promise<void> {
  for (let rounds = 0; rounds < mostRounds; rounds += 1) {
    if (door !== 'webhook') world.published.length = 0;
    const isDone = [
      world.table.stream.length > 0 && (await world.announces()),
      isDue(world, world.noticeQueue.nextVisibleAt()) && (await world.delivers()),
      isDue(world, world.published[0]?.dueAt) && (await notified(world)),
      isDue(world, world.settleQueue.nextVisibleAt()) && (await world.settles()),
    ].every((worked) => worked === false);
    if (isDone) return;
  }
  throw new Error('The world works without end at one moment.');
}

const mostRounds = 500;

function isDue(world: CrashWorld, at: number | undefined): boolean {
  return at !== undefined && at <= world.now;
}

async function notified(world: CrashWorld): Promise<void> {
  const first = world.published.shift();
  if (!first) return;
  const outcome = await world.receives(first.envelope);
  if (outcome.kind !== 'answered') world.published.push({ ...first, dueAt: world.now + snsPauseMs });
}

function nextMessageAt(world: CrashWorld, door: Door): number | undefined {
  const webhookAt = door === 'webhook' ? world.published[0]?.dueAt : undefined;
  return earliest([world.settleQueue.nextVisibleAt(), world.noticeQueue.nextVisibleAt(), webhookAt]);
}

/**
 * The minute of the reconciler's next run that finds anything: runs between are left out, since all they do is to
 * read. While the gate is closed, or has just opened, it has something to do in every minute.
 */
function nextRunAt(world: CrashWorld, lastRunAt: number): number | undefined {
  const isNews = [...world.table.gate.values()].some(
    ({ gate }) => gate.kind === 'closed' || (gate.since ?? 0) + 3 * minuteMs > world.now,
  );
  const dueAt = isNews ? world.now : world.nextDueAt();
  if (dueAt === undefined) return undefined;
  const from = Math.max(dueAt, world.now, lastRunAt + 1);
  return Math.ceil(from / minuteMs) * minuteMs;
}

/** The address that bKash sent the browser to is opened again, or the page tells once more, for every payment. */
async function browsersReturn(world: CrashWorld): Promise<void> {
  for (const attempt of world.order?.attempts ?? []) {
    if (!hasPayment(attempt)) continue;
    const status = statusAtBkash(world, attempt.paymentId);
    if (attempt.product === 'checkout') {
      if (status === 'success') await world.saysApproved(attempt.attempt);
    } else if (status) await world.comesBack(status, attempt.attempt);
  }
}

function statusAtBkash(world: CrashWorld, paymentId: string) {
  switch (world.bkash.books.payment(paymentId)?.progress.at) {
    case 'authorised':
    case 'completed':
    case 'spent':
      return 'success';
    case 'cancelled':
      return 'cancel';
    case 'failed':
      return 'failure';
    default:
      return undefined;
  }
}

/** The customer opens the payment link and pays where it leads to a page on which he has not paid yet. */
async function buysByLink(world: CrashWorld): Promise<void> {
  const outcome = await world.followsLink();
  if (outcome.kind !== 'answered' || outcome.value.kind !== 'to_bkash') return;
  const paymentId = outcome.value.url.split('/').at(-1) ?? '';
  const attempt = attemptPaidBy(world, paymentId);
  world.approves(attempt);
  await world.comesBack('success', attempt);
}

/** The customer presses the button of the shop's page and pays in the frame that opens. */
async function buysInPage(world: CrashWorld): Promise<void> {
  const outcome = await world.pressesButton();
  if (outcome.kind !== 'answered' || outcome.value.kind !== 'open') return;
  const attempt = attemptPaidBy(world, String(JSON.parse(outcome.value.createAnswer).paymentID));
  world.approves(attempt);
  await world.saysApproved(attempt);
}

function attemptPaidBy(world: CrashWorld, paymentId: string): number {
  const attempt = world.order?.attempts.find((one) => hasPayment(one) && one.paymentId === paymentId);
  if (!attempt) throw new Error('The customer is led to a payment that the order does not know.');
  return attempt.attempt;
}
