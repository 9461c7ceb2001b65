import type { Notice } from '../../shared/adapters/dynamodb/notice-port.ts';
import type { OperationAnswer, OperationName, ResendableView } from '../../shared/contract/operation.ts';
import { listResendable, type Resendable, resendNotice } from '../../shared/usecases/resend-notice.ts';
import { noSuchOrder, type Operations, refused } from './operation.ts';

/** What an operator can do when somebody did not hear of his order. */
export const resendOperations: Operations<Extract<OperationName, `resend.${string}`>> = {
  'resend.list': async (ports, { orderId }) => {
    const found = await listResendable(ports, orderId);
    if (!found) return noSuchOrder(orderId);
    const resendable = found.map(resendableView);
    const message =
      resendable.length === 0
        ? `There is nothing to tell of ${orderId} now, or nobody to tell it to.`
        : `${resendable.length} to choose from.`;
    return { outcome: 'done', code: 'listed', message, resendable };
  },

  'resend.send': async (ports, { orderId, fact, channel }) => {
    const found = await listResendable(ports, orderId);
    if (!found) return noSuchOrder(orderId);
    const ofFact = found.filter(({ notice }) => notice.fact === fact);
    if (ofFact.length === 0) {
      return refused(
        'not_true',
        `${fact} is not true of ${orderId} now, or reaches nobody: see resend ${orderId}.`,
      );
    }
    const chosen = ofFact.find(({ notice }) => isMeant(notice, channel));
    if (!chosen) {
      const ways = ofFact.map(({ notice }) => notice.channel).join(', ');
      return refused('no_address', `${fact} of ${orderId} goes by ${ways} only: name it with --channel.`);
    }
    const answer = await resendNotice(ports, chosen.notice);
    if (answer.kind === 'refused') return refused(answer.why, 'The order has just changed: list it again.');
    return sentAnswer(chosen);
  },
};

/** Without a channel the customer is meant; the shop's server only by name. */
function isMeant({ channel }: Notice, named: Notice['channel'] | undefined): boolean {
  return named === undefined ? channel !== 'shop' : channel === named;
}

function sentAnswer({ notice: { orderId, fact, channel }, to }: Resendable): OperationAnswer {
  const way = channel === 'shop' ? 'webhook' : channel;
  return {
    outcome: 'done',
    code: 'queued',
    message: `${fact} of ${orderId} is on its way once more, by ${way} to ${to}.`,
  };
}

function resendableView({ notice: { orderId, fact, channel }, to }: Resendable): ResendableView {
  return { orderId, fact, channel, to };
}
