import { accessSync, constants } from 'node:fs';

/** Debian's and Ubuntu's place; another one is given as CHROMIUM_PATH. */
const usualPath = '/usr/bin/chromium';

/** Never a window, never a download, never a call home. */
export const chromiumFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @throws Error of one line that says where it looked and what to do. */
export function findChromium(env: Record<string, string | undefined> = process.env): string {
  const path = env.CHROMIUM_PATH || usualPath;
  try {
    accessSync(path, constants.X_OK);
    return path;
  } catch {
    throw new Error(
      `no Chromium at ${path}: install it (apt-get install chromium fonts-beng) or set CHROMIUM_PATH.`,
    );
  }
}
