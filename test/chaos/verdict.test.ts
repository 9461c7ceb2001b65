import { beforeEach, describe, expect, it } from 'vitest';
import { invoiceOf } from '../../shared/domain/ids.ts';
import type { Order } from '../../shared/domain/order.ts';
import type { RefundProgress } from '../../shared/domain/refund.ts';
import { agreeingBooks } from './agreeing-books.ts';
import type { Books } from './books.ts';
import type { Fate } from './cast.ts';
import type { Finding } from './finding.ts';
import { isWrong } from './report.ts';
import { verdictOf } from './verdict.ts';

/**
 * Goal: the verdict of a chaos run can be against it. Method: two books that agree, of an order whose first capture
 * pays, whose second went back and of which a part was refunded; then one thing is changed at a time.
 */
let books: Books;
let order: Order;
beforeEach(async () => {
  ({ books, order } = await agreeingBooks());
});

describe('books that agree', () => {
  it('give no finding, and the counts of the contract', () => {
    expect(verdict()).toEqual({ paid: 1, surplusReturned: 1, findings: [] });
  });

  it('agree about a letter too many where a send was counted for it', () => {
    books.notices = books.notices.map((notice) => ({ ...notice, sends: 2 }));
    books.letters.set('SB-1', 4);
    expect(verdict().findings).toEqual([]);
  });
});

describe('money that is lost', () => {
  it('is a capture that no attempt knows', () => {
    captured('TRX3', 2);
    expect(kinds()).toEqual(['lost']);
  });

  it('is a capture for nobody that is not unclaimed', () => {
    books.unclaimed.clear();
    expect(kinds()).toEqual(['lost']);
  });

  it('is a capture that its attempt is in doubt about', () => {
    order.attempts[1] = { ...order.attempts[1], state: 'doubtful' } as Order['attempts'][number];
    order.surplus = [];
    books.ledger = books.ledger.filter(({ trxId }) => trxId !== 'BACK2');
    expect(kinds()).toContain('lost');
  });

  it('is a capture that a withdrawn order keeps', () => {
    order.closed = { as: 'withdrawn', at: 1 };
    expect(kinds()).toContain('lost');
  });

  it('is an order that is not there at all', () => {
    books.orders = [];
    expect(kinds()).toContain('lost');
  });
});

describe('money that is doubled', () => {
  it('is a second capture that is kept', () => {
    order.surplus = [];
    books.ledger = books.ledger.filter(({ trxId }) => trxId !== 'BACK2');
    expect(kinds()).toContain('doubled');
  });

  it('is a surplus that went back twice', () => {
    books.ledger.push({ kind: 'refund', trxId: 'BACK3', amountPoisha: 105_000, of: 'TRX2' });
    expect(kinds()).toContain('doubled');
  });

  it('is a part that went back twice, though less than the capture', () => {
    books.ledger.push({ kind: 'refund', trxId: 'BACK3', amountPoisha: 40_000, of: 'TRX1' });
    expect(kinds()).toContain('doubled');
  });
});

describe('what is undecided', () => {
  it.each(['authorised', 'executing', 'unknown'] as const)('is an attempt that is %s', (state) => {
    begin(state);
    expect(kinds()).toEqual(['undecided']);
  });

  it.each(['creating', 'created'] as const)(
    'is an attempt that is %s, but for one beside a paid attempt',
    (state) => {
      begin(state);
      expect(kinds()).toEqual([]);
      neverPaid();
      begin(state);
      expect(kinds('leaves at bKash')).toEqual(['undecided']);
    },
  );

  it.each(['requested', 'sending', 'refused'] as const)('is a refund that is %s', (state) => {
    refundIs({ state } as RefundProgress);
    expect(kinds()).toContain('undecided');
  });

  it('is an order in review', () => {
    order.review = { attempt: 1, reason: 'amount', at: 1 };
    expect(kinds()).toContain('undecided');
  });
});

describe('doubt', () => {
  it('may remain where bKash has no capture', () => {
    begin('doubtful');
    expect(kinds()).toEqual(['doubtful']);
    expect(isWrong({ verdict: verdict() })).toBe(false);
  });

  it('may remain about a refund that bKash knows nothing of, and about what stands in line behind it', () => {
    refundIs({ state: 'unknown' } as RefundProgress);
    const [first] = order.refunds;
    if (first) order.refunds.push({ ...first, refundId: 'R-2', progress: { state: 'requested' } as never });
    forget('BACK1');
    expect(kinds()).toEqual(['doubtful', 'doubtful']);
  });

  it('is an error about a refund that bKash has made', () => {
    refundIs({ state: 'unknown' } as RefundProgress);
    expect(isWrong({ verdict: verdict() })).toBe(true);
    expect(kinds()).toContain('differs');
  });
});

describe('books that differ', () => {
  it.each<[string, () => void]>([
    ['a trxID tied to another order', () => books.ties.set('TRX1', { orderId: 'SB-2', attempt: 1 })],
    ['a trxID tied to another attempt', () => books.ties.set('TRX1', { orderId: 'SB-1', attempt: 2 })],
    ['a trxID that is tied and no order’s', () => books.ties.set('TRX9', { orderId: 'SB-1', attempt: 1 })],
    ['an order’s money that is unclaimed', () => books.unclaimed.set('TRX1', 'open')],
    ['another amount', () => Object.assign(books.ledger[0] ?? {}, { amountPoisha: 104_999 })],
    ['a completed attempt without a capture', () => forget('TRX2')],
    ['a return that bKash does not know', () => forget('BACK1')],
    ['a fact that no customer was told', () => books.notices.pop()],
    ['a fact that the shop has not taken', () => Object.assign(books.notices[0] ?? {}, { isTaken: false })],
    ['a letter that never came', () => books.letters.set('SB-1', 2)],
    ['a letter that nobody counted', () => books.letters.set('SB-1', 4)],
    ['a message that nobody could settle', () => Object.assign(books, { deadLetters: 1 })],
  ])('show it: %s', (_, change) => {
    change();
    expect(kinds()).toContain('differs');
    expect(isWrong({ verdict: verdict() })).toBe(true);
  });

  it('show a customer who was charged and never agreed', () => {
    expect(kinds('leaves at bKash')).toEqual(['differs']);
  });

  it('show a customer who agreed and whose order expired', () => {
    neverPaid();
    order.closed = { as: 'expired', at: 1 };
    expect(verdict().findings.map(({ what }) => what)).toContain('a customer who reloads did not pay');
  });
});

function verdict(fate: Fate = 'reloads') {
  return verdictOf(books, [{ orderId: 'SB-1', fate }]);
}

function kinds(fate?: Fate): Array<Finding['kind']> {
  return verdict(fate).findings.map(({ kind }) => kind);
}

function captured(trxId: string, attempt: number): void {
  const invoice = invoiceOf('live', 'SB-1', attempt);
  books.ledger.push({ kind: 'payment', trxId, amountPoisha: 105_000, invoice });
}

function forget(trxId: string): void {
  books.ledger = books.ledger.filter((entry) => entry.trxId !== trxId);
}

function begin(state: Order['attempts'][number]['state']): void {
  order.attempts.push({ attempt: 3, state } as Order['attempts'][number]);
}

function neverPaid(): void {
  Object.assign(order, { attempts: [], surplus: [], refunds: [] });
  books.ledger = books.ledger.filter(({ trxId }) => trxId === 'STRAY');
  books.ties.clear();
  books.notices = [];
  books.letters.set('SB-1', 0);
}

function refundIs(progress: RefundProgress): void {
  order.refunds = order.refunds.map((refund) => ({ ...refund, progress }));
}
