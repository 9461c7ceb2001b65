import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createClock } from '../../../infra/local/runner/clock.ts';
import { emptyDirectory, openFunctionLog } from '../../../infra/local/runner/local-directory.ts';
import { localSecret } from '../../../infra/local/runner/local-secret.ts';
import { openState } from '../../../infra/local/runner/state.ts';
import { temporaryDirectory } from './fixture/running.ts';

describe('the local directory', () => {
  const directory = temporaryDirectory();
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('is emptied of what the system keeps, and of nothing that is somebody else’s', async () => {
    const state = openState(directory);
    writeFileSync(join(directory, 'dynamodb.sqlite'), 'kept');
    writeFileSync(join(directory, 'thesis.txt'), 'mine');
    mkdirSync(join(directory, 'bkash'));
    await createClock(state).advance(60);
    emptyDirectory(directory, state);
    expect(existsSync(join(directory, 'dynamodb.sqlite'))).toBe(false);
    expect(existsSync(join(directory, 'bkash'))).toBe(false);
    expect(existsSync(join(directory, 'thesis.txt'))).toBe(true);
    expect(createClock(state).offsetMs).toBe(0);
    state.close();
  });

  it('says what to do when what lies there cannot be read', () => {
    const damaged = join(directory, 'damaged');
    mkdirSync(damaged);
    writeFileSync(join(damaged, 'runner.sqlite'), 'not a database');
    expect(() => openState(damaged)).toThrow(
      `The data in ${damaged} cannot be read (file is not a database): delete that directory to begin empty, `,
    );
  });

  it('keeps its signing key, so that a link from before a restart still opens', () => {
    const first = openState(directory);
    const secret = localSecret(first);
    first.close();
    const second = openState(directory);
    expect(localSecret(second)).toEqual(secret);
    second.close();
  });

  it('lets a clock move forward only', async () => {
    const state = openState(directory);
    await expect(createClock(state).advance(-1)).rejects.toThrow(
      'The clock only moves forward; asked for -1 s.',
    );
    state.close();
  });

  it('begins a new log when the old one has become too big', () => {
    const log = openFunctionLog(directory);
    log.write('echo', 'x'.repeat(20_000_001));
    log.write('echo', 'last');
    openFunctionLog(directory);
    expect(existsSync(log.path)).toBe(false);
  });
});
