import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { type BuildOptions, buildApp } from '../../infra/app.ts';

/** A synth takes a second of a free core, and the cores may be shared by much else. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

export interface Resource {
  Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is JSON of a thousand shapes; each test names the one it means.
  Properties: any;
  Metadata: Record<string, string>;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
}
export interface Template {
  Resources: Record<string, Resource>;
  Outputs: Record<string, { Value: unknown }>;
}

export const onThisMachine: BuildOptions = { stage: 'local', local: { portBase: 3000, settings: {} } };

/** The template of a stage; what else a synth writes is removed again. */
export function synthesize(options: BuildOptions = onThisMachine): Template {
  const outdir = mkdtempSync(join(tmpdir(), 'sundarban-synth-'));
  try {
    return synthesizeInto(outdir, options);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

export function synthesizeInto(outdir: string, options: BuildOptions = onThisMachine): Template {
  return buildApp({ ...options, outdir }).synth().stacks[0]?.template as Template;
}

export function ofType(template: Template, type: string): Array<[id: string, resource: Resource]> {
  return Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
}

/** The path of a resource in the construct tree without the stack: `start-checkout`, `Data/Table`. */
export function pathOf({ Metadata }: Resource): string {
  return (Metadata['aws:cdk:path'] ?? '').split('/').slice(1, -1).join('/');
}
