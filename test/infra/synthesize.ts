import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type BuildOptions, buildApp } from '../../infra/app.ts';

export interface Resource {
  Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is JSON of a thousand shapes, and the test names the one it means.
  Properties: any;
  // biome-ignore lint/suspicious/noExplicitAny: likewise
  Metadata?: any;
  DeletionPolicy?: string;
}
export interface Template {
  Resources: Record<string, Resource>;
}

export const onThisMachine: BuildOptions = { stage: 'local', local: { portBase: 3000, settings: {} } };

/** Synthesizes into a folder of its own, which goes with the test that asked for it. */
export function synthesize(options: BuildOptions = onThisMachine): { template: Template; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'sundarban-synth-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [stack] = buildApp({ ...options, outdir: folder }).synth().stacks;
  return { template: stack?.template as Template, folder };
}

export function ofType(template: Template, type: string): Array<[id: string, resource: Resource]> {
  return Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
}
