import type { Publication } from '../../../infra/local/bkash/machine/publication.ts';
import type { SnsNotification, SnsVerifier } from '../../../shared/adapters/sns/port.ts';
import type { Plan } from '../plan.ts';
import type { Fleet } from './fleet.ts';
import type { Functions } from './functions.ts';
import type { Ground } from './instance.ts';
import type { Room } from './room.ts';

export const topicArn = 'arn:aws:sns:ap-southeast-1:000000000000:bpt_sundarban';

/** Pauses before each further try: at once, then longer; after an hour SNS gives up (`bkash-api.md` section 6.4). */
const pausesMs = [0, 0, 1_000, 20_000, 20_000, 60_000, 300_000, 600_000, 1_200_000, 1_200_000];

export interface SnsWatch {
  /** Our door answered this envelope with 200. */
  accepted(envelope: SnsNotification): void;
}

/** Amazon SNS: at least once, in no order, again for an hour, with its own idea of what time it is. */
export class Sns {
  /** Deliveries that are on their way or will be tried again. */
  pending = 0;
  readonly #ground: Ground;
  readonly #fleet: Fleet<Room>;
  readonly #functions: Functions;
  readonly #plan: Plan['sns'];
  readonly #aheadMs: number;
  readonly #watch: SnsWatch;
  #published = 0;

  constructor(
    ground: Ground,
    fleet: Fleet<Room>,
    functions: Functions,
    { sns, bkashAheadMs }: Plan,
    watch: SnsWatch,
  ) {
    this.#ground = ground;
    this.#fleet = fleet;
    this.#functions = functions;
    this.#plan = sns;
    this.#aheadMs = bkashAheadMs;
    this.#watch = watch;
  }

  readonly publish = ({ message, at, dueAt, copies, disguise }: Publication): void => {
    const { timeline, random, faults } = this.#ground;
    const { isSilent, dropRate, duplicateRate, lateMs, oddRate } = this.#plan;
    if (isSilent || (!faults.isOver && random.chance(dropRate))) {
      faults.counted('webhook_lost');
      return;
    }
    const isOdd = !faults.isOver && random.chance(oddRate);
    const odd = isOdd
      ? faults.counted(random.pick(['forged_signature', 'foreign_topic', 'no_invoice'] as const))
      : disguise;
    this.#published += 1;
    const { merchantInvoiceNumber, ...rest } = message;
    const told =
      odd === 'no_invoice' ? rest : { ...rest, ...(merchantInvoiceNumber && { merchantInvoiceNumber }) };
    const envelope = this.#envelope(JSON.stringify(told), at, odd);
    const isTwice = !faults.isOver && random.chance(duplicateRate);
    if (isTwice) faults.counted('webhook_twice');
    for (let copy = 0; copy < copies + (isTwice ? 1 : 0); copy += 1) {
      this.pending += 1;
      const travelMs = faults.isOver ? 500 : random.spread(50, lateMs);
      timeline.at(dueAt - this.#aheadMs + travelMs, () => void this.#deliver(envelope, 0));
    }
  };

  async #deliver(envelope: SnsNotification, tries: number): Promise<void> {
    const { timeline } = this.#ground;
    const outcome = await this.#fleet.invoke('receive-webhook', (room) =>
      this.#functions.receiveWebhook(room, envelope),
    );
    const pauseMs = pausesMs[tries];
    if (outcome.kind === 'answered') {
      if (outcome.value.kind === 'accepted') this.#watch.accepted(envelope);
      this.pending -= 1;
    } else if (pauseMs === undefined) {
      this.#ground.faults.counted('webhook_given_up');
      this.pending -= 1;
    } else {
      timeline.after(pauseMs + 10, () => void this.#deliver(envelope, tries + 1));
    }
  }

  #envelope(message: string, at: number, odd: string | undefined): SnsNotification {
    return {
      Type: 'Notification',
      MessageId: `sns-${this.#published}`,
      TopicArn: odd === 'foreign_topic' ? topicArn.replace('000000000000', '999999999999') : topicArn,
      Message: message,
      Timestamp: new Date(at).toISOString(),
      SignatureVersion: '1',
      Signature: odd === 'forged_signature' ? 'forged' : 'genuine',
      SigningCertURL: 'https://sns.ap-southeast-1.amazonaws.com/SimpleNotificationService-0.pem',
    };
  }
}

const freshForMs = 75 * 60_000;
const aheadForMs = 10 * 60_000;

/**
 * What the SNS check says of an envelope, without the cryptography: that has tests of its own, with hostile envelopes
 * by the dozen. The order of its answers and its idea of `stale` are the real one's.
 */
export function plainVerifier(hasCertificate: () => boolean): SnsVerifier {
  return {
    async verify({ TopicArn, Signature, Timestamp }, receivedAt) {
      if (TopicArn !== topicArn) return { kind: 'refused', reason: 'foreign_topic' };
      if (!hasCertificate()) return { kind: 'unreachable', reason: 'no certificate' };
      if (Signature !== 'genuine') return { kind: 'refused', reason: 'signature' };
      const ageMs = receivedAt - Date.parse(Timestamp);
      return { kind: 'genuine', stale: ageMs > freshForMs || ageMs < -aheadForMs };
    },
  };
}
