import { dynamoJournal } from '../shared/adapters/dynamodb/journal.ts';
import { dynamoQuarantine } from '../shared/adapters/dynamodb/quarantine.ts';
import { subscriptionConfirmer } from '../shared/adapters/sns/confirm.ts';
import { parseEnvelope } from '../shared/adapters/sns/envelope.ts';
import { parsePaymentNotice } from '../shared/adapters/sns/notification.ts';
import { snsVerifier } from '../shared/adapters/sns/verify.ts';
import type { SettleMessage } from '../shared/adapters/sqs/port.ts';
import { sqsClient, sqsQueue } from '../shared/adapters/sqs/queue.ts';
import { maxWebhookBodyBytes } from '../shared/contract/values.ts';
import { type ReceivePorts, receiveWebhook } from '../shared/usecases/receive-webhook.ts';
import { readEnvironment } from './edge/environment.ts';
import { jsonDoor } from './edge/http.ts';
import { telemetry } from './edge/log.ts';
import { ProblemError } from './edge/problem.ts';
import { tableOf } from './edge/table.ts';

const env = readEnvironment('receive-webhook');
const { STAGE_CONFIG: settings } = env;
const table = tableOf(env);

const ports: ReceivePorts = {
  settings,
  verifier: snsVerifier(settings),
  confirmer: subscriptionConfirmer(settings),
  readNotice: parsePaymentNotice,
  settleQueue: sqsQueue<SettleMessage>(env.SETTLE_QUEUE_URL, sqsClient()),
  quarantine: dynamoQuarantine(table),
  journal: dynamoJournal(table),
  telemetry,
};

/** `POST /webhooks/bkash`: 200 once the message is durably queued or put aside; it is settled elsewhere. */
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
