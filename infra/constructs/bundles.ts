import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';

/** The repository, to which every entry point is relative. */
export const root = join(import.meta.dirname, '../..');

/** How every function is bundled; the measures of bundle size and import time use the same. */
export const bundling: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minify: true,
  // Bangla as it is: escaped, every letter of it costs six bytes instead of three.
  charset: 'utf8',
  // Their ES modules first: what a function does not use falls out, which halves an asset.
  mainFields: ['module', 'main'],
  outExtension: { '.js': '.mjs' },
  logLevel: 'error',
};

/**
 * Bundles functions with everything they import, the AWS SDK included: the runtime's own SDK is not the one our
 * tests ran with. One call for all of them, because a process for each (as CDK's `NodejsFunction` starts) takes
 * a second apiece. `use` is given the folder that holds `<name>/index.mjs`; it is gone afterwards.
 */
export function withBundles<Result>(names: readonly string[], use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'sundarban-bundles-'));
  try {
    const entryPoints = Object.fromEntries(names.map((name) => [`${name}/index`, `functions/${name}.ts`]));
    buildSync({ ...bundling, entryPoints, outdir: folder });
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
