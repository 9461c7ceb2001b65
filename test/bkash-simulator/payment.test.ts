import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CustomerAct, customerActs, triesAllowed } from '../../infra/local/bkash/machine/customer.ts';
import { captureUnasked, executePayment } from '../../infra/local/bkash/machine/execution.ts';
import { createPayment, isVerified, type Payment } from '../../infra/local/bkash/machine/payment.ts';

/**
 * Goal: whatever a customer and a merchant do, in whatever order, the machine keeps bKash's promises. Every run
 * walks one payment through a random story and looks at each step; nothing here does IO.
 */
const command = {
  generation: 'v2' as const,
  amount: '10.00',
  amountPoisha: 1000,
  invoice: 'o-1',
  payerReference: 'o',
  callbackUrl: 'http://shop.example/cb',
};
const ids = { paymentId: 'TR0011aaaaaaa1', signature: 'abcdefghij', pageKey: 'k' };
/** Mostly right answers, or no story would ever come to a capture. */
const mostly = <T>(right: T, wrong: T) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: fc.constant(wrong) });
const anyAct: fc.Arbitrary<CustomerAct | { act: 'execute' }> = fc.oneof(
  {
    weight: 2,
    arbitrary: mostly('01770618575', '01823074817').map((wallet) => ({ act: 'wallet' as const, wallet })),
  },
  { weight: 6, arbitrary: mostly('123456', '000000').map((otp) => ({ act: 'otp' as const, otp })) },
  { weight: 6, arbitrary: mostly('12121', '00000').map((pin) => ({ act: 'pin' as const, pin })) },
  fc.constant({ act: 'close' as const }),
  fc.constant({ act: 'execute' as const }),
);
const waitMs = fc.oneof(
  { weight: 9, arbitrary: fc.nat(600_000) },
  { weight: 1, arbitrary: fc.nat(25 * 3600_000) },
);
const story = fc.array(fc.record({ act: anyAct, waitMs }), { minLength: 10, maxLength: 40, size: 'max' });

describe('the payment machine', () => {
  it('captures a payment at most once, only after the right PIN and only within its 24 hours', () => {
    const captured = { times: 0 };
    fc.assert(
      fc.property(story, (steps) => {
        let captures = 0;
        walk(steps, (before, after, act, now) => {
          if (after.progress.at !== 'completed' || before.progress.at === 'completed') return;
          captures += 1;
          expect(act).toBe('execute');
          expect(before.progress.at).toBe('authorised');
          expect(now).toBeLessThan(before.createdAt + 24 * 3600_000);
        });
        expect(captures).toBeLessThanOrEqual(1);
        captured.times += captures;
      }),
      { numRuns: 3000, seed: 2 },
    );
    expect(captured.times).toBeGreaterThan(300);
  });

  it('never forgets a capture, a failure or a used-up id, and never takes back that the PIN was right', () => {
    fc.assert(
      fc.property(story, (steps) => {
        walk(steps, (before, after) => {
          const final = ['completed', 'failed', 'spent'].includes(before.progress.at);
          const burned = before.progress.at === 'failed' && after.progress.at === 'spent';
          if (final && !burned) expect(after.progress).toEqual(before.progress);
          if (isVerified(before)) expect(isVerified(after)).toBe(true);
        });
      }),
      { numRuns: 3000, seed: 3 },
    );
  });

  it('never grants a fourth try', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const last = walk(steps, () => {});
        expect(last.wrongOtps).toBeLessThanOrEqual(triesAllowed);
        expect(last.wrongPins).toBeLessThanOrEqual(triesAllowed);
      }),
      { numRuns: 2000, seed: 4 },
    );
  });

  it('can be captured unasked wherever it stands, but never twice', () => {
    const captured = { asked: 0, unasked: 0 };
    fc.assert(
      fc.property(story, (steps) => {
        const last = walk(steps, () => {});
        const capture = captureUnasked(last, '01500000001', 'DKN7654321', 2_000_000);
        const isFirst = last.progress.at !== 'completed';
        captured[isFirst ? 'unasked' : 'asked'] += 1;
        expect(capture !== undefined).toBe(isFirst);
        if (!capture) return;
        expect(capture.payment.progress).toMatchObject({ at: 'completed', wallet: capture.wallet });
        expect(executePayment(capture.payment, 'DKN1234567', undefined, 2_000_000)).toMatchObject({
          kind: 'refused',
          code: '2062',
        });
        expect(captureUnasked(capture.payment, '01500000001', 'DKN0000000', 2_000_000)).toBeUndefined();
      }),
      { numRuns: 1000, seed: 5 },
    );
    expect(Math.min(captured.asked, captured.unasked)).toBeGreaterThan(50);
  });

  it('changes nothing when an act does not fit the step', () => {
    const fresh = createPayment(command, ids, 0);
    expect(customerActs(fresh, { act: 'pin', pin: '12121' }, 0)).toEqual({ kind: 'next', payment: fresh });
    expect(customerActs(fresh, { act: 'otp', otp: '123456' }, 0)).toEqual({ kind: 'next', payment: fresh });
  });
});

type Look = (before: Payment, after: Payment, act: string, now: number) => void;

function walk(steps: Array<{ act: CustomerAct | { act: 'execute' }; waitMs: number }>, look: Look): Payment {
  let payment = createPayment(command, ids, 1_000);
  let now = 1_000;
  for (const { act, waitMs } of steps) {
    now += waitMs;
    const before = payment;
    payment =
      act.act === 'execute'
        ? executePayment(before, 'DKN1234567', undefined, now).payment
        : customerActs(before, act, now).payment;
    look(before, payment, act.act, now);
  }
  return payment;
}
