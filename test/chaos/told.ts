import { factsOf } from '../../shared/domain/facts.ts';
import type { Order } from '../../shared/domain/order.ts';
import { channelsOf } from '../../shared/usecases/channels.ts';
import type { Books } from './books.ts';
import { differs, type OwnFinding } from './finding.ts';

/** Each fact has been told, and nothing more often than the ledger of announcements counts (I7). */
export function toldOnce(order: Order, { notices, letters }: Books): OwnFinding[] {
  const own = notices.filter(({ orderId }) => orderId === order.orderId);
  const untold =
    channelsOf(order).length > 0
      ? factsOf(order).filter((fact) => !own.some((one) => one.fact === fact))
      : [];
  const sends = own.reduce((sum, notice) => sum + notice.sends, 0);
  const received = letters.get(order.orderId) ?? 0;
  return [
    ...untold.map((fact) => ({ kind: 'differs' as const, what: `nobody was told ${fact}` })),
    ...differs(received < own.length, `${received} letters for ${own.length} facts`),
    ...differs(received > sends, `${received} letters, and ${sends} sends were counted`),
  ];
}
