import { isLookedOver } from './claiming.ts';
import type { Attempt, Order } from './order.ts';

/** Something of this order is put off because bKash did not answer. */
export function waitsForBkash(order: Order): boolean {
  if (order.linkNotice?.state === 'owed') return true;
  return order.createBackoff !== undefined || order.attempts.some(isPutOff);
}

/**
 * The order with all that is due which waited only because bKash did not answer (design rule 5): nobody sits out a
 * doubled pause once bKash is back. `backSince` (epoch ms) is when that was; what was written since then has had its
 * chance, so an order is hastened once. Nothing needs to be stored for it: whoever acts on the copy writes it.
 */
export function hastened(order: Order, backSince: number | undefined): Order {
  if (backSince === undefined || order.updatedAt >= backSince) return order;
  const { createBackoff: _, linkNotice, ...rest } = order;
  return {
    ...rest,
    ...(linkNotice && { linkNotice: linkNoticeDueBy(linkNotice, backSince) }),
    attempts: order.attempts.map((attempt) => dueBy(attempt, backSince)),
  };
}

function isPutOff(attempt: Attempt): boolean {
  switch (attempt.state) {
    case 'authorised':
      return true;
    case 'unknown':
    case 'doubtful':
      return attempt.unanswered > 0 || isLookedOver(attempt);
    case 'created':
      return attempt.absentAsked === true && attempt.absentLookAt !== undefined;
    default:
      return false;
  }
}

function dueBy(attempt: Attempt, at: number): Attempt {
  if (!isPutOff(attempt)) return attempt;
  if ('nextLookAt' in attempt) return { ...attempt, nextLookAt: Math.min(attempt.nextLookAt, at) };
  if (attempt.state !== 'created' || attempt.absentLookAt === undefined) return attempt;
  return { ...attempt, absentLookAt: Math.min(attempt.absentLookAt, at) };
}

function linkNoticeDueBy(notice: NonNullable<Order['linkNotice']>, at: number) {
  return notice.state === 'owed' ? { ...notice, nextLookAt: Math.min(notice.nextLookAt, at) } : notice;
}
