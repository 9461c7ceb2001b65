import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/**
 * The arrows of the house, checked on every import. Cycles and barrels are Biome's rules.
 * A file may import itself, its own room and the rooms listed behind it, and nothing else of ours.
 */
const rooms: Array<{ room: RegExp; mayImport: RegExp[]; npm: 'any' | 'none' | RegExp[] }> = [
  { room: /^shared\/domain\//, mayImport: [], npm: 'none' },
  { room: /^shared\/contract\//, mayImport: [/^shared\/domain\//], npm: [/^zod\/mini$/] },
  // What a shop installs: it stands alone.
  { room: /^shared\/client\/src\//, mayImport: [], npm: 'none' },
  { room: /^shared\/client\/examples\//, mayImport: [], npm: [/^sundarban-pay-client\//] },
  { room: /^shared\/config\//, mayImport: [], npm: [/^zod\/mini$/] },
  {
    room: /^shared\/usecases\//,
    mayImport: [/^shared\/(domain|contract|config)\//, /^shared\/adapters\/[a-z]+\/([a-z]+-)?port\.ts$/],
    npm: 'none',
  },
  { room: /^shared\/adapters\//, mayImport: [/^shared\/(domain|contract|config|adapters)\//], npm: 'any' },
  { room: /^functions\//, mayImport: [/^shared\//], npm: 'any' },
  {
    room: /^infra\/local\//,
    mayImport: [/^shared\/(contract|config)\//, /^shared\/domain\/money\.ts$/, /^infra\//],
    npm: 'any',
  },
  {
    room: /^infra\/(?!local\/)/,
    mayImport: [/^shared\/(config|contract)\//, /^shared\/adapters\/telemetry\/port\.ts$/],
    npm: 'any',
  },
];

/** Tables of codes and messages may be longer than a screen's worth: they are read by row. */
const tables = new Set([
  'shared/adapters/bkash/codes.ts',
  'shared/adapters/ses/messages.ts',
  'shared/contract/openapi/operations.ts',
  'shared/contract/openapi/words.ts',
  // Written by `npm run openapi`.
  'shared/client/src/contract.ts',
]);
const maxLines = 200;
const vagueNames = /^(utils?|helpers?|common|misc|service|manager)\.ts$/;

const root = normalize(join(dirname(fileURLToPath(import.meta.url)), '../..'));
const files = ['functions', 'infra', 'shared', 'test'].flatMap((top) =>
  readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
    .map((name) => join(top, name))
    .filter((name) => name.endsWith('.ts') && !name.includes('node_modules')),
);

describe('the house', () => {
  it('is not empty', () => {
    expect(files.length).toBeGreaterThan(5);
  });

  it.each(files)('keeps its rules in %s', (file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const broken: string[] = [];
    if (text.split('\n').length - 1 > maxLines && !tables.has(file)) broken.push(`is over ${maxLines} lines`);
    if (vagueNames.test(file.split('/').at(-1) ?? '')) broken.push('has a name that says nothing');
    const rule = rooms.find(({ room }) => room.test(file));
    if (rule) broken.push(...importsOf(text).flatMap((target) => brokenArrow(file, target, rule)));
    expect(broken).toEqual([]);
  });
});

function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
}

function brokenArrow(file: string, target: string, rule: (typeof rooms)[number]): string[] {
  if (target.startsWith('node:'))
    return rule.npm === 'none' && file.startsWith('shared/domain/') ? [`imports ${target}`] : [];
  if (!target.startsWith('.')) {
    const allowed = rule.npm === 'any' || (rule.npm !== 'none' && rule.npm.some((name) => name.test(target)));
    return allowed ? [] : [`imports ${target}`];
  }
  const path = normalize(join(dirname(file), target));
  const allowed = rule.room.test(path) || rule.mayImport.some((room) => room.test(path));
  return allowed ? [] : [`imports ${path}`];
}
