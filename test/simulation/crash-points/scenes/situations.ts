import type { CallFault } from '../../../../infra/local/bkash/machine/faults.ts';
import type { Operation } from '../../../../infra/local/bkash/machine/operations.ts';
import type { AttemptState } from '../../../../shared/domain/order.ts';
import type { CrashWorld } from '../world.ts';

export const secondMs = 1_000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;

/** One piece of trouble at bKash, at the next call of this kind. */
export function trouble(
  world: CrashWorld,
  operation: Operation,
  fault: CallFault,
  more: { code?: string; amount?: string; delayMs?: number } = {},
): void {
  world.bkash.faults.add({ operation, fault, times: 1, ...more });
}

/** The customer has approved on bKash's page and is on his way back. */
export async function approved(world: CrashWorld): Promise<void> {
  await world.checkout();
  world.approves();
}

export async function paid(world: CrashWorld): Promise<void> {
  await approved(world);
  await world.comesBack();
}

/** bKash is down for four minutes, and the whole fleet knows it. */
export async function outage(world: CrashWorld): Promise<void> {
  world.bkash.faults.saveOutage(world.now + 4 * minuteMs);
  for (const orderId of ['SB-7', 'SB-8', 'SB-9']) await world.checkout({ orderId });
}

/** The customer came back while bKash was down: his Execute is owed. */
export async function owed(world: CrashWorld): Promise<void> {
  await approved(world);
  await outage(world);
  await world.comesBack();
}

/** Nobody answered the Execute; `moved`: the money moved all the same. */
export async function silent(world: CrashWorld, moved: boolean): Promise<void> {
  await approved(world);
  trouble(world, 'execute', moved ? 'timeout_after' : 'timeout_before');
  await world.comesBack();
}

/** The consumer takes message after message, each when its time has come, until the attempt stands there. */
export async function settledUntil(
  world: CrashWorld,
  isReached: (world: CrashWorld) => boolean,
): Promise<void> {
  for (let messages = 0; messages < 50 && !isReached(world); messages += 1) await nextMessage(world);
  if (!isReached(world)) throw new Error('The situation is never reached.');
  await forNextMessage(world);
}

/** Waits for the next message and has it settled. */
export async function nextMessage(world: CrashWorld): Promise<void> {
  await forNextMessage(world);
  await world.settles();
}

/** So that the next thing to happen is the settling of that message. Without one, the schedule sends it. */
export async function forNextMessage(world: CrashWorld): Promise<void> {
  if (world.settleQueue.nextVisibleAt() === undefined) {
    await world.until(world.nextDueAt() ?? world.now);
    await world.reconciles();
  }
  await world.until(world.settleQueue.nextVisibleAt() ?? world.now);
}

export function isIn(state: AttemptState): (world: CrashWorld) => boolean {
  return (world) => world.attempt()?.state === state;
}

/** Two looks found nothing, and the second Execute stayed as silent as the first: the attempt is in doubt. */
export async function doubtful(world: CrashWorld): Promise<void> {
  await silent(world, false);
  trouble(world, 'execute', 'timeout_before');
  await settledUntil(world, isIn('doubtful'));
}

/** The first payment was given up, the second one paid, and bKash captures the first as well. */
export async function paidTwice(world: CrashWorld): Promise<void> {
  await world.checkout();
  await world.comesBack('cancel');
  await world.followsLink();
  world.approves(2);
  await world.comesBack('success', 2);
  world.published.length = 0;
  world.bkash.unasked.capture(world.paymentIdOf(1));
}

/** bKash's notification of the newest money is at our door, and taken there. */
export async function notified(world: CrashWorld): Promise<void> {
  const [first] = world.published.splice(0);
  if (!first) throw new Error('bKash has told nothing.');
  await world.until(first.dueAt);
  await world.receives(first.envelope);
}
