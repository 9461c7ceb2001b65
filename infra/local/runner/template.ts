import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Resource {
  id: string;
  type: string;
  properties: Record<string, unknown>;
  /** The construct's own name (`start-checkout`), from CDK's path metadata; the logical id where there is none. */
  name: string;
}

export interface Template {
  stackName: string;
  resources: Resource[];
  /** Directory of a function's staged asset, by the object key that the template gives it in S3. */
  assetDirectory(objectKey: string): string;
}

interface Manifest {
  artifacts: Record<string, { type: string; properties?: { templateFile?: string; stackName?: string } }>;
}
interface RawResource {
  Type: string;
  Properties?: Record<string, unknown>;
  Metadata?: Record<string, unknown>;
}
interface AssetManifest {
  files: Record<
    string,
    { source: { path: string; packaging?: string }; destinations: Record<string, { objectKey: string }> }
  >;
}

/** Reads the one stack of a synthesized CDK app (`cdk.out`). Several stacks are an error that names them. */
export function readTemplate(outdir: string): Template {
  const manifest = readJson<Manifest>(join(outdir, 'manifest.json'));
  const stacks = Object.entries(manifest.artifacts).filter(
    ([, artifact]) => artifact.type === 'aws:cloudformation:stack',
  );
  const [only, ...others] = stacks;
  if (!only || others.length > 0) {
    const names = stacks.map(([name]) => name).join(', ') || 'none';
    throw new Error(`The local system runs an app of exactly one stack; this one has: ${names}.`);
  }
  const [artifactId, artifact] = only;
  const file = artifact.properties?.templateFile ?? `${artifactId}.template.json`;
  const raw = readJson<{ Resources?: Record<string, RawResource> }>(join(outdir, file));
  const assets = readAssets(outdir);
  return {
    stackName: artifact.properties?.stackName ?? artifactId,
    resources: Object.entries(raw.Resources ?? {}).map(([id, resource]) => ({
      id,
      type: resource.Type,
      properties: resource.Properties ?? {},
      name: constructName(resource.Metadata) ?? id,
    })),
    assetDirectory(objectKey) {
      const path = assets.get(objectKey);
      if (!path) throw new Error(`The template names the asset ${objectKey}, which is not in ${outdir}.`);
      return path;
    },
  };
}

function readAssets(outdir: string): Map<string, string> {
  const assets = new Map<string, string>();
  for (const name of readdirSync(outdir).filter((file) => file.endsWith('.assets.json'))) {
    for (const file of Object.values(readJson<AssetManifest>(join(outdir, name)).files)) {
      if (file.source.packaging !== 'zip') continue;
      for (const { objectKey } of Object.values(file.destinations)) {
        assets.set(objectKey, join(outdir, file.source.path));
      }
    }
  }
  return assets;
}

/** `Stack/service/start-checkout/Resource` is the construct `start-checkout`. */
function constructName(metadata: Record<string, unknown> | undefined): string | undefined {
  const path = metadata?.['aws:cdk:path'];
  if (typeof path !== 'string') return undefined;
  return path
    .split('/')
    .filter((part) => part !== 'Resource')
    .at(-1);
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}
