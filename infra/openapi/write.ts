import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writtenFiles } from './written-files.ts';

/** `npm run openapi`: writes what is made from the contract. A test compares it with what is committed. */
const root = join(import.meta.dirname, '../..');
for (const [path, text] of Object.entries(await writtenFiles())) {
  writeFileSync(join(root, path), text);
  process.stdout.write(`${path}  ${Math.ceil(text.length / 1000)} kB\n`);
}
