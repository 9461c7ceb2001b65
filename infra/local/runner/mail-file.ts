import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * The emails, or the SMS, of earlier runs, a JSON line each. A last line without its end is what a killed run was
 * writing: nobody was told that it was sent, so it is cut off, and the next one begins on a line of its own.
 */
export function readMailFile(file: string): unknown[] {
  mkdirSync(dirname(file), { recursive: true });
  if (!existsSync(file)) return [];
  const written = readFileSync(file);
  const end = written.lastIndexOf('\n') + 1;
  if (end < written.length) truncateSync(file, end);
  const lines = written.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as unknown);
}

export function appendToMailFile(file: string, message: unknown): void {
  appendFileSync(file, `${JSON.stringify(message)}\n`);
}
