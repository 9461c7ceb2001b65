import { parseEnvelope } from '../../shared/adapters/sns/envelope.ts';
import { parsePaymentNotice } from '../../shared/adapters/sns/notification.ts';
import type { SnsNotification, Verdict } from '../../shared/adapters/sns/port.ts';
import type { HeldMessage } from '../../shared/adapters/sqs/port.ts';
import { judgeHeld } from '../../shared/usecases/judge-held.ts';
import { receiveWebhook } from '../../shared/usecases/receive-webhook.ts';
import { ordered } from './webhook.ts';
import { payment } from './webhook-door.ts';
import type { World } from './world.ts';

export const unreachable: Verdict = { kind: 'unreachable', reason: 'timeout' };

/** A world whose door could not reach Amazon's certificate when the notification came. */
export async function held(said: Record<string, string> = {}): Promise<World> {
  const world = await ordered();
  // It came in the hour in which it was published: its entry in the journal is the same before and after.
  world.passes(60_000);
  const verifier = { verify: async () => unreachable };
  const confirmer = { confirm: () => Promise.reject(new Error('not asked')) };
  const envelope = notification(world, said);
  await receiveWebhook(envelope, world.now, {
    ...world.ports,
    verifier,
    confirmer,
    readNotice: parsePaymentNotice,
  });
  return world;
}

/** The consumer takes the queue's reference. Returns it, so that it can come again. */
export async function judged(
  world: World,
  verdict: Verdict,
  given?: HeldMessage,
  verify: (envelope: unknown, receivedAt: number) => Promise<Verdict> = async () => verdict,
): Promise<HeldMessage> {
  const message = given ?? reference(world);
  const readEnvelope = (body: string) => parseEnvelope(Buffer.from(body));
  await judgeHeld(
    { ...world.ports, verifier: { verify }, readEnvelope, readNotice: parsePaymentNotice },
    message,
  );
  return message;
}

export function reference(world: World): HeldMessage {
  const [fingerprint = ''] = world.table.quarantined.keys();
  const queued = world.queued.splice(0).find(({ message }) => message.kind === 'held')?.message;
  return (queued ?? { kind: 'held', fingerprint, receivedAt: world.now }) as HeldMessage;
}

function notification(world: World, said: Record<string, string>): SnsNotification {
  return {
    Type: 'Notification',
    MessageId: 'm-1',
    TopicArn: 'arn:aws:sns:ap-southeast-1:354285753755:bpt_1',
    Message: JSON.stringify({ ...payment, ...said }),
    Timestamp: new Date(world.now - 5_000).toISOString(),
    SignatureVersion: '1',
    Signature: 'c2lnbmF0dXJl',
    SigningCertURL: 'https://sns.ap-southeast-1.amazonaws.com/x.pem',
  };
}
