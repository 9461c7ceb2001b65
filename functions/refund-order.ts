import * as z from 'zod/mini';
import type { SettleMessage } from '../shared/adapters/sqs/port.ts';
import { hurriedSqsClient, sqsQueue } from '../shared/adapters/sqs/queue.ts';
import { refundRequestSchema } from '../shared/contract/refund.ts';
import { idSchema } from '../shared/contract/values.ts';
import { amountFromPoisha, poishaFromAmount } from '../shared/domain/money.ts';
import { refundView } from '../shared/usecases/order-view.ts';
import { type RefundAnswer, requestRefund } from '../shared/usecases/request-refund.ts';
import { requireStorefrontKey } from './edge/auth.ts';
import { readEnvironment } from './edge/environment.ts';
import { json, jsonDoor } from './edge/http.ts';
import { parseBody, parseParams } from './edge/input.ts';
import { ProblemError } from './edge/problem.ts';
import { paymentRoom } from './edge/wiring.ts';

const env = readEnvironment('refund-order');
const room = paymentRoom(env);
const settleQueue = sqsQueue<SettleMessage>(env.SETTLE_QUEUE_URL, hurriedSqsClient());

/** `POST /orders/{orderId}/refunds`: 202 when it is taken up, 200 when it was before; bKash is asked afterwards. */
export const handler = jsonDoor(async (request) => {
  const { secret, ports } = await room();
  requireStorefrontKey(request, secret);
  const { orderId } = parseParams(request, z.object({ orderId: idSchema }));
  const { amount, ...asked } = parseBody(request, refundRequestSchema);
  const amountPoisha = poishaFromAmount(amount) ?? 0;
  const answer = await requestRefund({ ...ports, settleQueue }, orderId, { ...asked, amountPoisha });
  if (!answer) throw new ProblemError('not_found', 'There is no such order.');
  if ('refund' in answer) return json(answer.kind === 'accepted' ? 202 : 200, refundView(answer.refund));
  throw problemOf(answer);
});

type Refusal = Exclude<RefundAnswer, { kind: 'accepted' | 'same' }>;

function problemOf(answer: Refusal): ProblemError {
  if (answer.kind === 'conflict') {
    return new ProblemError('refund_conflict', 'This refundId was used for another amount or reason.');
  }
  switch (answer.why) {
    case 'not_refundable':
      return new ProblemError(
        'order_not_refundable',
        'Only a paid order that is not in review can be refunded.',
      );
    case 'by_hand_only':
      return new ProblemError(
        'order_not_refundable',
        'This order was paid past bKash’s API, by QR or USSD: give the money back in the merchant portal.',
      );
    case 'over_refund':
      return new ProblemError(
        'over_refund',
        `At most ${amountFromPoisha(answer.leftPoisha)} is left to refund of this order.`,
      );
    case 'window':
      return new ProblemError(
        'refund_window',
        `bKash gives back until ${new Date(answer.endedAt).toISOString()}; pay this one back by hand.`,
      );
    case 'count':
      return new ProblemError('refund_count', `bKash allows ${answer.most} refunds of one payment at most.`);
  }
}
