import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { webhookSecret } from './storefront-harness.ts';

const program = new URL('../../../infra/local/storefront/main.ts', import.meta.url).pathname;
const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

function start(env: Record<string, string>) {
  const child = fork(program, { env: { PATH: process.env.PATH, ...env }, stdio: 'pipe' });
  started.push(child);
  let errors = '';
  child.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  return { child, errors: () => errors };
}

const settings = () => ({
  ...{ STOREFRONT_PORT: '0', PAYMENT_API_URL: 'http://127.0.0.1:9', STOREFRONT_KEY: 'sk_test_shop' },
  SHOP_WEBHOOK_SECRET: webhookSecret,
  LOCAL_DIR: mkdtempSync(join(tmpdir(), 'storefront-')),
});

describe('the storefront program', () => {
  it('says when it is ready, and ends when its parent is gone', async () => {
    const { child } = start(settings());
    const [message] = await once(child, 'message');
    expect(message).toMatchObject({ type: 'ready', url: expect.stringMatching(/^http:\/\/localhost:\d+$/) });
    expect((await fetch(message.url)).status).toBe(200);
    child.disconnect();
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
  });

  it('names the setting that is missing, in one line', async () => {
    const { child, errors } = start({ STOREFRONT_PORT: '0' });
    const [code] = await once(child, 'exit');
    expect(code).toBe(1);
    expect(errors()).toBe(
      'storefront: set STOREFRONT_PORT, PAYMENT_API_URL, STOREFRONT_KEY and SHOP_WEBHOOK_SECRET.\n',
    );
  });

  it('says in one line that its port is taken', async () => {
    const first = start(settings());
    const [{ url }] = await once(first.child, 'message');
    const { child, errors } = start({ ...settings(), STOREFRONT_PORT: new URL(url).port });
    const [code] = await once(child, 'exit');
    expect(code).toBe(1);
    expect(errors()).toMatch(/^storefront: listen EADDRINUSE[^\n]*\n$/);
  });
});
