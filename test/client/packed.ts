import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const root = join(import.meta.dirname, '../..');
const clientFolder = join(root, 'shared/client');
export const run = promisify(execFile);

/**
 * A shop's folder with the client installed from what `npm pack` makes, as a shop gets it, and Express beside it; the
 * examples lie in it, outside of the package.
 */
export async function shopWithClient(): Promise<{ folder: string; files: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'sundarban-shop-'));
  // In a copy: two tests that pack at once must not build into one folder.
  const source = join(folder, 'source');
  cpSync(clientFolder, source, { recursive: true, filter: (path) => !path.endsWith('/dist') });
  symlinkSync(join(root, 'node_modules'), join(folder, 'source/node_modules'));
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: source });
  const [packed] = JSON.parse(stdout.slice(stdout.indexOf('[')));
  const installed = join(folder, 'node_modules', 'sundarban-pay-client');
  mkdirSync(installed, { recursive: true });
  await run('tar', ['-xzf', join(folder, packed.filename), '--strip-components=1', '-C', installed]);
  symlinkSync(join(root, 'node_modules/express'), join(folder, 'node_modules/express'));
  cpSync(join(clientFolder, 'examples'), join(folder, 'examples'), { recursive: true });
  return { folder, files: packed.files.map(({ path }: { path: string }) => path) };
}
