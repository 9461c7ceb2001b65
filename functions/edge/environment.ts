import { type EnvironmentKey, environmentOf, type FunctionName } from '../../shared/config/environment.ts';
import { isPublicHttps, type StageConfig, stageConfigSchema } from '../../shared/config/stage.ts';

/** The parsed environment of one function, under the names the deployment gives: `env.STAGE_CONFIG.stage`. */
export type Environment<Name extends FunctionName> = {
  readonly [Key in (typeof environmentOf)[Name][number]]: ReturnType<(typeof parsers)[Key]>;
};

/**
 * Reads what `environmentOf` says this function needs. Called once, while the module loads: a missing or malformed
 * value stops the function there with one line that names it (and never quotes it).
 */
export function readEnvironment<Name extends FunctionName>(
  name: Name,
  source: Record<string, string | undefined> = process.env,
): Environment<Name> {
  const keys: readonly EnvironmentKey[] = environmentOf[name];
  const entries = keys.map((key) => {
    const value = source[key];
    if (value === undefined || value === '') throw new Error(`${key} is missing: ${name} does not start.`);
    return [key, parsers[key](value, key)];
  });
  return Object.fromEntries(entries);
}

const parsers = {
  STAGE_CONFIG: parseStageConfig,
  PUBLIC_BASE_URL: parseOrigin,
  TABLE_NAME: (value: string) => value,
  SECRET_ID: (value: string) => value,
  SETTLE_QUEUE_URL: parseUrl,
  NOTICE_QUEUE_URL: parseUrl,
  SHOP_QUEUE_URL: parseUrl,
} satisfies Record<EnvironmentKey, (value: string, key: string) => unknown>;

/** The rules that need two fields at once live here; the rest is the schema's. */
export function parseStageConfig(json: string): StageConfig {
  const result = stageConfigSchema.safeParse(parseJson(json));
  if (!result.success) {
    const path = result.error.issues[0]?.path.join('.') || 'value';
    throw new Error(`STAGE_CONFIG is malformed at "${path}".`);
  }
  const config = result.data;
  if (config.stage !== 'local') {
    // Trusting another certificate host would make every webhook forgeable.
    if (config.certificateOrigin !== undefined) {
      throw new Error(
        `STAGE_CONFIG: certificateOrigin is refused on stage "${config.stage}", only "local" may set it.`,
      );
    }
    for (const host of ['tokenizedOrigin', 'checkoutOrigin'] as const) {
      if (config.bkash[host]?.startsWith('https://') === false) {
        throw new Error(`STAGE_CONFIG: bkash.${host} must be https on stage "${config.stage}".`);
      }
    }
    if (config.shopWebhookUrl !== undefined && !isPublicHttps(config.shopWebhookUrl)) {
      throw new Error(
        `STAGE_CONFIG: shopWebhookUrl must be https with a host name on stage "${config.stage}".`,
      );
    }
  }
  return config;
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new Error('STAGE_CONFIG is not JSON.');
  }
}

function parseOrigin(value: string, key: string): string {
  if (!/^https?:\/\/[^/?#@\s]+$/.test(value)) {
    throw new Error(`${key} is malformed: an origin such as https://pay.example, without a path, is needed.`);
  }
  return value;
}

function parseUrl(value: string, key: string): string {
  if (!URL.canParse(value)) throw new Error(`${key} is malformed: a URL is needed.`);
  return value;
}
