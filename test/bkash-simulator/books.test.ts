import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Books } from '../../infra/local/bkash/machine/books.ts';
import { createPayment } from '../../infra/local/bkash/machine/payment.ts';
import { openBooks, openDatabase } from '../../infra/local/bkash/sqlite-books.ts';
import { openOutbox } from '../../infra/local/bkash/webhook/outbox.ts';
import { memoryBooks } from '../simulation/bkash/memory-books.ts';

const payment = createPayment(
  {
    generation: 'v2' as const,
    amount: '10',
    amountPoisha: 1000,
    invoice: 'o-1',
    payerReference: 'o',
    callbackUrl: 'http://shop.example/cb',
  },
  { paymentId: 'TR0011aaaaaaa1', signature: 'abcdefghij', pageKey: 'k' },
  0,
);

const emptyBooks: Record<string, () => Books> = {
  SQLite: () => openBooks(openDatabase(':memory:'), () => {}),
  memory: () => memoryBooks(() => {}),
};

describe.each(Object.keys(emptyBooks))("bKash's books, in %s,", (kind) => {
  it('keep all of a transaction or nothing of it, however it is nested', () => {
    const books = booksIn(kind);
    const failing = () =>
      books.transaction(() => {
        books.addPayment(payment);
        books.transaction(() => books.countCall('create'));
        throw new Error('the pen broke');
      });
    expect(failing).toThrow('the pen broke');
    expect(books.payment(payment.paymentId)).toBeUndefined();
    expect(books.calls().create).toBe(0);
    books.transaction(() => books.addPayment(payment));
    expect(books.payment(payment.paymentId)).toEqual(payment);
  });

  it('never hold one trxID twice', () => {
    const books = booksIn(kind);
    const entry = {
      kind: 'payment',
      trxId: 'DKN1234567',
      amountPoisha: 1,
      wallet: '01500000001',
      at: 0,
    } as const;
    books.addEntry(entry);
    expect(() => books.addEntry({ ...entry, wallet: '01500000002' })).toThrow(/UNIQUE/);
    expect(books.entries()).toEqual([entry]);
  });

  it('know what went back of a payment and when its payer last paid that much', () => {
    const books = booksIn(kind);
    const paid = { kind: 'payment', trxId: 'DKN1', amountPoisha: 9, wallet: '01500000001', at: 5 } as const;
    const back = { kind: 'refund', trxId: 'DKN2', amountPoisha: 9, wallet: '01500000001', at: 7 } as const;
    books.addEntry(paid);
    books.addEntry({ ...back, of: 'DKN1' });
    expect(books.refundsOf('DKN1')).toEqual([{ ...back, of: 'DKN1' }]);
    expect(books.refundsOf('DKN2')).toEqual([]);
    expect(books.lastPaymentAt('01500000001', 9)).toBe(5);
    expect(books.lastPaymentAt('01500000001', 8)).toBeUndefined();
  });

  it('number the payments in the order in which they were made', () => {
    const books = booksIn(kind);
    books.addPayment(payment);
    books.addPayment({ ...payment, paymentId: 'TR0011aaaaaaa2' });
    expect([payment.paymentId, 'TR0011aaaaaaa2', 'TR0'].map(books.sequenceOf)).toEqual([1, 2, 0]);
  });
});

describe("bKash's books in a file", () => {
  it('of an earlier version, which knew nothing of copies and disguises, are opened as they are', () => {
    const directory = mkdtempSync(join(tmpdir(), 'bkash-'));
    const path = join(directory, 'bkash.sqlite');
    const earlier = openDatabase(path);
    for (const column of ['copies', 'disguise', 'behind']) {
      earlier.exec(`alter table webhooks drop column ${column}`);
    }
    earlier.exec("insert into subscription values (1, 'http://shop.example/', 'token', 1)");
    earlier.exec("insert into webhooks (type, message, at, dueAt) values ('Notification', 'kept', 1, 2)");
    earlier.close();

    const database = openDatabase(path);
    const outbox = openOutbox(database);
    expect(outbox.due(3, 8)).toMatchObject([{ message: 'kept' }]);
    outbox.finish(1, 'delivered', 3);
    expect(outbox.due(3, 8)).toEqual([]);
    database.close();
    rmSync(directory, { recursive: true });
  });

  it('are written to the disk before an answer leaves', () => {
    const database = openDatabase(':memory:');
    const full = 2;
    expect(database.prepare('pragma synchronous').get()).toEqual({ synchronous: full });
  });
});

function booksIn(kind: string): Books {
  const books = emptyBooks[kind]?.();
  if (!books) throw new Error(`There are no books in ${kind}.`);
  return books;
}
