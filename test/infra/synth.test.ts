import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Stack, Validations } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { afterAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../infra/app.ts';
import { onThisMachine, synthesizeInto } from './synthesize.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

describe('a synth', () => {
  it('writes the same files with the same words every time', () => {
    const [first, second] = [newFolder(), newFolder()];
    synthesizeInto(first);
    synthesizeInto(second);
    const files = readdirSync(first, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files.length).toBeGreaterThan(12);
    // The metadata says which line of code made a resource, this test's own lines included; nobody deploys it.
    for (const { parentPath, name } of files.filter(({ name }) => !name.endsWith('.metadata.json'))) {
      const here = join(parentPath, name);
      expect(readFileSync(here, 'utf8'), name).toBe(readFileSync(here.replace(first, second), 'utf8'));
    }
  });
});

describe('the AWS Solutions rules', () => {
  it('find nothing in a stage that would be deployed', () => {
    const app = buildApp({ stage: 'sandbox', outdir: newFolder() });
    expect(new AwsSolutionsChecks().validateScope(app).violations).toEqual([]);
  });

  it('are asked at every synth, which fails on a finding', () => {
    const app = buildApp({ ...onThisMachine, outdir: newFolder() });
    new Queue(app.node.findChild('sundarban-pay-local') as Stack, 'Careless');
    const { violations } = new AwsSolutionsChecks().validateScope(app);
    expect(violations.map(({ ruleName }) => ruleName)).toEqual(['AwsSolutions-SQS3', 'AwsSolutions-SQS4']);
    expect(() => app.synth()).toThrow(/Validation failed|AwsSolutions-SQS3/);
  });

  it('are set aside only one by one, with a reason', () => {
    const app = buildApp({ ...onThisMachine, outdir: newFolder() });
    const setAside = app.node.findAll().flatMap(acknowledgedAt);
    expect(new Set(setAside.map(({ rule }) => rule.replace(/^\w+::/, '')))).toEqual(
      new Set([
        'AwsSolutions-SMG4',
        'AwsSolutions-APIG4',
        'AwsSolutions-SQS3',
        'AwsSolutions-IAM5[Resource::*]',
        'AwsSolutions-IAM5[Resource::arn:aws:ses:ap-southeast-1:<AWS::AccountId>:identity/*]',
      ]),
    );
    expect(setAside.filter(({ reason }) => reason.length < 40)).toEqual([]);
    expect(setAside.filter(({ path }) => path === '' || path === 'sundarban-pay-local')).toEqual([]);
  });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sundarban-synth-'));
  folders.push(folder);
  return folder;
}

function acknowledgedAt({ node }: IConstruct): Array<{ path: string; rule: string; reason: string }> {
  return node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.entries(data as Record<string, string>))
    .map(([rule, reason]) => ({ path: node.path, rule, reason }));
}
