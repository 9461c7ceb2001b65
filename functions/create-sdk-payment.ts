import type { SettleMessage } from '../shared/adapters/sqs/port.ts';
import { hurriedSqsClient, sqsQueue } from '../shared/adapters/sqs/queue.ts';
import { createSdkPayment, type SdkPayment } from '../shared/usecases/create-sdk-payment.ts';
import { requireOrderToken } from './edge/auth.ts';
import { checkoutLine } from './edge/checkout-line.ts';
import { readEnvironment } from './edge/environment.ts';
import { json, jsonDoor } from './edge/http.ts';
import { ProblemError } from './edge/problem.ts';
import { paymentRoom } from './edge/wiring.ts';

const env = readEnvironment('create-sdk-payment');
const room = paymentRoom(env, checkoutLine);
const settleQueue = sqsQueue<SettleMessage>(env.SETTLE_QUEUE_URL, hurriedSqsClient());

/** `POST /orders/{orderId}/bkash/create`: what a page's `createRequest` hands to bKash.js, as bKash said it. */
export const handler = jsonDoor(async (request) => {
  const { secret, ports } = await room();
  const { orderId = '' } = request.params;
  requireOrderToken(request, { secret, stage: ports.settings.stage, orderId, nowMs: ports.clock.now() });
  const payment = await createSdkPayment({ ...ports, settleQueue }, orderId);
  if (payment.kind === 'open') return json(200, JSON.parse(payment.createAnswer));
  throw problemOf(payment);
});

function problemOf(refusal: Exclude<SdkPayment, { kind: 'open' }>): ProblemError {
  switch (refusal.kind) {
    case 'not_found':
      return new ProblemError('not_found', 'There is no such order.');
    case 'not_payable':
      return new ProblemError('order_not_payable', notPayable[refusal.why]);
    case 'too_many':
      return new ProblemError(
        'too_many_attempts',
        'This order was tried too often; ask the shop for a new one.',
      );
    case 'unavailable':
      return new ProblemError('bkash_unavailable', unavailable[refusal.why]);
  }
}

const notPayable: Record<Extract<SdkPayment, { kind: 'not_payable' }>['why'], string> = {
  closed: 'The order is paid, in review or closed; its status says which.',
  deciding: 'A payment of this order is being decided; ask for its status instead of paying again.',
  another_mode: 'Only an order of mode "sdk" is paid inside the page; this one has its payment link.',
};

const unavailable: Record<Extract<SdkPayment, { kind: 'unavailable' }>['why'], string> = {
  bkash: 'bKash does not answer; nothing was charged. Try again in a moment, or use the payment link.',
  stopped: 'The shop takes no new payments at the moment; nothing was charged.',
};
