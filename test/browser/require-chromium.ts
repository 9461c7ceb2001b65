import { findChromium } from './chromium.ts';

/** Runs before the browser project: without a browser there is one line to read, not a stack for every test. */
export function setup(): void {
  try {
    findChromium();
  } catch (error) {
    process.stderr.write(`test:browser: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
