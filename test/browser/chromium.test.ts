import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { findChromium } from './chromium.ts';

const setup = new URL('require-chromium.ts', import.meta.url).href;

describe('the browser journeys', () => {
  it('say in one line where Chromium is missing', () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', `import { setup } from '${setup}'; setup();`],
      { env: { ...process.env, CHROMIUM_PATH: '/nowhere/chromium' }, encoding: 'utf8' },
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(/^test:browser: no Chromium at \/nowhere\/chromium: [^\n]*\n$/);
  });

  it('take the Chromium they are given', () => {
    expect(findChromium({ CHROMIUM_PATH: process.execPath })).toBe(process.execPath);
  });
});
