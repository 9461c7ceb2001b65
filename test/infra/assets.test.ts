import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build, type Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundling } from '../../infra/constructs/bundles.ts';
import { functionRows } from '../../infra/routes.ts';
import type { FunctionName } from '../../shared/config/environment.ts';
import { functionNames } from '../../shared/config/environment.ts';
import { ofType, pathOf, synthesizeInto, type Template } from './synthesize.ts';

/**
 * What is uploaded is what runs: each asset is copied out of the assembly into a folder without `node_modules`
 * above it and imported there by a Node of its own, with the environment the template gives it.
 */
describe('an asset', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sundarban-assets-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let template: Template;
  beforeAll(() => {
    template = synthesizeInto(join(folder, 'assembly'));
  });

  it.each(functionNames)('of %s starts with nothing beside it and exports its handler', async (name) => {
    const lambda = ofType(template, 'AWS::Lambda::Function').find(([, each]) => pathOf(each) === name)?.[1];
    const alone = join(folder, name);
    cpSync(join(folder, 'assembly', lambda?.Metadata['aws:asset:path'] ?? ''), alone, { recursive: true });
    writeFileSync(
      join(alone, 'start.mjs'),
      "process.stdout.write(typeof (await import('./index.mjs')).handler);",
    );
    const { stdout } = await promisify(execFile)(process.execPath, ['start.mjs'], {
      cwd: alone,
      env: { ...environment(lambda?.Properties.Environment?.Variables ?? {}), AWS_REGION: 'ap-southeast-1' },
    });
    expect(stdout).toBe('function');
  });
});

/** Tokens of the template, a queue's URL say, have no value before a deployment: any URL will do to start. */
function environment(variables: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : 'https://aws.example/thing',
    ]),
  );
}

/**
 * A permission that is missing shows only on AWS, where nobody is looking: so the commands that tree shaking left
 * in a bundle are compared with the function's row. Transactions need the permissions of the writes they hold.
 */
describe('the row of a function', () => {
  let outputs: Metafile['outputs'];
  beforeAll(async () => {
    const entryPoints = Object.fromEntries(functionNames.map((name) => [name, `functions/${name}.ts`]));
    const options = { ...bundling, entryPoints, outdir: 'unwritten', write: false, metafile: true } as const;
    outputs = (await build(options)).metafile.outputs;
  });

  it.each(functionNames)('%s says whether its bundle calls bKash', (name) => {
    const { inputs = {} } = outputs[`unwritten/${name}.mjs`] ?? {};
    const calls = (inputs['shared/adapters/bkash/client.ts']?.bytesInOutput ?? 0) > 0;
    expect(functionRows[name].callsBkash ?? false).toBe(calls);
  });

  it.each(functionNames.filter((name) => name !== 'describe-api'))(
    '%s carries nothing of the public description',
    (name) => {
      const carried = Object.entries(outputs[`unwritten/${name}.mjs`]?.inputs ?? {})
        .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
        .map(([file]) => file);
      expect(carried.filter((file) => file.startsWith('shared/contract/openapi/'))).toEqual([]);
    },
  );

  it.each(functionNames)('%s grants what its bundle can send, and nothing else', (name) => {
    const sendable = Object.entries(outputs[`unwritten/${name}.mjs`]?.inputs ?? {})
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .flatMap(([file]) => permissionsFor(file));
    const withheld = neverSentBy[name] ?? [];
    const granted = Object.values(functionRows[name].may).flat();
    expect([...new Set(granted)].sort()).toEqual(
      [...new Set(sendable)].filter((one) => !withheld.includes(one)).sort(),
    );
  });
});

/** What a bundle carries because an adapter is one object, and the function has no use for: it may not do it. */
const neverSentBy: { [Name in FunctionName]?: string[] } = {
  // It asks the ledger what was announced; only deliver writes there.
  announce: ['dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
  // It reads orders, whose store could also begin one.
  deliver: ['dynamodb:PutItem'],
  'list-notifications': ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
  'read-notification': ['dynamodb:PutItem'],
  // It shows orders and claims, whose stores could also write them.
  'status-page': ['dynamodb:PutItem'],
  'tell-shop': ['dynamodb:PutItem'],
};

/** Of the SDK's file of a command: its own permission, but for the few that are named otherwise. */
function permissionsFor(file: string): string[] {
  const [, client = '', command = ''] = /client-([a-z-]+)\/.*\/commands\/(\w+)Command\.js$/.exec(file) ?? [];
  if (!client) return [];
  const permission = `${client.replaceAll('-', '')}:${command}`;
  return namedOtherwise[permission] ?? [permission];
}

const namedOtherwise: Record<string, string[]> = {
  'sqs:SendMessageBatch': ['sqs:SendMessage'],
  // What a transaction needs are the permissions of the writes in it, which only its caller knows.
  'dynamodb:TransactWriteItems': [],
  // In every bundle of the client, sent only where endpoint discovery is switched on.
  'dynamodb:DescribeEndpoints': [],
};
