import type { TrxOwner, UnclaimedRecord } from '../../shared/adapters/dynamodb/money-port.ts';
import type { OperationAnswer, OperationName, UnclaimedView } from '../../shared/contract/operation.ts';
import { amountFromPoisha } from '../../shared/domain/money.ts';
import type { Order } from '../../shared/domain/order.ts';
import { statusOf } from '../../shared/domain/status.ts';
import { attachUnclaimed } from '../../shared/usecases/attach-unclaimed.ts';
import { listUnclaimed, type Unclaimed } from '../../shared/usecases/list-unclaimed.ts';
import { orderView } from '../../shared/usecases/order-view.ts';
import { returnUnclaimed } from '../../shared/usecases/return-unclaimed.ts';
import { writeOffUnclaimed } from '../../shared/usecases/write-off-unclaimed.ts';
import { noSuchOrder, type OperatePorts, type Operations, refused } from './operation.ts';

/** What an operator can do with money that no attempt claims. */
export const unclaimedOperations: Operations<Extract<OperationName, `unclaimed.${string}`>> = {
  'unclaimed.list': async (ports) => {
    const unclaimed = (await listUnclaimed(ports)).map(unclaimedView);
    const message =
      unclaimed.length === 0 ? 'There is no unclaimed money.' : `${unclaimed.length} without an order.`;
    return { outcome: 'done', code: 'listed', message, unclaimed };
  },

  'unclaimed.attach': async (ports, { trxID, orderId }) => {
    const answer = await attachUnclaimed(ports, trxID, orderId);
    switch (answer.kind) {
      case 'attached':
        return done(ports, answer.order, `${orderId} is paid by ${trxID}.`);
      case 'already':
        return { ...done(ports, answer.order, `${trxID} was attached to ${orderId} before.`), ...already };
      case 'no_order':
        return noSuchOrder(orderId);
      case 'names_another':
        return refused(
          'names_another',
          `The invoice of ${trxID} names ${answer.orderId}: attach it there, or return it.`,
        );
      case 'wrong_amount': {
        const [paid, ordered] = [answer.paidPoisha, answer.orderedPoisha].map(amountFromPoisha);
        return refused('wrong_amount', `bKash says ${paid}, and ${orderId} costs ${ordered}.`);
      }
      case 'refused':
        return refused(answer.why, whyNot[answer.why]);
      default:
        return goneAnswer(trxID, answer);
    }
  },

  'unclaimed.return': async (ports, { trxID }) => {
    const answer = await returnUnclaimed(ports, trxID);
    switch (answer.kind) {
      case 'returning':
        return done(
          ports,
          answer.order,
          `${trxID} goes back by itself, as surplus of ${answer.order.orderId}.`,
        );
      case 'already':
        return { ...done(ports, answer.order, `${trxID} was sent on its way back before.`), ...already };
      case 'by_hand_only':
        return refused(
          'by_hand_only',
          `${trxID} came without a payment of ours, and bKash's API gives back by paymentID only. Give it back in the merchant portal, then: unclaimed write-off ${trxID} --reason …`,
        );
      case 'refused':
        return refused(answer.why, whyNot[answer.why]);
      default:
        return goneAnswer(trxID, answer);
    }
  },

  'unclaimed.write-off': async (ports, { trxID, reason }) => {
    const answer = await writeOffUnclaimed(ports, trxID, reason);
    if (answer.kind === 'written_off') {
      return { outcome: 'done', code: 'written_off', message: `${trxID} is off the list.` };
    }
    if (answer.kind === 'already') return { ...already, message: `${trxID} was written off before.` };
    if (answer.kind === 'not_shown') {
      const { orderId, attempt } = answer.owner;
      return refused(
        'not_shown',
        `${trxID} is tied to ${orderId}, attempt ${attempt}, which does not show the money yet: it does when bKash confirms it once more. Look at that order, and try again in some minutes.`,
      );
    }
    return goneAnswer(trxID, answer);
  },
};

const already = { outcome: 'already', code: 'already' } as const;

function done(ports: OperatePorts, order: Order, message: string): OperationAnswer {
  return { outcome: 'done', code: 'done', message, order: orderView(order, 'key', ports.clock.now()) };
}

type Gone =
  | { kind: 'no_entry' }
  | { kind: 'closed'; money: UnclaimedRecord }
  | { kind: 'recorded'; owner: TrxOwner };

/** The money is not on the list, or not any more. */
function goneAnswer(trxID: string, answer: Gone): OperationAnswer {
  switch (answer.kind) {
    case 'no_entry':
      return refused('no_entry', `${trxID} is not among the unclaimed money.`);
    case 'recorded': {
      const { orderId, attempt } = answer.owner;
      return refused('recorded', `${trxID} belongs to ${orderId}, attempt ${attempt}, and is off the list.`);
    }
    case 'closed':
      return refused('closed', `${trxID} was closed before: ${howClosed(answer.money)}.`);
  }
}

function howClosed({ closedAs, closedFor, closedBecause }: UnclaimedRecord): string {
  switch (closedAs) {
    case 'attached':
      return `attached to ${closedFor}`;
    case 'returned':
      return `sent back through ${closedFor}`;
    case 'written_off':
      return `written off (${closedBecause})`;
    default:
      return 'an attempt recorded it';
  }
}

const whyNot = {
  paid: 'The order is paid already.',
  review: 'The order is in review: end that first.',
  withdrawn: 'The shop has withdrawn the order.',
  deciding: 'bKash has not yet said whether a payment of that order was made; try again when it has.',
  bkash_silent: 'bKash does not confirm that transaction now; try again in some minutes.',
  not_completed: 'bKash says that the transaction is not completed.',
  another_amount: 'bKash names another amount than its notification did: ask its support.',
};

function unclaimedView({ money, matches, returnsThrough }: Unclaimed): UnclaimedView {
  const { trxId, amountPoisha, at, reason, invoice, reference, payer } = money;
  return {
    trxID: trxId,
    amount: amountPoisha === undefined ? null : amountFromPoisha(amountPoisha),
    at: new Date(at).toISOString(),
    reason,
    ...(invoice !== undefined && { invoice }),
    ...(reference !== undefined && { reference }),
    ...(payer !== undefined && { payer }),
    returnsThrough: returnsThrough ?? null,
    suggestions: matches.map(({ order, why }) => ({
      orderId: order.orderId,
      status: statusOf(order),
      amount: amountFromPoisha(order.amountPoisha),
      why,
    })),
  };
}
