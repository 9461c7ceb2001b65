import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Disguise } from '../machine/publication.ts';
import type { Envelope } from './envelope.ts';

/** One message on its way to the merchant. `envelope` is there once it was signed, so a retry repeats it exactly. */
export interface Waiting {
  sequence: number;
  type: Envelope['Type'];
  /** The inner message of a notification, the token of a confirmation. */
  message: string;
  at: number;
  tries: number;
  envelope?: Envelope;
  disguise?: Disguise;
}

export type Outbox = ReturnType<typeof openOutbox>;

/** The messages SNS still owes and has sent, in the simulator's one database file. */
export function openOutbox(database: DatabaseSync) {
  const sql = prepare(database);
  return {
    /**
     * Points the subscription at `url`. A new address must confirm first; one that never confirmed is asked
     * again at every start. Undefined: nobody is subscribed any more.
     */
    subscribe(url: string | undefined, now: number): void {
      const current = sql.subscription.get();
      if (current?.url === url && current?.confirmed === 1) return;
      database.exec('begin immediate');
      sql.dropConfirmations.run();
      sql.unsubscribe.run();
      if (url !== undefined) {
        const token = randomBytes(128).toString('hex');
        sql.subscribe.run(url, token);
        sql.queueConfirmation.run(token, now, now);
      }
      database.exec('commit');
    },

    address: (): string | undefined => sql.subscription.get()?.url as string | undefined,

    /** True when the token is the current subscription's. */
    confirm(token: string): boolean {
      const confirmed = Number(sql.confirm.run(token).changes) === 1;
      if (confirmed) sql.dropConfirmations.run();
      return confirmed;
    },

    /** Notifications wait until the subscription is confirmed; SNS sends none before. */
    due: (now: number, limit: number): Waiting[] => sql.due.all(now, limit).map(waitingOf),

    nextDueAt(): number | undefined {
      const dueAt = sql.nextDueAt.get()?.dueAt;
      return dueAt === undefined || dueAt === null ? undefined : Number(dueAt);
    },

    keepEnvelope: (sequence: number, envelope: Envelope): void =>
      void sql.keepEnvelope.run(JSON.stringify(envelope), sequence),
    postpone: (sequence: number, dueAt: number): void => void sql.postpone.run(dueAt, sequence),
    /** `now`: when the next copy is due, where one is owed. */
    finish(sequence: number, state: 'delivered' | 'undelivered', now: number): void {
      if (sql.nextCopy.run(now, sequence).changes === 0) sql.finish.run(state, sequence);
    },

    /** Every notification that was sent at least once, newest first. */
    sent: (): Envelope[] => sql.sent.all().map(({ envelope }) => JSON.parse(String(envelope)) as Envelope),
  };
}

const deliverable = `state = 'waiting'
  and (type <> 'Notification' or exists (select 1 from subscription where confirmed = 1))
  and (behind is null or behind = 0 or exists (select 1 from webhooks first where first.sequence = webhooks.behind and first.tries > 0))`;

function prepare(database: DatabaseSync) {
  return {
    subscription: database.prepare('select url, confirmed from subscription'),
    subscribe: database.prepare('insert into subscription values (1, ?, ?, 0)'),
    unsubscribe: database.prepare('delete from subscription'),
    confirm: database.prepare('update subscription set confirmed = 1 where token = ?'),
    queueConfirmation: database.prepare(
      "insert into webhooks (type, message, at, dueAt) values ('SubscriptionConfirmation', ?, ?, ?)",
    ),
    dropConfirmations: database.prepare("delete from webhooks where type = 'SubscriptionConfirmation'"),
    due: database.prepare(
      `select sequence, type, message, at, tries, envelope, disguise from webhooks
       where ${deliverable} and dueAt <= ? order by sequence limit ?`,
    ),
    nextDueAt: database.prepare(`select min(dueAt) as dueAt from webhooks where ${deliverable}`),
    keepEnvelope: database.prepare('update webhooks set envelope = ? where sequence = ?'),
    postpone: database.prepare('update webhooks set tries = tries + 1, dueAt = ? where sequence = ?'),
    nextCopy: database.prepare(
      'update webhooks set copies = copies - 1, tries = tries + 1, dueAt = ? where sequence = ? and copies > 1',
    ),
    finish: database.prepare('update webhooks set tries = tries + 1, state = ? where sequence = ?'),
    sent: database.prepare(
      "select envelope from webhooks where type = 'Notification' and envelope is not null order by sequence desc",
    ),
  };
}

function waitingOf(row: Record<string, unknown>): Waiting {
  const { sequence, type, message, at, tries, envelope, disguise } = row;
  return {
    sequence: Number(sequence),
    type: type as Envelope['Type'],
    message: String(message),
    at: Number(at),
    tries: Number(tries),
    ...(typeof envelope === 'string' ? { envelope: JSON.parse(envelope) as Envelope } : {}),
    ...(typeof disguise === 'string' ? { disguise: disguise as Disguise } : {}),
  };
}
