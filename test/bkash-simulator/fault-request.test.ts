import { describe, expect, it } from 'vitest';
import { readFault } from '../../infra/local/bkash/control/fault-request.ts';

describe('an order of trouble', () => {
  it.each([
    [{ operation: 'execute', fault: 'timeout_after', times: 2 }],
    [{ operation: '*', fault: 'http_503' }],
    [{ operation: 'refundStatus', fault: 'code', code: '2117' }],
    [{ operation: 'query', fault: 'amount', amount: '4.5', delayMs: 10 }],
    [{ operation: 'webhook', fault: 'coupon', amount: '90.00' }],
  ])('is taken as it was given: %j', (body) => {
    expect(readFault(body)).toEqual({ fault: body });
  });

  it('that is about time waits a while where nobody said how long', () => {
    expect(readFault({ operation: 'execute', fault: 'commit_late' })).toMatchObject({
      fault: { delayMs: 5000 },
    });
    expect(readFault({ operation: 'create', fault: 'slow', delayMs: 0 })).toMatchObject({
      fault: { delayMs: 0 },
    });
  });

  it("of all operations is the webhook's where only a webhook can have it", () => {
    expect(readFault({ operation: '*', fault: 'drop' })).toEqual({
      fault: { operation: 'webhook', fault: 'drop' },
    });
  });

  it.each([
    ['nothing at all', undefined, /^expected/],
    [
      'an operation that nobody knows',
      { operation: 'pay', fault: 'html' },
      /^operation must be one of grant/,
    ],
    ['a fault that nobody knows', { operation: 'execute', fault: 'constructor' }, /^fault of execute must/],
    ["a webhook's fault for a call", { operation: 'execute', fault: 'drop' }, /^fault of execute must/],
    ["a call's fault for a webhook", { operation: 'webhook', fault: 'html' }, /^fault of webhook must/],
    ['no times', { operation: 'grant', fault: 'html', times: 0 }, /^times must/],
    ['half a time', { operation: 'grant', fault: 'html', times: 1.5 }, /^times must/],
    ['a delay below nothing', { operation: 'grant', fault: 'slow', delayMs: -1 }, /^delayMs must/],
    ['a delay of years', { operation: 'grant', fault: 'slow', delayMs: 1e12 }, /^delayMs must/],
    ['no code', { operation: 'grant', fault: 'code' }, /^code must/],
    ['a word for a code', { operation: 'grant', fault: 'code', code: 'busy' }, /^code must/],
    ['no amount', { operation: 'execute', fault: 'amount' }, /^amount must/],
    ['three decimals', { operation: 'execute', fault: 'amount', amount: '1.001' }, /^amount must/],
  ])('with %s is refused with the reason', (_, body, reason) => {
    expect(readFault(body)).toEqual({ error: expect.stringMatching(reason) });
  });
});
