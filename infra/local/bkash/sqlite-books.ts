import { DatabaseSync } from 'node:sqlite';
import type { Books } from './machine/books.ts';
import type { LedgerEntry } from './machine/ledger.ts';
import { type Operation, operations } from './machine/operations.ts';
import type { Payment } from './machine/payment.ts';
import { openTokenBooks } from './sqlite-token-books.ts';

/**
 * bKash's books in one SQLite file. `synchronous = full`: a commit is on the disk before its answer leaves
 * (0.3 ms here), so neither a killed process nor a lost machine forgets money. `webhookQueued` is called after
 * the commit that left a message for the sender.
 */
export function openBooks(database: DatabaseSync, webhookQueued: () => void): Books {
  const sql = prepare(database);
  let depth = 0;
  return {
    ...openTokenBooks(database, 'tokenized'),

    transaction(work) {
      if (depth > 0) return work();
      depth += 1;
      database.exec('begin immediate');
      try {
        const result = work();
        database.exec('commit');
        return result;
      } catch (error) {
        database.exec('rollback');
        throw error;
      } finally {
        depth -= 1;
      }
    },

    addPayment: (payment) => void sql.addPayment.run(payment.paymentId, JSON.stringify(payment)),
    updatePayment: (payment) => void sql.updatePayment.run(JSON.stringify(payment), payment.paymentId),
    payment: (paymentId) => parsed<Payment>(sql.payment.get(paymentId)?.body),
    sequenceOf: (paymentId) => Number(sql.sequence.get(paymentId)?.sequence ?? 0),

    addEntry: (entry) =>
      void sql.addEntry.run(
        entry.trxId,
        entry.kind,
        entry.wallet,
        entry.amountPoisha,
        entry.at,
        JSON.stringify(entry),
      ),
    entry: (trxId) => parsed<LedgerEntry>(sql.entry.get(trxId)?.body),
    entries: () => sql.entries.all().map(({ body }) => JSON.parse(String(body)) as LedgerEntry),
    refundsOf: (trxId) => sql.refundsOf.all(trxId).map(({ body }) => JSON.parse(String(body)) as LedgerEntry),
    lastPaymentAt(wallet, amountPoisha) {
      const at = sql.lastPaymentAt.get(wallet, amountPoisha)?.at;
      return at === undefined || at === null ? undefined : Number(at);
    },

    countCall: (operation) => void sql.countCall.run(operation),
    calls() {
      const counted = new Map(sql.calls.all().map(({ operation, calls }) => [operation, Number(calls)]));
      const all = operations.map((operation) => [operation, counted.get(operation) ?? 0]);
      return Object.fromEntries(all) as Record<Operation, number>;
    },

    publish({ message, at, dueAt, copies, disguise, behindNext }) {
      const held = behindNext ? 0 : null;
      const added = sql.publish.run(JSON.stringify(message), at, dueAt, copies, disguise ?? null, held);
      if (added.changes === 0) return false;
      const sequence = Number(added.lastInsertRowid);
      // One that waits for the next leaves behind this one, and this one waits for nobody.
      if (sql.release.run(sequence, at, sequence).changes > 0) sql.letGo.run(at, sequence);
      setImmediate(webhookQueued);
      return true;
    },
  };
}

/** The one file that outlives the process; `:memory:` for a world that may be forgotten. */
export function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  database.exec(`pragma journal_mode = wal; pragma synchronous = full; ${schema}`);
  for (const column of laterWebhookColumns) {
    const known = database.prepare("select 1 from pragma_table_info('webhooks') where name = ?");
    if (!known.get(column.split(' ')[0] ?? '')) database.exec(`alter table webhooks add column ${column}`);
  }
  return database;
}

/**
 * Added to the files of earlier versions at start. `behind`: leaves once that message was posted; 0 stands for the
 * next message, whichever that will be.
 */
const laterWebhookColumns = ['copies integer not null default 1', 'disguise text', 'behind integer'];

const schema = `
  create table if not exists payments (sequence integer primary key, paymentId text not null unique, body text not null);
  create table if not exists ledger (sequence integer primary key, trxId text not null unique, kind text not null,
    wallet text not null, amountPoisha integer not null, at integer not null, body text not null);
  create index if not exists ledgerByPayer on ledger (wallet, amountPoisha);
  create index if not exists refundsByOriginal on ledger (json_extract(body, '$.of')) where kind = 'refund';
  create table if not exists settings (name text primary key, value text not null);
  create table if not exists calls (operation text primary key, calls integer not null);
  create table if not exists subscription (one integer primary key check (one = 1), url text not null, token text not null,
    confirmed integer not null);
  create table if not exists webhooks (sequence integer primary key, type text not null, message text not null,
    at integer not null, dueAt integer not null, tries integer not null default 0,
    state text not null default 'waiting', envelope text);
  create index if not exists webhooksDue on webhooks (dueAt) where state = 'waiting';
`;

function prepare(database: DatabaseSync) {
  return {
    addPayment: database.prepare('insert into payments (paymentId, body) values (?, ?)'),
    updatePayment: database.prepare('update payments set body = ? where paymentId = ?'),
    payment: database.prepare('select body from payments where paymentId = ?'),
    sequence: database.prepare('select sequence from payments where paymentId = ?'),
    addEntry: database.prepare(
      'insert into ledger (trxId, kind, wallet, amountPoisha, at, body) values (?, ?, ?, ?, ?, ?)',
    ),
    entry: database.prepare('select body from ledger where trxId = ?'),
    entries: database.prepare('select body from ledger order by sequence'),
    refundsOf: database.prepare(
      "select body from ledger where kind = 'refund' and json_extract(body, '$.of') = ? order by sequence",
    ),
    lastPaymentAt: database.prepare(
      "select max(at) as at from ledger where wallet = ? and amountPoisha = ? and kind = 'payment'",
    ),
    countCall: database.prepare(
      'insert into calls values (?, 1) on conflict (operation) do update set calls = calls + 1',
    ),
    calls: database.prepare('select operation, calls from calls'),
    publish: database.prepare(
      `insert into webhooks (type, message, at, dueAt, copies, disguise, behind)
       select 'Notification', ?, ?, ?, ?, ?, ? where exists (select 1 from subscription)`,
    ),
    release: database.prepare(
      `update webhooks set behind = ?, dueAt = ? where behind = 0 and state = 'waiting' and sequence <> ?`,
    ),
    letGo: database.prepare(`update webhooks set behind = null, dueAt = ? where sequence = ? and behind = 0`),
  };
}

function parsed<T>(body: unknown): T | undefined {
  return typeof body === 'string' ? (JSON.parse(body) as T) : undefined;
}
