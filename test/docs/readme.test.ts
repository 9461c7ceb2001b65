import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { lifecycle } from '../../shared/domain/lifecycle.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const readme = read('README.md');
const manifest = JSON.parse(read('package.json'));

describe('the README', () => {
  it('shows the two commands and stays within 150 lines', () => {
    expect(readme).toContain('npm ci && npm start');
    expect(readme).toContain('npm ci && npm test');
    expect(readme.split('\n').length).toBeLessThanOrEqual(150);
  });

  it('prints the lifecycle that the code enforces', () => {
    const [, between = ''] = readme.split(/<!-- \/?lifecycle.*-->\n/);
    const [, , ...printed] = between.trimEnd().split('\n');
    const rows = Object.entries(lifecycle).map(([state, steps]) => {
      const names = steps.map((name) => `\`${name}\``);
      return `| \`${state}\` | ${names.join(', ') || 'nothing: final'} |`;
    });
    expect(printed).toEqual(rows);
  });

  it('names only scripts that exist', () => {
    const named = [...readme.matchAll(/npm run ([a-z:]+)/g)].map((match) => match[1] ?? '');
    expect(named.filter((name) => !(name in manifest.scripts))).toEqual([]);
  });
});

const pages = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
describe.each(['README.md', ...pages.map((name) => `docs/${name}`)])('%s', (path) => {
  it('links only to files that are there', () => {
    const links = [...read(path).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1] ?? '');
    expect(links.filter((link) => !existsSync(join(root, dirname(path), link)))).toEqual([]);
  });
});

describe('the decisions', () => {
  it('explain every dependency', () => {
    const names = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.keys(manifest[kind] ?? {}),
    );
    const decisions = read('docs/decisions.md');
    expect(names.filter((name) => !decisions.includes(`\`${name}\``))).toEqual([]);
  });
});
