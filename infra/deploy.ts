import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { stageNamed } from './stages.ts';

const usage = 'npm run deploy -- --stage NAME [--set NAME=VALUE ...]';

/**
 * The CDK command that deploys what a person asked for. Everything is read and validated before CDK starts, so that
 * a slip is one line and not a stack trace from a synth.
 * @throws Error of one line that says what to change.
 */
export function deployCommand(args: readonly string[]): string[] {
  const { values } = parseArgs({
    args: [...args],
    options: { stage: { type: 'string' }, set: { type: 'string', multiple: true } },
  });
  if (!values.stage) throw new Error(`which stage? ${usage}`);
  const settings = Object.fromEntries((values.set ?? []).map(settingOf));
  stageNamed(values.stage, settings);
  return ['deploy', '-c', `stage=${values.stage}`, '-c', `settings=${JSON.stringify(settings)}`];
}

function settingOf(text: string): [name: string, value: string] {
  const at = text.indexOf('=');
  if (at < 1) throw new Error(`--set ${text}: expected NAME=VALUE`);
  return [text.slice(0, at), text.slice(at + 1)];
}

if (realpathSync(process.argv[1] ?? '.') === import.meta.filename) {
  try {
    const cdk = join(import.meta.dirname, '../node_modules/aws-cdk/bin/cdk');
    const command = deployCommand(process.argv.slice(2));
    process.exitCode = spawnSync(process.execPath, [cdk, ...command], { stdio: 'inherit' }).status ?? 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
