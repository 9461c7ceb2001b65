import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

type Asset = { body: Uint8Array<ArrayBuffer>; type: string; hash: string };

const folder = join(import.meta.dirname, 'assets');
const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** bKash.js wants jQuery before it. */
const jquery = fileURLToPath(import.meta.resolve('jquery/dist/jquery.min.js'));

/** Read once at start: a dozen small files. */
const assets = new Map<string, Asset>([
  ...readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => extname(name) in types)
    .map((name) => assetFrom(name.replaceAll('\\', '/'), join(folder, name))),
  assetFrom('jquery.js', jquery),
]);

function assetFrom(name: string, path: string): [string, Asset] {
  const body = new Uint8Array(readFileSync(path));
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 10);
  return [name, { body, type: types[extname(name)] ?? '', hash }];
}

export function findAsset(name: string): Asset | undefined {
  return assets.get(name);
}

/** The address carries the content's hash, so a browser may keep the file for good and still sees every change. */
export function assetUrl(name: string): string {
  const asset = assets.get(name);
  if (!asset) throw new Error(`infra/local/storefront/assets has no ${name}.`);
  return `/assets/${name}?v=${asset.hash}`;
}
