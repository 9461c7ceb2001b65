import { describe, expect, it } from 'vitest';
import { type Evidence, judge } from '../../../infra/local/demo-judge.ts';

const at = '2026-11-23T06:00:00.000Z';
const attempt = { attempt: 1, invoice: 'local.D-1', paymentID: 'TR1', trxID: 'BGK1', amount: '1050.00', at };
const good: Evidence = {
  order: {
    ...{ orderId: 'D', status: 'paid', payable: false, amount: '1050.00', currency: 'BDT', locale: 'en' },
    ...{ amountPaid: '1050.00', amountRefunded: '0.00', mode: 'redirect', refunds: [], surplus: [] },
    ...{ createdAt: at, expiresAt: at, updatedAt: at, timeline: [] },
    attempts: [{ ...attempt, state: 'completed' }],
  },
  ordered: '1050.00',
  emails: 1,
  ledger: [{ kind: 'payment', trxID: 'BGK1', paymentID: 'TR1', invoice: 'local.D-1', amount: '1050.00' }],
  calls: { create: 1, execute: 1, query: 1 },
};
const { order, ledger, calls } = good;
const failures = (evidence: Evidence) =>
  judge(evidence).flatMap(({ sentence, holds }) => (holds ? [] : [sentence]));

describe('the verdict of the demo', () => {
  it('is good for one payment that all sides agree on', () => {
    expect(failures(good)).toEqual([]);
  });

  it.each<[string, Partial<Evidence>, RegExp]>([
    ['a pending order', { order: { ...order, status: 'pending' } }, /order is paid/],
    ['another amount', { order: { ...order, amountPaid: '105.00' } }, /order is paid/],
    [
      'two captured attempts',
      { order: { ...order, attempts: [...order.attempts, ...order.attempts] } },
      /is paid/,
    ],
    ['no email', { emails: 0 }, /told once/],
    ['a second email', { emails: 2 }, /told once/],
    ['an empty ledger', { ledger: [] }, /ledger/],
    ['a second entry', { ledger: [...ledger, ...ledger] }, /ledger/],
    ['another amount at bKash', { ledger: ledger.map((entry) => ({ ...entry, amount: '1.00' })) }, /ledger/],
    ['another transaction', { ledger: ledger.map((entry) => ({ ...entry, trxID: 'X' })) }, /ledger/],
    ['another invoice', { ledger: ledger.map((entry) => ({ ...entry, invoice: 'X' })) }, /ledger/],
    ['a refund', { ledger: ledger.map((entry) => ({ ...entry, kind: 'refund' })) }, /ledger/],
    ['a second create', { calls: { ...calls, create: 2 } }, /the money once/],
    ['a second execute', { calls: { ...calls, execute: 2 } }, /the money once/],
    ['no question after the silence', { calls: { ...calls, query: 0 } }, /what became of it/],
  ])('is bad for %s', (_, change, sentence) => {
    expect(failures({ ...good, ...change }).join()).toMatch(sentence);
  });
});
