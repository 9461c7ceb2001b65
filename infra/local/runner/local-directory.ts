import { appendFileSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RunnerState } from './state.ts';

/** Everything the system keeps beside its own state; nothing else in the directory is ever touched. */
const kept = [
  'dynamodb.sqlite',
  'dynamodb.sqlite-shm',
  'dynamodb.sqlite-wal',
  'sqs',
  'ses',
  'bkash',
  'storefront',
  'log',
];

/** A log that a long life has made this big begins anew at the next start. */
const maxLogBytes = 20_000_000;

/** Forgets what earlier runs left. */
export function emptyDirectory(localDir: string, state: RunnerState): void {
  state.clear();
  for (const name of kept) rmSync(join(localDir, name), { recursive: true, force: true });
}

/** The file that holds every line of every function, `<function> | <line>`. */
export function openFunctionLog(localDir: string): {
  path: string;
  write(functionName: string, line: string): void;
} {
  const directory = join(localDir, 'log');
  const path = join(directory, 'functions.log');
  mkdirSync(directory, { recursive: true });
  if (existsSync(path) && statSync(path).size > maxLogBytes) rmSync(path);
  return { path, write: (functionName, line) => appendFileSync(path, `${functionName} | ${line}\n`) };
}
