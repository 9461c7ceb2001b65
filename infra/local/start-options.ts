import { parseArgs } from 'node:util';

export interface StartOptions {
  portBase: number;
  localDir: string;
  fresh: boolean;
  settings: Record<string, string>;
}

/** Three ports follow the base, and the last one has to exist. */
const maxPortBase = 65_532;

const options = {
  fresh: { type: 'boolean', default: false },
  bkash: { type: 'string', default: 'v2' },
  set: { type: 'string', multiple: true, default: [] as string[] },
} as const;

const known = 'known are --fresh, --bkash v1|v2 and --set NAME=VALUE';

/**
 * Reads `npm start`'s flags and environment.
 *
 * @throws one line that names what was given and what is expected
 */
export function readStartOptions(args: string[], env: Record<string, string | undefined>): StartOptions {
  // Without the two dashes npm takes a flag for its own, tells nobody, and starts without it.
  const swallowed = Object.keys(options).find((name) => env[`npm_config_${name}`] !== undefined);
  if (swallowed)
    throw new Error(`npm kept --${swallowed} for itself: write two dashes before it, -- --${swallowed}.`);
  const values = parsed(args);
  if (!['v1', 'v2'].includes(values.bkash)) throw new Error(`--bkash ${values.bkash}: expected v1 or v2.`);
  const portBase = Number(env.PORT_BASE || 3000);
  if (!Number.isInteger(portBase) || portBase < 1 || portBase > maxPortBase) {
    throw new Error(`PORT_BASE=${env.PORT_BASE}: expected a whole number from 1 to ${maxPortBase}.`);
  }
  return {
    portBase,
    localDir: env.LOCAL_DIR || '.local',
    fresh: values.fresh,
    settings: { bkashGeneration: values.bkash, ...Object.fromEntries(values.set.map(settingOf)) },
  };
}

function settingOf(text: string): [name: string, value: string] {
  const [, name, value] = /^([A-Za-z]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new Error(`--set ${text}: expected NAME=VALUE.`);
  return [name, value];
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    const [sentence] = (error as Error).message.split('. ');
    throw new Error(`${sentence}; ${known}.`);
  }
}
