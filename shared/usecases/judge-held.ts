import type { HeldMessages, JournalEntry, QuarantineReason } from '../adapters/dynamodb/message-port.ts';
import type { NoticeOutcome, SnsEnvelope, SnsVerifier } from '../adapters/sns/port.ts';
import type { HeldMessage } from '../adapters/sqs/port.ts';
import { readGenuine } from './read-genuine.ts';
import { receiptOf } from './receipt.ts';
import { type SettlePorts, settleWebhook } from './settle-webhook.ts';

export interface JudgePorts extends SettlePorts {
  held: HeldMessages;
  verifier: SnsVerifier;
  readEnvelope(body: string): SnsEnvelope | undefined;
  readNotice(message: string): NoticeOutcome;
}

/** A message we cannot verify for as long as we would call a verified one fresh stays aside, for a person. */
const unverifiedForMs = 75 * 60_000;

/**
 * A notification that could not be verified at the door is verified before anything of it is used. It lies in the
 * quarantine all the while, so that whatever happens here, it is not lost.
 */
export async function judgeHeld(ports: JudgePorts, message: HeldMessage): Promise<void> {
  const { fingerprint, receivedAt } = message;
  const { clock, held, settings, telemetry } = ports;
  const body = await held.find(fingerprint);
  // SQS or SNS brought it twice, and its twin was judged genuine and settled.
  if (body === undefined) return judgedBefore(ports);
  const envelope = ports.readEnvelope(body);
  if (envelope?.Type !== 'Notification') throw new Error('A held message is no notification any more.');

  const verdict = await ports.verifier.verify(envelope, receivedAt);
  const receipt = receiptOf(envelope, receivedAt, verdict);
  if (verdict.kind === 'unreachable') {
    const isOver = clock.now() - receivedAt > unverifiedForMs;
    if (isOver)
      return putAside(ports, { receipt, verdict: 'unreachable', reason: 'certificate_unreachable' });
    const delaySeconds = Math.ceil(settings.waits.lookAgainFromMs / 1000);
    return ports.settleQueue.send(message, { delaySeconds });
  }
  if (verdict.kind === 'refused') {
    telemetry.metric('WebhookRefused');
    return putAside(ports, { receipt, verdict: verdict.reason, reason: verdict.reason });
  }
  telemetry.metric('WebhookReceived');
  const told = readGenuine(envelope, verdict, { readNotice: ports.readNotice, stage: settings.stage });
  if (told.kind === 'unusable') {
    const { kind: _, ...why } = told;
    return putAside(ports, { receipt, verdict: verdict.stale ? 'stale' : 'genuine', ...why });
  }
  await settleWebhook(ports, { kind: 'webhook', receipt, notice: told.notice, putBacks: 0 });
  await held.release(fingerprint);
}

async function putAside(
  { held, journal, telemetry }: JudgePorts,
  entry: Omit<JournalEntry, 'outcome' | 'reason'> & { reason: QuarantineReason },
): Promise<void> {
  const { fingerprint, messageId } = entry.receipt;
  // A twin of it was verified meanwhile: it is that one's end which counts.
  if (!(await held.judged(fingerprint, entry.reason))) return judgedBefore({ telemetry });
  await journal.record({ ...entry, outcome: 'quarantined' });
  telemetry.metric('WebhookQuarantined');
  telemetry.event('WebhookQuarantined', { messageId, reason: entry.reason });
}

function judgedBefore({ telemetry }: Pick<JudgePorts, 'telemetry'>): void {
  telemetry.event('WebhookDropped', { reason: 'judged_before' });
}
