import { join } from 'node:path';
import { type Deployment, deploymentOf } from '../../infra/local/runner/deployment.ts';
import type { LambdaFunction } from '../../infra/local/runner/instance.ts';
import { localNames } from '../../infra/local/runner/names.ts';
import { synthesize } from '../../infra/local/runner/synth.ts';
import { readTemplate } from '../../infra/local/runner/template.ts';
import { functionNameOf } from '../../infra/names.ts';
import type { FunctionName } from '../../shared/config/environment.ts';

export interface Deployed {
  deployment: Deployment;
  /** Asset and environment of one function. */
  lambda(name: FunctionName): LambdaFunction & { bundle: string };
}

export interface DeployOptions {
  /** Where the cloud assembly is written. */
  outdir: string;
  /** The payment API would be at +1, the bKash simulator is at +2. */
  portBase: number;
  sqsUrl: string;
  /** What makes an AWS SDK find this machine's services. */
  environment: Record<string, string>;
}

/** Synthesizes stage `local` and gives its functions as they would be deployed. Nothing is started. */
export async function deployed({ outdir, portBase, sqsUrl, environment }: DeployOptions): Promise<Deployed> {
  await synthesize({ outdir, compileCache: join(outdir, '../compile-cache'), portBase, settings: {} });
  const template = readTemplate(outdir);
  const names = localNames(template, { apiUrl: `http://localhost:${portBase + 1}`, sqsUrl });
  const deployment = deploymentOf(template, names, environment);
  const byName = new Map(deployment.functions().map((each) => [each.name, each]));
  return {
    deployment,
    lambda(name) {
      // The one that operators call has a name for it.
      const found = byName.get(name) ?? byName.get(functionNameOf('local', name));
      if (!found) throw new Error(`The template has no function ${name}.`);
      return { ...found, bundle: join(found.taskRoot, 'index.mjs') };
    },
  };
}
