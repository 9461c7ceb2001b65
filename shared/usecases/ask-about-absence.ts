import { absentAttempt } from '../domain/due.ts';
import type { Order } from '../domain/order.ts';
import { comeBack } from './come-back.ts';
import { type LookPorts, lookAt } from './look-again.ts';
import { queryAbortInRequestMs } from './read-order.ts';

/**
 * Somebody is here who may have approved the payment and lost his way back: bKash is asked before he is sent there
 * a second time (design rule 8). An Execute that he is owed then is the consumer's.
 */
export async function askAboutAbsence(ports: LookPorts, order: Order): Promise<Order> {
  const { waits, absentCustomer } = ports.settings;
  const absent = absentCustomer === 'on' ? absentAttempt(order, ports.clock.now(), waits) : undefined;
  if (!absent) return order;
  const next = await lookAt(ports, order, absent.attempt, queryAbortInRequestMs);
  await comeBack(ports, order, next);
  return next;
}
