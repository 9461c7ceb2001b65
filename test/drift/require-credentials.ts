import { sandboxCredentials } from '../../infra/local/sandbox-credentials.ts';

/** Runs before the drift project: without credentials nothing is counted, passed or skipped, and one line says why. */
export function setup(): void {
  try {
    sandboxCredentials(process.env);
  } catch (error) {
    process.stderr.write(`test:drift: NOT RUN. ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
