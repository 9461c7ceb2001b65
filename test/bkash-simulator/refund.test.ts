import { describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../../infra/local/bkash/machine/ledger.ts';
import { createPayment, type Payment, type Progress } from '../../infra/local/bkash/machine/payment.ts';
import { type RefundCommand, refundPayment } from '../../infra/local/bkash/machine/refund.ts';

const wallet = '01770618575';
const trxId = 'DKN1234567';
const windowMs = 60 * 24 * 3600 * 1000;
const executedAt = 1_000;
const captured = paymentAt({ at: 'completed', wallet, trxId, executedAt });

describe('money that goes back at bKash', () => {
  it('returns to the wallet it came from, and names the payment it was', () => {
    expect(asked({ amountPoisha: 2_500 })).toEqual({
      kind: 'refunded',
      payment: captured,
      entry: {
        kind: 'refund',
        trxId: 'DKN7654321',
        paymentId: captured.paymentId,
        amountPoisha: 2_500,
        wallet,
        at: 5_000,
        of: trxId,
      },
    });
  });

  it.each([
    ['all of it', [], 10_000, undefined],
    ['a poisha more than was paid', [], 10_001, '2072'],
    ['the rest', [4_000, 3_500], 2_500, undefined],
    ['a poisha more than the rest', [4_000, 3_500], 2_501, '2072'],
    ['anything once all has gone back', [10_000], 1, '2072'],
  ])('is at most what was captured: %s', (_, earlier, amountPoisha, code) => {
    expect(codeOf(asked({ amountPoisha }, earlier))).toBe(code);
  });

  it('goes in ten parts at most in v2, and in one in v1', () => {
    const parts = (count: number) => Array.from({ length: count }, () => 1);
    expect(codeOf(asked({ amountPoisha: 1 }, parts(9)))).toBeUndefined();
    expect(codeOf(asked({ amountPoisha: 1 }, parts(10)))).toBe('2074');
    expect(codeOf(asked({ amountPoisha: 1, generation: 'v1' }, parts(0)))).toBeUndefined();
    expect(codeOf(asked({ amountPoisha: 1, generation: 'v1' }, parts(1)))).toBe('2034');
  });

  it('goes until the last moment of the window, not after it', () => {
    expect(codeOf(asked({}, [], executedAt + windowMs))).toBeUndefined();
    expect(codeOf(asked({}, [], executedAt + windowMs + 1))).toBe('2071');
  });

  it.each<[string, Payment | undefined, string]>([
    ['of no payment', undefined, '2002'],
    ['that the customer only agreed to', paymentAt({ at: 'authorised', wallet }), '2127'],
    ['of a refused payment', paymentAt({ at: 'spent', wallet }), '2127'],
    [
      'of another transaction',
      paymentAt({ at: 'completed', wallet, trxId: 'DKN0000000', executedAt }),
      '2077',
    ],
  ])('is none %s', (_, payment, code) => {
    expect(codeOf(asked({}, [], 5_000, payment))).toBe(code);
  });
});

function asked(fields: Partial<RefundCommand>, earlier: number[] = [], now = 5_000, ...given: [Payment?]) {
  const payment = given.length === 0 ? captured : given[0];
  const command = {
    generation: 'v2' as const,
    paymentId: captured.paymentId,
    trxId,
    amountPoisha: 100,
    ...fields,
  };
  const entries = earlier.map(
    (amountPoisha, index): LedgerEntry => ({
      kind: 'refund',
      trxId: `R${index}`,
      amountPoisha,
      wallet,
      at: 0,
      of: trxId,
    }),
  );
  return refundPayment(payment, entries, command, 'DKN7654321', now, windowMs);
}

function codeOf(outcome: ReturnType<typeof refundPayment>): string | undefined {
  return outcome.kind === 'refused' ? outcome.code : undefined;
}

function paymentAt(progress: Progress): Payment {
  const order = { amount: '100', amountPoisha: 10_000, invoice: 'o-1', payerReference: 'o' };
  const ids = { paymentId: 'TR0011aaaaaaa1', signature: 'abcdefghij', pageKey: 'k' };
  return {
    ...createPayment({ generation: 'v2', callbackUrl: 'http://shop.example/', ...order }, ids, 0),
    progress,
  };
}
