import type { Orders } from '../adapters/dynamodb/port.ts';
import type { Decision } from '../domain/decision.ts';
import type { Order } from '../domain/order.ts';
import { type ReviewRefusal, type ReviewVerdict, reviewJudged } from '../domain/reviewing.ts';
import { type ComeBackPorts, comeBack } from './come-back.ts';
import { tellOrder } from './tell.ts';
import { tellTurnsOfMoneyBack } from './tell-money-back.ts';
import { transition } from './transition.ts';

type JudgePorts = ComeBackPorts & { orders: Orders };

/** What became of an operator's decision, and the order as it stands after it. */
export type Judged<Why> =
  | { kind: 'done' | 'already'; order: Order }
  | { kind: 'refused'; why: Why }
  | { kind: 'no_order' };

/** An operator ends a review. */
export function judgeReview(
  ports: JudgePorts,
  orderId: string,
  verdict: ReviewVerdict,
): Promise<Judged<ReviewRefusal>> {
  return judged(ports, orderId, (order) => reviewJudged(order, verdict, ports.clock.now()));
}

/** The newest state is decided on, and whoever loses a race decides again. */
export async function judged<Why extends string>(
  ports: JudgePorts,
  orderId: string,
  decide: (order: Order) => Decision<Why>,
): Promise<Judged<Why>> {
  const before = await ports.orders.find(orderId);
  if (!before) return { kind: 'no_order' };
  let decision = decide(before);
  const order = await transition(ports.orders, before, (current) => {
    decision = decide(current);
    return decision.kind === 'done' ? decision.order : current;
  });
  if (decision.kind === 'refused') return decision;
  tellOrder(ports.telemetry, before, order);
  tellTurnsOfMoneyBack(ports.telemetry, before, order);
  await comeBack(ports, before, order);
  return { kind: decision.kind, order };
}
