import type { ClaimView, OperationAnswer, OperationName } from '../../shared/contract/operation.ts';
import { amountFromPoisha } from '../../shared/domain/money.ts';
import { statusOf } from '../../shared/domain/status.ts';
import { type CloseAnswer, closeClaimByHand } from '../../shared/usecases/close-claim.ts';
import { type Found, listClaims, type OpenClaim } from '../../shared/usecases/list-claims.ts';
import { noSuchOrder, type Operations, refused } from './operation.ts';

/** What an operator can do with what customers say they paid. */
export const claimOperations: Operations<Extract<OperationName, `claims.${string}`>> = {
  'claims.list': async (ports) => {
    const claims = (await listClaims(ports)).map(claimView);
    const message = claims.length === 0 ? 'There is no open claim.' : `${claims.length} to look at.`;
    return { outcome: 'done', code: 'listed', message, claims };
  },

  'claims.close': async (ports, { orderId, trxID, reason }) => {
    const answer = await closeClaimByHand(ports, orderId, trxID, reason);
    return answer === 'no_order' ? noSuchOrder(orderId) : closeTexts[answer](orderId, trxID);
  },
};

const closeTexts: Record<
  Exclude<CloseAnswer, 'no_order'>,
  (orderId: string, trxID: string) => OperationAnswer
> = {
  closed: (orderId, trxID) => ({
    outcome: 'done',
    code: 'closed',
    message: `The claim of ${orderId} about ${trxID} is closed.`,
  }),
  already: (orderId, trxID) => ({
    outcome: 'already',
    code: 'already',
    message: `The claim of ${orderId} about ${trxID} was closed before.`,
  }),
  recorded: (orderId, trxID) => ({
    outcome: 'already',
    code: 'recorded',
    message: `${orderId} has recorded ${trxID} itself, which closes the claim.`,
  }),
  no_claim: (orderId, trxID) => refused('no_claim', `Nobody said of ${orderId} that ${trxID} paid it.`),
};

function claimView({ order, claim, found }: OpenClaim): ClaimView {
  return {
    orderId: order.orderId,
    status: statusOf(order),
    amount: amountFromPoisha(order.amountPoisha),
    trxID: claim.trxId,
    at: new Date(claim.at).toISOString(),
    ...findingOf(found),
  };
}

function findingOf(found: Found): Pick<ClaimView, 'found' | 'foundAmount' | 'completed' | 'otherOrder'> {
  switch (found.where) {
    case 'unclaimed': {
      const { amountPoisha, closedAt } = found.money;
      return {
        found: closedAt === undefined ? 'unclaimed' : 'unclaimed_closed',
        foundAmount: amountPoisha === undefined ? null : amountFromPoisha(amountPoisha),
      };
    }
    case 'other_order':
      return { found: 'other_order', foundAmount: null, otherOrder: found.owner.orderId };
    case 'bkash':
      return {
        found: 'bkash',
        foundAmount: amountFromPoisha(found.amountPoisha),
        completed: found.completed,
      };
    default:
      return { found: found.where, foundAmount: null };
  }
}
