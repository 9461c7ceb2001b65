import { isPublicHttps, localWaits, productionWaits, stageConfigSchema } from '../shared/config/stage.ts';
import { region } from './names.ts';
import { applySetting, type Stage, type StageDraft, sandboxOrigin } from './settings.ts';

const everywhere = {
  region,
  reservesConcurrency: true,
  /** SNS's own limit for a new account. */
  smsMonthlyDollars: 1,
};

const shop = {
  webhooks: 'on',
  sms: 'off',
  shopName: 'SundarBan',
  absentCustomer: 'on',
  surplus: 'return',
  stopNewPayments: false,
  /** 1.00 to 500000.00. */
  minAmountPoisha: 100,
  maxAmountPoisha: 50_000_000,
  refundWindowDays: 60,
} as const;

const sandbox: StageDraft = {
  ...everywhere,
  config: {
    ...shop,
    stage: 'sandbox',
    bkash: { generation: 'v2', tokenizedOrigin: sandboxOrigin },
    returnOrigins: ['http://localhost:3000', 'http://127.0.0.1:3000', 'https://shop.example'],
    sender: 'orders@shop.example',
    waits: productionWaits,
  },
};

/**
 * The absent customer waits until bKash's answer about him has been seen by the drift suite (design rule 8).
 * `sender` and `returnOrigins` are the shop's to fill in: synth refuses the stage without them.
 */
const live: StageDraft = {
  ...everywhere,
  config: {
    ...shop,
    absentCustomer: 'off',
    stage: 'live',
    bkash: { generation: 'v2', tokenizedOrigin: 'https://tokenized.pay.bka.sh' },
    waits: productionWaits,
  },
};

/** The topic that this machine's simulator signs for. */
export const localTopicArn = 'arn:aws:sns:ap-southeast-1:000000000000:bpt_sundarban';

/** The stage that `npm start` runs: four ports from `portBase` on, and waits a person can sit through. */
function local(portBase: number): StageDraft {
  const bkash = `http://127.0.0.1:${portBase + 2}`;
  return {
    ...everywhere,
    publicBaseUrl: `http://localhost:${portBase + 1}`,
    config: {
      ...shop,
      stage: 'local',
      bkash: { generation: 'v2', tokenizedOrigin: bkash, checkoutOrigin: bkash },
      topicArn: localTopicArn,
      certificateOrigin: bkash,
      returnOrigins: [`http://localhost:${portBase}`, `http://127.0.0.1:${portBase}`, 'https://shop.example'],
      sender: 'orders@sundarban.example',
      sms: 'on',
      shopWebhookUrl: `http://127.0.0.1:${portBase}/webhooks/payments`,
      waits: localWaits,
    },
  };
}

/**
 * The stage of that name with its settings applied. `sandbox` and `live` are rows of this file, `local` needs its
 * port base, any other name is a personal stage: a copy of `sandbox` with data, keys and invoices of its own.
 * @throws Error of one line that names the stage and the missing or malformed setting.
 */
export function stageNamed(name: string, settings: Record<string, string> = {}, portBase?: number): Stage {
  const row = rowNamed(name, portBase);
  const draft = Object.entries(settings).reduce(applySetting, row);
  const parsed = stageConfigSchema.safeParse(draft.config);
  if (!parsed.success) throw new Error(`stage ${name}: ${firstProblem(parsed.error.issues)}`);
  const stage = { ...draft, config: parsed.data };
  refuseContradictions(stage);
  return stage;
}

function rowNamed(name: string, portBase: number | undefined): StageDraft {
  if (name === 'local') {
    if (portBase === undefined) throw new Error('stage local lives on this machine only: npm start');
    return local(portBase);
  }
  if (name === 'live') return live;
  return { ...sandbox, config: { ...sandbox.config, stage: name } };
}

function firstProblem(issues: ReadonlyArray<{ path: PropertyKey[]; input?: unknown }>): string {
  const path = issues[0]?.path.map(String) ?? [];
  if (path[0] === 'stage') return 'a name is lower-case letters, digits and hyphens, at most 20';
  return `${path.join('.')} is missing or malformed: give --set or fill it in infra/stages.ts`;
}

function refuseContradictions({ config, publicBaseUrl, certificateArn }: Stage): void {
  const refuse = (problem: string) => {
    throw new Error(`stage ${config.stage}: ${problem}`);
  };
  if (config.minAmountPoisha > config.maxAmountPoisha) refuse('minAmountPoisha is above maxAmountPoisha');
  const { tokenOwner, checkoutTokenOwner } = config.bkash;
  for (const [name, owner] of Object.entries({
    bkashTokenOwner: tokenOwner?.stage,
    bkashCheckoutTokenOwner: checkoutTokenOwner?.stage,
  })) {
    if (owner === config.stage) refuse(`${name} names the stage itself`);
    if (owner !== undefined && [owner, config.stage].includes('live')) {
      refuse(`${name}: live shares its credentials with no other stage`);
    }
  }
  if (config.stage === 'local') return;
  if (certificateArn && !publicBaseUrl) refuse('certificateArn needs publicBaseUrl, the address it is for');
  if (publicBaseUrl && !certificateArn) refuse('publicBaseUrl needs certificateArn, its certificate');
  if (config.shopWebhookUrl && !isPublicHttps(config.shopWebhookUrl)) {
    refuse('shopWebhookUrl must be https with a host name');
  }
  if (publicBaseUrl?.startsWith('http:')) refuse('publicBaseUrl must be https');
  const insecure = config.returnOrigins.find((origin) => !origin.startsWith('https://'));
  if (config.stage === 'live' && insecure) refuse(`returnOrigins: ${insecure} is not https`);
}
