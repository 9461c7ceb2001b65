import { realpathSync } from 'node:fs';
import { type Asked, helpText, readCommand } from './commands.ts';
import { detailsOf } from './details.ts';
import { invokeOperate, targetOf } from './invoke.ts';

/** What a command printed, and how it ended: the help has the meaning of each code. */
export interface Ended {
  exitCode: 0 | 1 | 2 | 3;
  stdout: string;
  stderr: string;
}

/** `npm run ops`: one command, from what was typed to what is printed. Never throws. */
export async function ops(args: readonly string[], env: Record<string, string | undefined>): Promise<Ended> {
  let asked: Asked;
  try {
    asked = readCommand(args);
  } catch (error) {
    return { exitCode: 2, stdout: '', stderr: messageOf(error) };
  }
  if (!asked.event) return { exitCode: 0, stdout: helpText(), stderr: '' };
  try {
    const answer = await invokeOperate(targetOf(asked.stage, env), asked.event);
    const text = asked.json ? JSON.stringify(answer) : [answer.message, ...detailsOf(answer)].join('\n');
    if (answer.outcome !== 'refused') return { exitCode: 0, stdout: text, stderr: '' };
    return asked.json ? { exitCode: 1, stdout: text, stderr: '' } : { exitCode: 1, stdout: '', stderr: text };
  } catch (error) {
    return { exitCode: 3, stdout: '', stderr: messageOf(error) };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

if (realpathSync(process.argv[1] ?? '.') === import.meta.filename) {
  const { exitCode, stdout, stderr } = await ops(process.argv.slice(2), process.env);
  if (stdout) process.stdout.write(`${stdout}\n`);
  if (stderr) process.stderr.write(`${stderr}\n`);
  process.exitCode = exitCode;
}
