import { realpathSync } from 'node:fs';
import { App, DefaultStackSynthesizer, type IStackSynthesizer, Validations } from 'aws-cdk-lib';
import todaysDefaults from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { AwsSolutionsChecks } from 'cdk-nag';
import { stackNameOf } from './names.ts';
import { PaymentStack } from './stack.ts';
import { stageNamed } from './stages.ts';

export interface BuildOptions {
  /** A row of `stages.ts`, or any other name for a personal stage. */
  stage: string;
  /** Where the cloud assembly is written; absent: where the CDK command line says, else a temporary directory. */
  outdir?: string;
  /** `--set NAME=VALUE` of a deployed stage. */
  settings?: Record<string, string>;
  /** Only with stage `local`: four ports from `portBase` on, and its `--set NAME=VALUE`. */
  local?: { portBase: number; settings: Record<string, string> };
}

/** The whole CDK app for one stage; `.synth()` writes the template that AWS deploys and this machine runs. */
export function buildApp(options: BuildOptions): App {
  const app = newApp(options.stage, options.outdir);
  const { stage: name, settings, local } = options;
  const stage = stageNamed(name, settings ?? local?.settings, local?.portBase);
  new PaymentStack(app, stackNameOf(name), stage, {
    env: { region: stage.region },
    description: `SundarBan Pay, stage ${name}`,
    // Live is removed on purpose only, table or not.
    terminationProtection: name === 'live',
    // Its types do not know `exactOptionalPropertyTypes`.
    synthesizer: synthesizer as IStackSynthesizer,
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}

function newApp(name: string, outdir?: string): App {
  return new App({
    ...(outdir && { outdir }),
    analyticsReporting: false,
    // Three seconds and 300 MB that only a template on its way to AWS is worth.
    builtinCloudFormationValidation: name !== 'local',
    // As the command line sets them, so that a template is the same whoever synthesizes it.
    context: {
      ...todaysDefaults,
      'aws:cdk:enable-asset-metadata': true,
      'aws:cdk:enable-path-metadata': true,
    },
  });
}

/** The command line compares the bootstrap version before it deploys; a rule in the template would repeat it. */
const synthesizer = new DefaultStackSynthesizer({ generateBootstrapVersionRule: false });

/** `npx cdk synth|deploy [-c stage=NAME] [-c settings={"NAME":"VALUE"}]` runs this file; `buildApp` is for the rest. */
if (realpathSync(process.argv[1] ?? '.') === import.meta.filename) {
  const context = JSON.parse(process.env.CDK_CONTEXT_JSON ?? '{}');
  try {
    const settings = JSON.parse(context.settings ?? '{}');
    buildApp({ stage: context.stage ?? 'sandbox', settings }).synth();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
