import { describe, expect, it } from 'vitest';
import { thrownAt } from '../../../functions/edge/failure.ts';

describe('where an exception was thrown', () => {
  it('is file, line and column of four frames at most, without directories', () => {
    const error = new Error('x');
    error.stack = `Error: x
    at decide (/var/task/index.mjs:12:34)
    at async file:///var/task/b-c.mjs:5:6
    at Object.<anonymous> (C:\\task\\d.mjs:7:8)
    at e (f.mjs:9:1)
    at g (h.mjs:9:2)`;
    expect(thrownAt(error)).toBe('index.mjs:12:34,b-c.mjs:5:6,d.mjs:7:8,f.mjs:9:1');
  });

  it('has nothing of the message, however it is written', () => {
    const message = 'for 01712345678\n at karim.example:1:2';
    expect(thrownAt(new Error(message))).not.toMatch(/karim|0171/);
  });

  it.each([undefined, 'text', { stack: '    at a (b.mjs:1:2)' }])(
    'is unknown for what is no error: %s',
    (thrown) => {
      expect(thrownAt(thrown)).toBeUndefined();
    },
  );
});
