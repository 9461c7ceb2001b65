import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

export interface ImportTime {
  /** Milliseconds of processor, all threads, user and system. */
  processorMs: number;
  /** Milliseconds by the clock: on a machine with other work to do, theirs too. */
  clockMs: number;
}

/** Imports two files, each time in a process of its own; they take turns, and take turns in going first. */
export async function importTimes(
  files: { ours: string; floor: string },
  env: Record<string, string>,
  runs: number,
): Promise<Array<{ ours: ImportTime; floor: ImportTime }>> {
  // Fills the file cache, and does not count.
  await Promise.all([importTime(files.ours, env), importTime(files.floor, env)]);
  const times: Array<{ ours: ImportTime; floor: ImportTime }> = [];
  for (let run = 0; run < runs; run += 1) {
    const early = run % 2 === 0 ? await importTime(files.ours, env) : undefined;
    const floor = await importTime(files.floor, env);
    times.push({ ours: early ?? (await importTime(files.ours, env)), floor });
  }
  return times;
}

/** Plain JavaScript by `--eval`, so that no type stripping is in the process. */
const timedImport = `
const processor = process.cpuUsage();
const begun = performance.now();
await import(process.argv[1]);
const clockMs = performance.now() - begun;
const { user, system } = process.cpuUsage(processor);
process.stdout.write(JSON.stringify({ processorMs: (user + system) / 1000, clockMs }), () => process.exit());
`;

async function importTime(file: string, env: Record<string, string>): Promise<ImportTime> {
  const args = ['--input-type=module', '--eval', timedImport, pathToFileURL(file).href];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, timeout: 30_000 });
  return JSON.parse(stdout);
}
