import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, Stack, Token, Validations } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { afterAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../infra/app.ts';
import { ofType, onThisMachine, synthesizeInto } from './synthesize.ts';

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

describe('the stack', () => {
  const sandbox = buildApp({ stage: 'sandbox', outdir: newFolder() });
  const stackOf = (app: App) => app.node.children.find((child) => Stack.isStack(child)) as Stack;

  it('of live is not destroyed by a slip, of sandbox it may be', () => {
    const settings = { sender: 'orders@shop.example', returnOrigins: 'https://shop.example' };
    const live = buildApp({ stage: 'live', settings, outdir: newFolder() });
    expect(stackOf(live).terminationProtection).toBe(true);
    expect(stackOf(sandbox).terminationProtection).toBe(false);
  });

  it("is built in the stage's region, whatever account it goes to", () => {
    const { region, account } = stackOf(sandbox);
    expect(region).toBe('ap-southeast-1');
    expect(Token.isUnresolved(account)).toBe(true);
  });

  it('mails its alarms to whoever is named', () => {
    const local = { portBase: 3000, settings: { alarmEmail: 'owner@shop.example' } };
    const template = synthesizeInto(newFolder(), { stage: 'local', local });
    expect(
      ofType(template, 'AWS::SNS::Subscription').map(([, { Properties }]) => Properties.Endpoint),
    ).toEqual(['owner@shop.example']);
  });

  it('gives the AWS Solutions rules nothing to find', () => {
    expect(new AwsSolutionsChecks().validateScope(sandbox).violations).toEqual([]);
  });

  it('sets those rules aside one by one only, with a reason', () => {
    const setAside = sandbox.node.findAll().flatMap(acknowledgedAt);
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
    expect(setAside.filter(({ path }) => !path.includes('/'))).toEqual([]);
  });

  it('is checked at every synth, which fails on a finding', () => {
    const app = buildApp({ ...onThisMachine, outdir: newFolder() });
    new Queue(stackOf(app), 'Careless');
    const { violations } = new AwsSolutionsChecks().validateScope(app);
    expect(violations.map(({ ruleName }) => ruleName)).toEqual(['AwsSolutions-SQS3', 'AwsSolutions-SQS4']);
    expect(() => app.synth()).toThrow(/Validation failed|AwsSolutions-SQS3/);
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
