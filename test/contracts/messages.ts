import { beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../shared/adapters/dynamodb/notice-port.ts';
import { aReceipt } from '../fakes/receipt.ts';
import { fifty, type OpenStores, type Stores } from './stores.ts';

/** What keeps a message from vanishing (I11) and from being told twice (I7). */
export function messagesContract(open: OpenStores): void {
  let stores: Stores;
  beforeEach(() => {
    stores = open();
  });

  describe('the quarantine', () => {
    const receipt = aReceipt();
    const { fingerprint } = receipt;
    const message = { receipt, reason: 'unverified' as const, body: '{"first":true}' };

    it('leaves the first message of a fingerprint as it is', async () => {
      await stores.quarantine.keep(message);
      await stores.quarantine.keep({ ...message, reason: 'stale', body: '{}' });
      expect(await stores.held.find(fingerprint)).toBe('{"first":true}');
      expect(await stores.quarantineReason(fingerprint)).toBe('unverified');
      expect(await stores.held.find('b2'.repeat(32))).toBeUndefined();
    });

    it('keeps the message under another reason once it was judged, and makes up none', async () => {
      expect(await stores.held.judged(fingerprint, 'certificate_unreachable')).toBe(false);
      expect(await stores.held.find(fingerprint)).toBeUndefined();
      expect(await stores.quarantineReason(fingerprint)).toBeUndefined();
      await stores.quarantine.keep(message);
      expect(await stores.held.judged(fingerprint, 'certificate_unreachable')).toBe(true);
      expect(await stores.held.find(fingerprint)).toBe('{"first":true}');
      expect(await stores.quarantineReason(fingerprint)).toBe('certificate_unreachable');
    });

    it('lets go of a message, and of one that is gone', async () => {
      await stores.quarantine.keep(message);
      await stores.held.release(fingerprint);
      await stores.held.release(fingerprint);
      expect(await stores.held.find(fingerprint)).toBeUndefined();
    });
  });

  describe('the journal', () => {
    const receipt = aReceipt();
    const entry = { receipt, verdict: 'genuine' as const };

    it('knows a message that was never here, waits, or has ended', async () => {
      const { journal, journalled } = stores;
      expect(await journalled.find(receipt)).toBeUndefined();
      await journal.waits(entry);
      expect(await journalled.find(receipt)).toBe('waiting');
      await journal.record({ ...entry, outcome: 'applied' });
      expect(await journalled.find(receipt)).toBe('final');
    });

    it('keeps the first end: a replay changes nothing, and none waits again', async () => {
      const { journal, journalled } = stores;
      await journal.record({ ...entry, outcome: 'applied' });
      await journal.record({ ...entry, outcome: 'unclaimed', reason: 'no_order' });
      await journal.waits(entry);
      expect(await journalled.find(receipt)).toBe('final');
      expect(await stores.journalledOutcome(receipt)).toBe('applied');
    });

    it('does not know one that was put aside: what is verified later was never weighed', async () => {
      const { journal, journalled } = stores;
      const aside = { receipt, verdict: 'unreachable', outcome: 'quarantined' } as const;
      await journal.record({ ...aside, reason: 'certificate_unreachable' });
      expect(await journalled.find(receipt)).toBeUndefined();
      await journal.waits(entry);
      expect(await journalled.find(receipt)).toBe('waiting');
      await journal.record({ ...aside, reason: 'certificate_unreachable' });
      await journal.record({ ...entry, outcome: 'applied' });
      await journal.record(aside);
      expect(await stores.journalledOutcome(receipt)).toBe('applied');
    });

    it('tells messages apart by fingerprint and by the hour they were signed in', async () => {
      await stores.journal.record({ ...entry, outcome: 'applied' });
      const hourMs = 60 * 60_000;
      for (const other of [{ fingerprint: 'b2'.repeat(32) }, { publishedAt: receipt.publishedAt + hourMs }])
        expect(await stores.journalled.find({ ...receipt, ...other })).toBeUndefined();
    });
  });

  describe('the entry of an announcement', () => {
    const notice: Notice = { orderId: 'L-1', fact: 'order.paid', channel: 'email' };

    it('lets one of fifty messages send, and tells the others', async () => {
      const claims = await Promise.all(fifty((index) => stores.ledger.claim(notice, `m-${index}`, 1_000)));
      expect(claims.filter((claim) => claim === 'send')).toHaveLength(1);
      expect(claims.filter((claim) => claim === 'sent')).toHaveLength(49);
    });

    it('is one per fact', async () => {
      expect(await stores.ledger.claim(notice, 'm-1', 1_000)).toBe('send');
      expect(await stores.ledger.claim({ ...notice, fact: 'order.review' }, 'm-2', 1_000)).toBe('send');
      expect(await stores.ledger.claim({ ...notice, orderId: 'L-2' }, 'm-3', 1_000)).toBe('send');
    });

    it('makes its own message wait for a minute, then lets it send again and counts that', async () => {
      const { ledger } = stores;
      await ledger.claim(notice, 'm-1', 1_000);
      expect(await ledger.claim(notice, 'm-1', 61_000)).toBe('busy');
      expect(await stores.sends(notice)).toBe(1);
      expect(await ledger.claim(notice, 'm-1', 61_001)).toBe('send');
      expect(await stores.sends(notice)).toBe(2);
      expect(await ledger.claim(notice, 'm-2', 999_000)).toBe('sent');
    });

    it('is taken away by its own message alone', async () => {
      const { ledger } = stores;
      expect(await ledger.has(notice)).toBe(false);
      await ledger.claim(notice, 'm-1', 1_000);
      await ledger.release(notice, 'm-2');
      expect(await ledger.has(notice)).toBe(true);
      await ledger.release(notice, 'm-1');
      expect(await ledger.has(notice)).toBe(false);
      expect(await ledger.claim(notice, 'm-2', 1_000)).toBe('send');
    });

    it('keeps the send that may have reached the customer when a later one was refused', async () => {
      const { ledger } = stores;
      await ledger.claim(notice, 'm-1', 1_000);
      await ledger.claim(notice, 'm-1', 61_001);
      await ledger.release(notice, 'm-1');
      expect(await stores.sends(notice)).toBe(1);
      expect(await ledger.claim(notice, 'm-2', 999_000)).toBe('sent');
      expect(await ledger.claim(notice, 'm-1', 61_002)).toBe('send');
      expect(await stores.sends(notice)).toBe(2);
    });

    it('is forgotten for an operator, whoever sent it: another message may send it, by that channel', async () => {
      const { ledger } = stores;
      const bySms = { ...notice, channel: 'sms' as const };
      for (const one of [notice, bySms]) await ledger.claim(one, 'm-1', 1_000);
      await ledger.forget(notice);
      expect(await ledger.has(notice)).toBe(false);
      expect(await ledger.claim(notice, 'm-2', 2_000)).toBe('send');
      expect(await ledger.claim(bySms, 'm-2', 2_000)).toBe('sent');
    });

    it('sends nothing at once when the answer to its claim was lost: the queue brings the message again', async () => {
      stores.loseNextAnswer();
      expect(await stores.ledger.claim(notice, 'm-1', 1_000)).toBe('busy');
      expect(await stores.ledger.claim(notice, 'm-1', 61_001)).toBe('send');
    });
  });
}
