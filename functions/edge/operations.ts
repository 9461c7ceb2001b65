import {
  type OperationAnswer,
  type OperationEvent,
  type OperationName,
  operationSchemas,
} from '../../shared/contract/operation.ts';
import type { Order } from '../../shared/domain/order.ts';
import type { ReviewRefusal } from '../../shared/domain/reviewing.ts';
import type { RefundSettleRefusal, SurplusRefusal } from '../../shared/domain/settling-back.ts';
import { type Judged, judgeReview } from '../../shared/usecases/judge-order.ts';
import { orderView } from '../../shared/usecases/order-view.ts';
import { settleRefund, settleSurplus } from '../../shared/usecases/settle-money-back.ts';
import { claimOperations } from './claim-operations.ts';
import { noSuchOrder, type OperatePorts, type Operations, refused } from './operation.ts';
import { resendOperations } from './resend-operations.ts';
import { unclaimedOperations } from './unclaimed-operations.ts';

/** What an operator can do, by name. A new command is a row here, a schema in the contract and a row of `infra/ops`. */
const operations: Operations<OperationName> = {
  ...unclaimedOperations,
  ...claimOperations,
  ...resendOperations,

  'review.accept': async (ports, { orderId }) =>
    judgedAnswer(ports, orderId, await judgeReview(ports, orderId, 'accepted'), {
      done: () => `${orderId} is paid by what was captured.`,
      already: () => `${orderId} was accepted before.`,
    }),

  'review.return': async (ports, { orderId }) =>
    judgedAnswer(ports, orderId, await judgeReview(ports, orderId, 'returned'), {
      done: ({ surplus }) =>
        surplus.at(-1)?.heldByAnother
          ? `${orderId} does not keep the money. Nothing is sent back: its trxID pays another order too. Find out whose it is, then: surplus settle ${orderId} ${surplus.at(-1)?.trxId} --reason …`
          : `The money of ${orderId} goes back by itself; its surplus says how far it has come.`,
      already: () => `The money of ${orderId} was sent on its way back before.`,
    }),

  'refund.settle': async (ports, { orderId, refundId, as, reason }) =>
    judgedAnswer(ports, orderId, await settleRefund(ports, orderId, refundId, { as, reason }), {
      done: ({ refunds }) =>
        refunds.some((one) => one.refundId === refundId && one.settled)
          ? `The refund ${refundId} of ${orderId} is settled as ${as}; what waited behind it goes on by itself.`
          : `bKash lists the refund ${refundId} of ${orderId} now: it succeeded, and nothing was left to settle.`,
      already: () => `The refund ${refundId} of ${orderId} was ${as} before.`,
    }),

  'surplus.settle': async (ports, { orderId, trxID, reason }) =>
    judgedAnswer(ports, orderId, await settleSurplus(ports, orderId, trxID, reason), {
      done: ({ surplus }) =>
        surplus.some((one) => one.trxId === trxID && one.settled)
          ? `The surplus ${trxID} of ${orderId} is settled; its alarm is silent.`
          : `bKash lists the return of ${trxID} of ${orderId} now: nothing was left to settle; its alarm is silent.`,
      already: () => `The surplus ${trxID} of ${orderId} was settled before.`,
    }),
};

/** Refuses what is no operation, and an input that the operation does not take. */
export async function operate(
  ports: OperatePorts,
  { operation, input }: OperationEvent,
): Promise<OperationAnswer> {
  if (!isOperation(operation)) return refused('unknown_operation', `There is no operation ${operation}.`);
  const parsed = operationSchemas[operation].safeParse(input);
  if (!parsed.success) {
    const { path = [], message = 'is malformed' } = parsed.error.issues[0] ?? {};
    return refused('invalid_request', `${path.join('.') || 'the input'} ${message}.`);
  }
  // The schema of the same name has just read it.
  const act = operations[operation] as (ports: OperatePorts, input: unknown) => Promise<OperationAnswer>;
  const answer = await act(ports, parsed.data);
  const { orderId, trxID } = parsed.data as { orderId?: string; trxID?: string };
  const { outcome: state, code } = answer;
  ports.telemetry.event('OperatorActed', { operation, orderId, trxID, state, code });
  return answer;
}

function isOperation(name: string): name is OperationName {
  return Object.hasOwn(operationSchemas, name);
}

type Texts = Record<'done' | 'already', (order: Order) => string>;

function judgedAnswer(
  ports: OperatePorts,
  orderId: string,
  judged: Judged<keyof typeof whyNot>,
  texts: Texts,
): OperationAnswer {
  if (judged.kind === 'no_order') return noSuchOrder(orderId);
  if (judged.kind === 'refused') return refused(judged.why, whyNot[judged.why]);
  const { kind, order } = judged;
  return {
    outcome: kind,
    code: kind,
    message: texts[kind](order),
    order: orderView(order, 'key', ports.clock.now()),
  };
}

const whyNot: Record<ReviewRefusal | RefundSettleRefusal | SurplusRefusal, string> = {
  not_in_review: 'The order is not in review.',
  judged_otherwise: 'A person has judged this review the other way; see the timeline of the order.',
  held_by_another:
    'Its trxID pays another order, and cannot pay two. Return it instead: the order does not keep the money, and nothing is sent.',
  no_surplus: 'The order has no surplus of that trxID.',
  no_refund: 'The order has no refund of that id.',
  under_way:
    'It is on its way back by itself, or may still be; only what bKash never decided, surplus that it refused, and what another order holds are settled by hand.',
  decided: 'bKash itself has said otherwise; see the refund in the order.',
  settled_otherwise: 'A person has settled this refund the other way; see the timeline of the order.',
  bkash_silent: 'bKash does not say now what it has given back; try again in some minutes.',
  listed_otherwise:
    'bKash lists money that it gave back for this payment under another amount, and it may be this; ask bKash first.',
  returned: 'bKash has given it back already.',
};
