import { describe, expect, it } from 'vitest';
import { createOutcome } from '../../../shared/adapters/bkash/translate.ts';
import type { Answer } from '../../../shared/adapters/bkash/transport.ts';
import { verdictOf } from '../../../shared/adapters/bkash/verdict.ts';
import { nobodyKnows, ok, order, paymentId } from './answers.ts';
import { answersV1 } from './answers-v1.ts';
import { answersV2 } from './answers-v2.ts';

describe.each([answersV1, answersV2])('what bKash $generation answers to create', (answers) => {
  const { created, dialect, refusal } = answers;
  const outcomeOf = (answer: Answer, plainHttp = false) =>
    createOutcome(verdictOf(answer, dialect.read), order, plainHttp);
  const bkashUrl = 'bkashURL' in created ? created.bkashURL : '';

  it('is a payment with its page', () => {
    expect(outcomeOf(ok(created))).toEqual({ kind: 'created', paymentId, bkashUrl });
    expect(outcomeOf(ok({ ...created, amount: '1050' })).kind).toBe('created');
  });

  it('is a payment with its page in the other spelling too', () => {
    const { paymentId: _, paymentID: __, bkashURL: bKashURL, ...rest } = created as Record<string, unknown>;
    const [kind, address] = ['created', bkashUrl];
    expect(outcomeOf(ok({ ...rest, paymentID: paymentId, bKashURL }))).toEqual({
      kind,
      paymentId,
      bkashUrl: address,
    });
    expect(outcomeOf(ok({ ...rest, paymentId, bKashURL })).kind).toBe('created');
  });

  it.each(nobodyKnows(answers))('is silence after %s', (_, answer) => {
    expect(outcomeOf(answer).kind).toBe('silent');
  });

  it('is silence when its two spellings name two payments', () => {
    expect(outcomeOf(ok({ ...created, paymentId, paymentID: `${paymentId}9` })).kind).toBe('silent');
  });

  it.each([
    'javascript:alert(1)',
    'http://page.example/',
    'data:text/html,x',
    '//x',
    'https://u:p@x.example/',
    '',
  ])('is silence when the page is %j', (bkashURL) => {
    expect(outcomeOf(ok({ ...created, bkashURL })).kind).toBe('silent');
  });

  it('may be a page without TLS only on the local stage', () => {
    const local = ok({ ...created, bkashURL: 'http://127.0.0.1:3002/pay' });
    expect(outcomeOf(local, true).kind).toBe('created');
    expect(outcomeOf(ok({ ...created, bkashURL: 'javascript:alert(1)' }), true).kind).toBe('silent');
  });

  it('is silence when it is about another payment', () => {
    const silent = { kind: 'silent', reason: 'another_payment' };
    expect(outcomeOf(ok({ ...created, merchantInvoiceNumber: 'B2-01' }))).toEqual(silent);
    expect(outcomeOf(ok({ ...created, amount: '1.00' }))).toEqual(silent);
  });

  it('is a refusal only when bKash says so', () => {
    expect(outcomeOf(refusal('2006'))).toMatchObject({
      kind: 'refused',
      refusal: { code: '2006', handling: 'configuration' },
    });
  });
});
