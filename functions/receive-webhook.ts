import { subscriptionConfirmer } from '../shared/adapters/sns/confirm.ts';
import { parseEnvelope } from '../shared/adapters/sns/envelope.ts';
import { snsVerifier } from '../shared/adapters/sns/verify.ts';
import type { SettleMessage } from '../shared/adapters/sqs/port.ts';
import { sqsClient, sqsQueue } from '../shared/adapters/sqs/queue.ts';
import { maxWebhookBodyBytes } from '../shared/contract/values.ts';
import { type ReceivePorts, receiveWebhook } from '../shared/usecases/receive-webhook.ts';
import { readEnvironment } from './edge/environment.ts';
import { jsonDoor } from './edge/http.ts';
import { telemetry } from './edge/log.ts';
import { ProblemError } from './edge/problem.ts';

const { STAGE_CONFIG: stage, SETTLE_QUEUE_URL: settleQueueUrl } = readEnvironment('receive-webhook');

const ports: ReceivePorts = {
  verifier: snsVerifier(stage),
  confirmer: subscriptionConfirmer(stage),
  settleQueue: sqsQueue<SettleMessage>(settleQueueUrl, sqsClient()),
  telemetry,
};

/** `POST /webhooks/bkash`: 200 once the message is durably queued; it is settled elsewhere. */
export const handler = jsonDoor(
  async ({ rawBody }) => {
    const envelope = parseEnvelope(rawBody);
    if (!envelope) throw new ProblemError('invalid_request', 'The body is not a message of Amazon SNS.');
    const received = await receiveWebhook(envelope, Date.now(), ports);
    if (received.kind === 'refused')
      throw new ProblemError(
        'forbidden',
        'Only signed messages of the topic this shop listens to are taken.',
      );
    return { status: 200, headers: {} };
  },
  { maxBodyBytes: maxWebhookBodyBytes },
);
