import type { SettleMessage } from '../shared/adapters/sqs/port.ts';
import { hurriedSqsClient, sqsQueue } from '../shared/adapters/sqs/queue.ts';
import { trxIdSchema, typedTrxId } from '../shared/contract/claim.ts';
import { type ProblemCode, statusOfProblem } from '../shared/contract/problem.ts';
import type { Order } from '../shared/domain/order.ts';
import { type ClaimAnswer, claimPayment } from '../shared/usecases/claim-payment.ts';
import { requireOrderToken } from './edge/auth.ts';
import { readEnvironment } from './edge/environment.ts';
import { browserDoor, html, seeOther } from './edge/http.ts';
import { type ClaimTrouble, claimPage } from './edge/pages/claim-page.ts';
import { chosenLocale } from './edge/pages/locale.ts';
import { pageLinks } from './edge/pages/page-links.ts';
import { ProblemError } from './edge/problem.ts';
import { orderRoom } from './edge/wiring.ts';

const env = readEnvironment('claim-on-page');
const room = orderRoom(env);
const settleQueue = sqsQueue<SettleMessage>(env.SETTLE_QUEUE_URL, hurriedSqsClient());

/**
 * `POST /pay/{orderId}/claims`: the form of the status page. It leads back there, where the customer reads what was
 * done; what he has to mend, the form itself tells him.
 */
export const handler = browserDoor(async (request) => {
  const { secret, ports } = await room();
  const { clock, settings, orders } = ports;
  const { orderId = '' } = request.params;
  const check = { secret, stage: settings.stage, orderId, nowMs: clock.now() };
  const token = requireOrderToken(request, check);
  const typed = new URLSearchParams(request.rawBody.toString('utf8')).get('trxID') ?? '';
  const { data: trxId } = trxIdSchema.safeParse(typedTrxId(typed));

  const answer =
    trxId === undefined
      ? notATrxId(await orders.find(orderId))
      : await claimPayment({ ...ports, settleQueue }, orderId, trxId);
  if (!answer) throw new ProblemError('not_found', 'There is no such order.');
  const { order } = answer;
  const locale = chosenLocale(request.query.lang, order);
  const links = pageLinks(order, token, locale);
  const trouble = troubles[answer.kind];
  if (!trouble) return seeOther(links.status);
  const { shopName } = settings;
  return html(
    statusOfProblem[trouble.code],
    claimPage({ order, shopName, locale, links, trouble: trouble.says, typed }),
  );
});

function notATrxId(order: Order | undefined) {
  return order && { kind: 'not_a_trx_id' as const, order };
}

/** What the customer has to mend, and the status of its page. */
const troubles: Partial<
  Record<ClaimAnswer['kind'] | 'not_a_trx_id', { code: ProblemCode; says: ClaimTrouble }>
> = {
  not_a_trx_id: { code: 'invalid_request', says: 'not_a_trx_id' },
  too_many: { code: 'slow_down', says: 'too_many' },
};
