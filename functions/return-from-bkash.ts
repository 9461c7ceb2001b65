import * as z from 'zod/mini';
import { verifyCallback } from '../shared/adapters/signing/hmac.ts';
import type { SettleMessage } from '../shared/adapters/sqs/port.ts';
import { hurriedSqsClient, sqsQueue } from '../shared/adapters/sqs/queue.ts';
import { idSchema } from '../shared/contract/values.ts';
import { returnFromBkash } from '../shared/usecases/return-from-bkash.ts';
import { readEnvironment } from './edge/environment.ts';
import { browserDoor, seeOther } from './edge/http.ts';
import { ProblemError } from './edge/problem.ts';
import { shopUrl } from './edge/shop-url.ts';
import { paymentRoom } from './edge/wiring.ts';

const env = readEnvironment('return-from-bkash');
const room = paymentRoom(env);
const settleQueue = sqsQueue<SettleMessage>(env.SETTLE_QUEUE_URL, hurriedSqsClient());

const pathSchema = z.object({
  orderId: idSchema,
  attempt: z.string().check(z.regex(/^[1-9][0-9]{0,3}$/)),
  mac: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)),
});

/** bKash adds these; everything else it adds, `signature` and `apiVersion` included, decides nothing. */
const querySchema = z.object({
  paymentID: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/)),
  status: z.enum(['success', 'failure', 'cancel']),
});

/** `GET /callbacks/bkash/{orderId}/{attempt}/{mac}`: where bKash sends the browser. The path's MAC lets it in. */
export const handler = browserDoor(async (request) => {
  const { secret, ports } = await room();
  const path = pathSchema.safeParse(request.params);
  if (!path.success) throw notOurs();
  const { orderId, mac } = path.data;
  const attempt = Number(path.data.attempt);
  const { stage: environment } = ports.settings;
  if (!verifyCallback({ mac, environment, orderId, attempt, keys: secret.signingKeys })) throw notOurs();

  const { paymentID, status } = request.query;
  const query = querySchema.safeParse({ paymentID, status });
  if (!query.success)
    throw new ProblemError('invalid_request', 'paymentID and status are needed as bKash sends them.');
  const { paymentID: paymentId, status: said } = query.data;
  const order = await returnFromBkash(
    { ...ports, settleQueue },
    { orderId, attempt, paymentId, status: said },
  );
  if (!order) throw notOurs();
  return seeOther(shopUrl(order));
});

function notOurs(): ProblemError {
  return new ProblemError('not_found', 'There is nothing at this address.');
}
