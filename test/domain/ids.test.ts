import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  invoiceOf,
  maskedEmail,
  maskedWallet,
  normalisedWallet,
  orderNamedIn,
  orderOfInvoice,
} from '../../shared/domain/ids.ts';

const orderId = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/);
const attempt = fc.integer({ min: 1, max: 9999 });

describe('an invoice', () => {
  it('leads back to its order and attempt, on every stage', () => {
    fc.assert(
      fc.property(fc.constantFrom('live', 'sandbox', 'pr-7'), orderId, attempt, (stage, order, number) => {
        expect(orderOfInvoice(stage, invoiceOf(stage, order, number))).toEqual({
          orderId: order,
          attempt: number,
        });
      }),
    );
  });

  it('of one stage means nothing on another', () => {
    fc.assert(
      fc.property(orderId, attempt, (order, number) => {
        expect(orderOfInvoice('live', invoiceOf('sandbox', order, number))).toBeUndefined();
        expect(orderOfInvoice('sandbox', invoiceOf('live', order, number))).toBeUndefined();
      }),
    );
  });

  it.each(['', 'orderId1233', 'SB-1-0', 'SB/1-1', 'live.SB-1-1', 'a.b.SB-1'])('%j is nobody’s', (invoice) => {
    expect(orderOfInvoice('live', invoice)).toBeUndefined();
  });
});

describe('a wallet', () => {
  it('is one wallet however it is written', () => {
    expect(['8801712345678', '+8801712345678', '01712345678'].map(normalisedWallet)).toEqual(
      Array(3).fill('01712345678'),
    );
  });

  it('shows six of its eleven digits at most', () => {
    expect(maskedWallet('8801712345678')).toBe('017*****678');
    expect(maskedWallet('0171')).toBe('****');
  });
});

describe('an email address', () => {
  it('shows its first letter and where it is', () => {
    expect(maskedEmail('rahima@example.com')).toBe('r*****@example.com');
    expect(maskedEmail('"a@b"@example.com')).toBe('"*****@example.com');
  });
});

describe('what a payer wrote', () => {
  it.each([
    ['SB-1001', 'SB-1001'],
    ['for order #SB-1001, thanks', 'SB-1001'],
    ['অর্ডার SB-1001', 'SB-1001'],
    ['10045', '10045'],
  ])('%j names the order %s', (text, named) => {
    expect(orderNamedIn(text)).toBe(named);
  });

  it.each([
    '',
    'Rahima',
    'tea and biscuits',
    '01712345678',
    '+8801712345678',
    '017-12345678',
    'Rahima 01712345678',
  ])('%j names none, and nothing of it is kept', (text) => {
    expect(orderNamedIn(text)).toBeUndefined();
  });
});
