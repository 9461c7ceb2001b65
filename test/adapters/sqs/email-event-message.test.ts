import { describe, expect, it } from 'vitest';
import { parseEmailEvent } from '../../../shared/adapters/sqs/email-event-message.ts';

const bounce = { event: 'bounce', orderId: ['SB-1'], bounceType: 'Permanent' };

describe('an event of an email', () => {
  it.each([
    [bounce, 'bounce'],
    [{ ...bounce, bounceType: 'Undetermined' }, 'bounce'],
    [{ ...bounce, bounceType: 'Transient' }, 'soft_bounce'],
    [{ event: 'complaint', orderId: ['SB-1'] }, 'complaint'],
  ])('is read from %j', (body, kind) => {
    expect(parseEmailEvent(JSON.stringify(body))).toEqual({ orderId: 'SB-1', kind });
  });

  it.each([
    'nonsense',
    '{}',
    JSON.stringify({ ...bounce, orderId: 'SB-1' }),
    JSON.stringify({ ...bounce, orderId: [] }),
    JSON.stringify({ ...bounce, orderId: ['SB-1', 'SB-2'] }),
    JSON.stringify({ ...bounce, orderId: ['../x'] }),
    JSON.stringify({ ...bounce, bounceType: 'Gone' }),
    JSON.stringify({ ...bounce, destination: ['rahela@example.com'] }),
  ])('is refused, and not quoted, when it is %s', (body) => {
    expect(() => parseEmailEvent(body)).toThrow(
      /^A message of the bounce queue is not an event of an email\.$/,
    );
  });
});
