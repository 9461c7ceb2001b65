import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { lenient } from '../../../shared/adapters/bkash/lenient-field.ts';

describe('a field that decides nothing', () => {
  const answer = z.object({ id: z.string(), note: lenient(z.string().check(z.maxLength(3))) });

  it('is read when it is as documented', () => {
    expect(answer.parse({ id: 'a', note: 'abc' })).toEqual({ id: 'a', note: 'abc' });
  });

  it.each([{}, { note: null }, { note: 7 }, { note: 'abcd' }, { note: { deep: [] } }])(
    'is absent when the answer has %j, and hides nothing else of it',
    (fields) => {
      const read = answer.parse({ id: 'a', ...fields });
      expect(read.id).toBe('a');
      expect(read.note).toBeUndefined();
    },
  );
});
