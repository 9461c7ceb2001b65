import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Books } from '../../infra/local/bkash/machine/books.ts';
import { createPayment } from '../../infra/local/bkash/machine/payment.ts';
import { openBooks, openDatabase } from '../../infra/local/bkash/sqlite-books.ts';
import { openOutbox } from '../../infra/local/bkash/webhook/outbox.ts';

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

describe("bKash's books", () => {
  it('keep all of a transaction or nothing of it, however it is nested', () => {
    const books = emptyBooks();
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
    const books = emptyBooks();
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

function emptyBooks(): Books {
  return openBooks(openDatabase(':memory:'), () => {});
}
