import { isLookedOver } from './claiming.ts';
import type { Attempt, Order, Product } from './order.ts';

/** Something of this order is put off because this product of bKash's did not answer. */
export function waitsForBkash(order: Order, product: Product): boolean {
  if (product === 'tokenized' && order.linkNotice?.state === 'owed') return true;
  const mayCreate = product === 'tokenized' || order.mode === 'sdk';
  if (mayCreate && order.createBackoff !== undefined) return true;
  return order.attempts.some((attempt) => attempt.product === product && isPutOff(attempt));
}

/**
 * The order with all that is due which waited only because that product did not answer (design rule 5): nobody sits
 * out a doubled pause once bKash is back. `backSince` (epoch ms) is when that was; what was written since then has had
 * its chance, so an order is hastened once. Nothing needs to be stored for it: whoever acts on the copy writes it.
 */
export function hastened(order: Order, product: Product, backSince: number | undefined): Order {
  if (backSince === undefined || order.updatedAt >= backSince) return order;
  const { createBackoff: _, linkNotice, ...rest } = order;
  const link = product === 'tokenized' && linkNotice ? linkNoticeDueBy(linkNotice, backSince) : linkNotice;
  return {
    ...rest,
    ...(link && { linkNotice: link }),
    attempts: order.attempts.map((attempt) =>
      attempt.product === product ? dueBy(attempt, backSince) : attempt,
    ),
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
