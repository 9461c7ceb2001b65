import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createFunctionPool, type FunctionPool } from '../../../infra/local/runner/function-pool.ts';
import { temporaryDirectory } from './fixture/running.ts';

/** Tells which instance answered, and whether it had two events at once. */
const source = `
const id = Math.random();
let running = 0;
export async function handler(event) {
  running += 1;
  const together = running;
  await new Promise((resolve) => setTimeout(resolve, event.waitMs ?? 30));
  running -= 1;
  if (event.diesAfterwards) setTimeout(() => { throw new Error('nobody catches this'); }, 50);
  return { id, together };
}`;

describe('the fleet of functions', () => {
  const directory = temporaryDirectory();
  let pool: FunctionPool;
  beforeAll(() => {
    mkdirSync(join(directory, 'asset'));
    writeFileSync(join(directory, 'asset', 'index.mjs'), source);
  });
  afterEach(() => pool.stop(0));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  function start(
    bounds: { perFunction?: number; inAll?: number; idleMs?: number },
    reservedConcurrency?: number,
  ) {
    const fn = (name: string) => ({
      name,
      arn: name,
      taskRoot: join(directory, 'asset'),
      handler: 'index.handler',
      environment: {},
      timeoutMs: 10_000,
      memoryMb: 128,
      ...(reservedConcurrency !== undefined && { reservedConcurrency }),
    });
    pool = createFunctionPool([fn('one'), fn('other')], {
      ...bounds,
      clockOffset: new SharedArrayBuffer(8),
      compileCache: join(directory, 'compile-cache'),
      onLine: () => undefined,
      onFailure: () => undefined,
    });
  }

  async function call(name: string, event: object = {}): Promise<{ id: number; together: number }> {
    const outcome = await pool.invoke(name, event);
    if (!outcome.ok) throw new Error(outcome.errorMessage);
    return JSON.parse(outcome.payload);
  }

  it('gives an instance one event at a time', async () => {
    start({ perFunction: 3 });
    const answers = await Promise.all(Array.from({ length: 12 }, () => call('one')));
    expect(answers.map(({ together }) => together)).toEqual(Array(12).fill(1));
  });

  it.each([
    ['its own bound', { perFunction: 2 }, undefined],
    ['the bound of all', { inAll: 2 }, undefined],
    ['what the template reserves', {}, 2],
  ])(
    'runs no more instances of a function than %s, and queues the rest',
    async (_which, bounds, reserved) => {
      start(bounds, reserved);
      const answers = await Promise.all(Array.from({ length: 12 }, () => call('one', { waitMs: 150 })));
      expect(new Set(answers.map(({ id }) => id)).size).toBe(2);
    },
  );

  it('makes room for another function by ending an idle instance', async () => {
    start({ inAll: 1 });
    const first = await call('one');
    await call('other');
    expect((await call('one')).id).not.toBe(first.id);
  });

  it('keeps an instance while it is used, and ends it when it has idled long enough', async () => {
    start({ idleMs: 300 });
    const first = await call('one');
    expect((await call('one')).id).toBe(first.id);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await call('one')).id).not.toBe(first.id);
  });

  it('replaces an instance that dies while nobody uses it', async () => {
    start({ perFunction: 1 });
    const first = await call('one', { diesAfterwards: true });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await call('one')).id).not.toBe(first.id);
  }, 10_000);

  it('fails the event of an instance that is killed at work, and serves the next one by another', async () => {
    start({ perFunction: 1 });
    const first = await call('one');
    const interrupted = pool.invoke('one', { waitMs: 5_000 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await pool.kill(0)).toBe('one');
    expect(await interrupted).toMatchObject({ ok: false, errorType: 'Runtime.ExitError' });
    expect((await call('one')).id).not.toBe(first.id);
  });

  it('kills an idle instance where none is at work, and says so where there is none at all', async () => {
    start({});
    expect(await pool.kill(0)).toBeUndefined();
    const first = await call('one');
    expect(await pool.kill(0.99)).toBe('one');
    expect((await call('one')).id).not.toBe(first.id);
  });

  it('answers whoever still waits when it stops', async () => {
    start({ inAll: 1 });
    const calls = [1, 2, 3].map(() => pool.invoke('one', { waitMs: 5_000 }));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await pool.stop(0);
    expect((await Promise.all(calls)).map((outcome) => outcome.ok)).toEqual([false, false, false]);
  });
});
