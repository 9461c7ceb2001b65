import { build, type Metafile } from 'esbuild';
import { bundling } from '../../infra/constructs/bundles.ts';
import { type FunctionName, functionNames } from '../../shared/config/environment.ts';

/** By client package, such as `@aws-sdk/client-sqs`: its client and the commands a function can send. */
export type Needs = Map<string, { client: string; commands: string[] }>;

/** What of the AWS SDK is left in each function's bundle after tree shaking. */
export async function sdkNeeds(): Promise<Record<FunctionName, Needs>> {
  const entryPoints = Object.fromEntries(functionNames.map((name) => [name, `functions/${name}.ts`]));
  const options = { ...bundling, entryPoints, outdir: 'unwritten', write: false, metafile: true } as const;
  const { outputs } = (await build(options)).metafile;
  return Object.fromEntries(
    functionNames.map((name) => [name, needsOf(outputs[`unwritten/${name}.mjs`])]),
  ) as Record<FunctionName, Needs>;
}

/**
 * Writes the least that such a function could be: its SDK clients, made as the module loads, and their commands,
 * bundled as the functions are and nothing else.
 */
export async function writeBareClients(needs: Needs, outfile: string): Promise<void> {
  const parts = [...needs].map(([pack, { client, commands }]) => ({
    line: `import { ${[client, ...commands].join(', ')} } from '${pack}';`,
    uses: [`new ${client}({})`, ...commands],
  }));
  const contents = [
    ...parts.map(({ line }) => line),
    `export const handler = [${parts.flatMap(({ uses }) => uses).join(', ')}];`,
  ].join('\n');
  await build({ ...bundling, stdin: { contents, resolveDir: bundling.absWorkingDir as string }, outfile });
}

function needsOf(output: Metafile['outputs'][string] | undefined): Needs {
  if (!output) throw new Error('A function was not bundled.');
  const needs: Needs = new Map();
  for (const [file, { bytesInOutput }] of Object.entries(output.inputs)) {
    if (bytesInOutput === 0) continue;
    const [, pack = '', client] = /(@aws-sdk\/client-[a-z-]+)\/dist-es\/(\w+Client)\.js$/.exec(file) ?? [];
    if (client) needs.set(pack, { client, commands: needs.get(pack)?.commands ?? [] });
    const [, packOf = '', command] =
      /(@aws-sdk\/client-[a-z-]+)\/dist-es\/commands\/(\w+Command)\.js$/.exec(file) ?? [];
    if (command) {
      const known = needs.get(packOf) ?? { client: '', commands: [] };
      needs.set(packOf, { ...known, commands: [...known.commands, command] });
    }
  }
  return needs;
}
