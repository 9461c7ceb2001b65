import type {
  HeldMessages,
  Journal,
  JournalEntry,
  JournalLookup,
  Quarantine,
} from '../../shared/adapters/dynamodb/message-port.ts';
import type { AnnouncementLedger, LedgerEraser, Notice } from '../../shared/adapters/dynamodb/notice-port.ts';
import type { Receipt } from '../../shared/adapters/sns/port.ts';
import type { JournalItem, MemoryTable } from './table.ts';

export function memoryQuarantine(table: MemoryTable): Quarantine {
  return {
    async keep({ receipt: { fingerprint }, reason, body }) {
      table.write(
        table.quarantined,
        fingerprint,
        (found) => found === undefined,
        () => ({ reason, body }),
      );
    },
  };
}

export function memoryHeldMessages(table: MemoryTable): HeldMessages {
  return {
    async find(fingerprint) {
      return table.quarantined.get(fingerprint)?.body;
    },
    async judged(fingerprint, reason) {
      const { ok } = table.write(
        table.quarantined,
        fingerprint,
        (found) => found !== undefined,
        (found) => found && { ...found, reason },
      );
      return ok;
    },
    async release(fingerprint) {
      table.write(
        table.quarantined,
        fingerprint,
        () => true,
        () => undefined,
      );
    },
  };
}

const waiting = 'waiting';
const putAside = 'quarantined';

export function memoryJournal(table: MemoryTable): Journal {
  function put(entry: JournalItem, condition: (found: JournalItem | undefined) => boolean): void {
    const { notice, ...rest } = entry;
    const { payer: _, ...facts } = notice ?? {};
    const item = notice ? { ...rest, notice: facts as typeof notice } : rest;
    table.write(table.journal, journalKeyOf(entry.receipt), condition, () => item);
  }
  return {
    async record(entry: JournalEntry) {
      put(entry, (found) => found === undefined || [waiting, putAside].includes(found.outcome));
    },
    async waits(entry) {
      put({ ...entry, outcome: waiting }, (found) => found === undefined || found.outcome === putAside);
    },
  };
}

export function memoryJournalLookup(table: MemoryTable): JournalLookup {
  return {
    async find(receipt) {
      const outcome = table.journal.get(journalKeyOf(receipt))?.outcome;
      if (outcome === undefined || outcome === putAside) return undefined;
      return outcome === waiting ? outcome : 'final';
    },
  };
}

/** With the hour of its publication: a message that names another one is another entry. */
export function journalKeyOf({ publishedAt, fingerprint }: Receipt): string {
  return `${Math.floor(publishedAt / 3_600_000)}#${fingerprint}`;
}

/** As long as a sender may run. */
const busyForMs = 60_000;

export function memoryAnnouncementLedger(table: MemoryTable): AnnouncementLedger & LedgerEraser {
  return {
    async claim(notice, messageId, now) {
      const { ok, found } = table.write(
        table.announced,
        noticeKeyOf(notice),
        (there) => !there || (there.messageId === messageId && there.busyUntil < now),
        (there) => ({ messageId, busyUntil: now + busyForMs, sends: (there?.sends ?? 0) + 1 }),
      );
      if (ok) return 'send';
      return found?.messageId === messageId ? 'busy' : 'sent';
    },
    async release(notice, messageId) {
      table.write(
        table.announced,
        noticeKeyOf(notice),
        (found) => found?.messageId === messageId && found.busyUntil > 0,
        (found) =>
          found && found.sends > 1 ? { ...found, sends: found.sends - 1, busyUntil: 0 } : undefined,
      );
    },
    async forget(notice) {
      table.write(
        table.announced,
        noticeKeyOf(notice),
        () => true,
        () => undefined,
      );
    },
    async has(notice) {
      return table.announced.has(noticeKeyOf(notice));
    },
  };
}

export function noticeKeyOf({ orderId, fact, channel }: Notice): string {
  return `${orderId} ${fact} ${channel}`;
}
