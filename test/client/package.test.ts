import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, run, shopWithClient } from './packed.ts';

/** What `npm pack` makes, used as a shop uses it: from a folder of its own, without this repository's sources. */
let shop: Awaited<ReturnType<typeof shopWithClient>>;
beforeAll(async () => {
  shop = await shopWithClient();
}, 60_000);
afterAll(() => rmSync(shop.folder, { recursive: true }));

const manifest = JSON.parse(readFileSync(join(root, 'shared/client/package.json'), 'utf8'));
const entries = Object.keys(manifest.exports).map((entry) => entry.slice('./'.length));
const heaviestKb = 5;

describe('the packed client', () => {
  it('holds what was built, its README and its examples, and no source or test', () => {
    expect(
      shop.files.filter((file) => !/^(dist|examples)\/|^(README\.md|package\.json)$/.test(file)),
    ).toEqual([]);
    expect(shop.files).toContain('dist/server.d.ts');
    expect(shop.files.filter((file) => file.startsWith('dist/') && !/\.(js|d\.ts)$/.test(file))).toEqual([]);
  });

  it('stands on nothing', () => {
    expect(Object.keys(manifest).filter((key) => /dependencies/i.test(key))).toEqual([]);
    const dist = join(shop.folder, 'node_modules/sundarban-pay-client/dist');
    for (const file of readdirSync(dist)) {
      const imports = [...readFileSync(join(dist, file), 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)];
      expect(imports.map((match) => match[1]).filter((target) => !target?.startsWith('./'))).toEqual([]);
    }
  });

  it(`costs a page under ${heaviestKb} kB, and brings nothing of Node’s along`, async () => {
    const entry = join(shop.folder, 'node_modules/sundarban-pay-client/dist/browser.js');
    const options = { bundle: true, minify: true, write: false, format: 'esm', platform: 'browser' } as const;
    const { outputFiles } = await build({ entryPoints: [entry], ...options });
    expect(outputFiles[0]?.contents.length).toBeLessThan(heaviestKb * 1000);
  });

  it.each(entries)('is imported by its name: sundarban-pay-client/%s', async (entry) => {
    const program = `process.stdout.write(Object.keys(await import('sundarban-pay-client/${entry}')).join())`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: shop.folder,
    });
    expect(stdout).toMatch(/\w/);
  });

  it('has types that stand alone, with which the examples in TypeScript and a shop’s own code compile', async () => {
    writeFileSync(
      join(shop.folder, 'shop.ts'),
      `import type { Order } from 'sundarban-pay-client/contract';
import { PaymentError } from 'sundarban-pay-client/errors';
import { paymentBrowser } from 'sundarban-pay-client/browser';
import { paymentServer } from 'sundarban-pay-client/server';
const server = paymentServer({ baseUrl: '', key: '' });
export const order: Promise<Order> = server.getOrder('SB-1', { signal: AbortSignal.timeout(1) });
// @ts-expect-error an amount is a string
void server.requestRefund('SB-1', { refundId: 'R', amount: 5, reason: 'x' });
// @ts-expect-error no such code: the list is closed
export const isNew = (error: PaymentError) => error.code === 'new_code';
void paymentBrowser({ baseUrl: '', orderId: '', token: '' }).follow({ onChange: ({ status }) => status === 'paid' });
`,
    );
    const flags = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--target', 'es2024'];
    const where = ['--module', 'nodenext', '--lib', 'es2024,dom', '--types', 'node', '--typeRoots'];
    const routes = readdirSync(join(shop.folder, 'examples/next'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join('examples/next', file));
    expect(routes).toHaveLength(3);
    const program = [join(root, 'node_modules/typescript/bin/tsc'), ...flags, ...where];
    const files = [join(root, 'node_modules/@types'), 'shop.ts', ...routes];
    const compiled = run(process.execPath, [...program, ...files], { cwd: shop.folder });
    await compiled.catch(({ stdout }) => expect(stdout).toBe(''));
  }, 60_000);
});

describe('an example', () => {
  it.each(['integration.mjs', 'express.mjs', 'curl.sh'])(
    'is read in a minute: %s has 30 lines at most',
    (file) => {
      const text = readFileSync(join(root, 'shared/client/examples', file), 'utf8');
      expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(30);
    },
  );
});
