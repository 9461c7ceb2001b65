import type { Order } from '../domain/order.ts';
import { decideReturn, type ReturnStatus } from '../domain/returning.ts';
import { comeBack } from './come-back.ts';
import { executePayment } from './execute-payment.ts';
import type { LookPorts } from './look-again.ts';

export interface BrowserReturn {
  orderId: string;
  attempt: number;
  paymentId: string;
  status: ReturnStatus;
}

/** A customer has a tab or two: after so many lost races the page shows where the order stands. */
const maxRounds = 5;

/**
 * The browser is back from bKash, its path's MAC already checked. Records what it says or executes what it allows,
 * and gives the order to redirect by; undefined when nothing of ours matches. Safe to refresh, replay and race:
 * whoever loses a race decides again on what the winner wrote.
 */
export async function returnFromBkash(ports: LookPorts, back: BrowserReturn): Promise<Order | undefined> {
  let order = await ports.orders.find(back.orderId);
  for (let round = 0; order && round < maxRounds; round += 1) {
    const decision = decideReturn(order, back, ports.clock.now(), ports.settings.waits);
    switch (decision.kind) {
      case 'not_found':
        return undefined;
      case 'redirect':
        return order;
      case 'execute': {
        const { executeAbortInRequestMs } = ports.settings.waits;
        const next = await executePayment(ports, order, decision.attempt, executeAbortInRequestMs);
        await comeBack(ports, order, next);
        return next;
      }
      case 'record': {
        const saved = await ports.orders.save(decision.order);
        if (saved.kind === 'saved') return saved.order;
        order = saved.order;
      }
    }
  }
  return order;
}
