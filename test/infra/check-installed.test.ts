import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const program = 'infra/local/check-installed.js';

describe('the check before npm start, npm run demo and npm test', () => {
  const clones: string[] = [];
  afterEach(() => {
    for (const clone of clones.splice(0)) rmSync(clone, { recursive: true, force: true });
  });

  it('lets a finished npm ci pass, without a word', () => {
    expect(checkIn(repository)).toEqual({ status: 0, stderr: '' });
  });

  it('says what to do in a clone without packages', () => {
    const line = 'The packages are not installed here: run npm ci, then this command again.\n';
    expect(checkIn(clone())).toEqual({ status: 1, stderr: line });
  });

  it('says what to do where another Node.js than the installed one is used', () => {
    const directory = clone();
    mkdirSync(join(directory, 'node_modules'));
    writeFileSync(join(directory, 'node_modules/.package-lock.json'), '{}');
    const old = join(directory, 'old.cjs');
    writeFileSync(old, "Object.defineProperty(process.versions, 'node', { value: '20.19.0' });");
    expect(checkIn(directory, '--require', old)).toEqual({
      status: 1,
      stderr: expect.stringMatching(/^This is Node\.js 20\.19\.0, .* npm ci --ignore-scripts=false\.\n$/),
    });
  });

  it.each(['start', 'demo', 'test'])('comes before npm run %s', (name) => {
    const { scripts } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
    expect(scripts[name].startsWith(`node ${program} && `)).toBe(true);
  });

  // npm hands a signal on to its shell alone: a program that the shell has not become would outlive both.
  it.each(['start', 'demo', 'chaos'])('npm run %s hands its signals to the system itself', (name) => {
    const { scripts } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
    expect(scripts[name]).toMatch(/(^|&& )exec node \S+$/);
  });

  function clone(): string {
    const directory = mkdtempSync(join(tmpdir(), 'sundarban-clone-'));
    clones.push(directory);
    cpSync(join(repository, program), join(directory, program));
    writeFileSync(join(directory, 'package.json'), '{ "type": "module" }');
    return directory;
  }
});

function checkIn(directory: string, ...nodeArgs: string[]) {
  const { status, stderr } = spawnSync(process.execPath, [...nodeArgs, join(directory, program)], {
    encoding: 'utf8',
  });
  return { status, stderr };
}
