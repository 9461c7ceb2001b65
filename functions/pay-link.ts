import type { SettleMessage } from '../shared/adapters/sqs/port.ts';
import { hurriedSqsClient, sqsQueue } from '../shared/adapters/sqs/queue.ts';
import { channelsOf, type Reach } from '../shared/usecases/channels.ts';
import { followPayLink, type PayLinkOutcome } from '../shared/usecases/follow-pay-link.ts';
import { requireOrderToken } from './edge/auth.ts';
import { checkoutLine } from './edge/checkout-line.ts';
import { readEnvironment } from './edge/environment.ts';
import { browserDoor, html, seeOther } from './edge/http.ts';
import { chosenLocale } from './edge/pages/locale.ts';
import { pageLinks } from './edge/pages/page-links.ts';
import { type WaitReason, waitingPage } from './edge/pages/waiting-page.ts';
import { ProblemError } from './edge/problem.ts';
import { shopUrl } from './edge/shop-url.ts';
import { paymentRoom } from './edge/wiring.ts';

const env = readEnvironment('pay-link');
const room = paymentRoom(env, checkoutLine);
const settleQueue = sqsQueue<SettleMessage>(env.SETTLE_QUEUE_URL, hurriedSqsClient());

/** `GET /pay/{orderId}`: leads the customer to bKash, back to the shop, or to a page that waits for either. */
export const handler = browserDoor(async (request) => {
  const { secret, ports } = await room();
  const { orderId = '' } = request.params;
  const check = { secret, stage: ports.settings.stage, orderId, nowMs: ports.clock.now() };
  const token = requireOrderToken(request, check);
  const outcome = await followPayLink({ ...ports, settleQueue }, orderId);
  switch (outcome.kind) {
    case 'to_bkash':
      return seeOther(outcome.url);
    case 'to_shop':
      return seeOther(shopUrl(outcome.order));
    case 'wait': {
      const { order } = outcome;
      const locale = chosenLocale(request.query.lang, order);
      const links = pageLinks(order, token, locale);
      const { shopName } = ports.settings;
      return html(
        200,
        waitingPage({ reason: reasonOf(outcome, ports.settings), order, locale, shopName, links }),
      );
    }
    case 'too_many':
      throw new ProblemError(
        'too_many_attempts',
        'This order was tried too often; ask the shop for a new one.',
      );
    case 'not_found':
      throw new ProblemError('not_found', 'There is no such order.');
  }
});

function reasonOf({ why, order }: Extract<PayLinkOutcome, { kind: 'wait' }>, reach: Reach): WaitReason {
  if (why === 'deciding') return 'checking';
  if (why === 'stopped') return 'stopped';
  const isTold =
    order.linkNotice?.state === 'owed' && channelsOf(order, 'order.payment_link', reach).length > 0;
  return isTold ? 'bkash_silent_told' : 'bkash_silent';
}
