import { nextAttempt } from '../domain/attempting.ts';
import type { Order } from '../domain/order.ts';
import { askAboutAbsence } from './ask-about-absence.ts';
import { pageApi } from './bkash-line.ts';
import { attemptTerms, type CreatePorts, createPayment, readyToCreate } from './create-payment.ts';
import { type LookPorts, lookAgain } from './look-again.ts';
import { queryAbortInRequestMs } from './read-order.ts';

export type PayLinkOutcome =
  | { kind: 'to_bkash'; url: string }
  | { kind: 'to_shop'; order: Order }
  /** A page that tries again by itself. */
  | { kind: 'wait'; order: Order; why: 'creating' | 'deciding' | 'bkash' | 'stopped' }
  | { kind: 'too_many'; order: Order }
  | { kind: 'not_found' };

/** Lost races, a create and its outcome: more rounds than this would be a loop, so the page waits instead. */
const maxRounds = 6;

/** Leads whoever opens the payment link to where the order can go on (features A5). */
export async function followPayLink(
  ports: CreatePorts & LookPorts,
  orderId: string,
): Promise<PayLinkOutcome> {
  const found = await ports.orders.find(orderId);
  if (!found) return { kind: 'not_found' };
  let order = await lookAgain(ports, found, { queryAbortMs: queryAbortInRequestMs });
  order = await askAboutAbsence(ports, order);

  for (let round = 0; round < maxRounds; round += 1) {
    const next = nextAttempt(order, ports.clock.now(), attemptTerms(ports, pageApi(ports)));
    switch (next.kind) {
      case 'live':
        return { kind: 'to_bkash', url: next.attempt.bkashUrl };
      case 'not_payable':
        return { kind: 'to_shop', order };
      case 'too_many':
        return { kind: 'too_many', order };
      case 'wait':
        return { kind: 'wait', order, why: next.why };
      case 'start': {
        const token = await readyToCreate(ports, pageApi(ports));
        if (!token) return { kind: 'wait', order, why: ports.settings.stopNewPayments ? 'stopped' : 'bkash' };
        const intent = await ports.orders.save(next.order);
        order =
          intent.kind === 'saved'
            ? await createPayment(ports, intent.order, next.attempt, token)
            : intent.order;
      }
    }
  }
  return { kind: 'wait', order, why: 'bkash' };
}
