import { productionWaits, type StageConfig } from '../shared/config/stage.ts';

/** What a deployment of one stage decides: the functions' configuration, and what only the infrastructure needs. */
export interface Stage {
  config: StageConfig;
  region: string;
  /** Where customers and bKash reach the API; absent: the address API Gateway gives it. */
  publicBaseUrl?: string;
  /** An ACM certificate of the same region, for the host of `publicBaseUrl`. */
  certificateArn?: string;
  /** Who hears the alarms; absent: nobody, the alarms are only seen in the console. */
  alarmEmail?: string;
  /** What SNS may spend on SMS in a month, in dollars: an alarm rings at four fifths of it. */
  smsMonthlyDollars: number;
  /** `false` for accounts whose Lambda quota is still too small to set any aside (`docs/first-deploy.md`, step 1). */
  reservesConcurrency: boolean;
}

/** What is known of a stage before its settings are read: a row may lack what only its owner can know. */
export type StageDraft = Omit<Stage, 'config'> & { config: Partial<StageConfig> };

/** One `--set NAME=VALUE` applied to a stage. @throws Error of one line that names the setting. */
export function applySetting(draft: StageDraft, [name, value]: [string, string]): StageDraft {
  if (isNameOf(ofTheFunctions, name)) {
    return { ...draft, config: { ...draft.config, [name]: read(name, value, ofTheFunctions[name]) } };
  }
  if (isNameOf(ofBkash, name)) {
    const { field, reader } = ofBkash[name];
    const bkash = { ...draft.config.bkash, [field]: read(name, value, reader) } as StageConfig['bkash'];
    return { ...draft, config: { ...draft.config, bkash } };
  }
  if (isNameOf(ofTheInfrastructure, name)) {
    return { ...draft, [name]: read(name, value, ofTheInfrastructure[name]) };
  }
  if (name === 'bkash') return atTheSandbox(draft, value);
  // A secret is no part of a template: `npm start` takes this one out before, and other stages have it in their secret.
  const localOnly = draft.config.stage === 'local' ? ['bkash', 'shopWebhookSecret'] : [];
  const known = [...[ofTheFunctions, ofBkash, ofTheInfrastructure].flatMap(Object.keys), ...localOnly];
  throw new Error(`setting ${name} is unknown; known are ${known.join(', ')}`);
}

interface Reader<Value> {
  expects: string;
  /** Undefined when the text is not what is expected. */
  read: (text: string) => Value | undefined;
}

const matching = (expects: string, pattern: RegExp): Reader<string> => ({
  expects,
  read: (text) => (pattern.test(text) ? text : undefined),
});

const onOrOff: Reader<'on' | 'off'> = {
  expects: 'on or off',
  read: (text) => (text === 'on' || text === 'off' ? text : undefined),
};

const truth: Reader<boolean> = {
  expects: 'on or off',
  read: (text) => (text === 'on' ? true : text === 'off' ? false : undefined),
};

const poisha: Reader<number> = {
  expects: 'a whole number of poisha above zero',
  read: (text) => (/^[1-9]\d{0,9}$/.test(text) ? Number(text) : undefined),
};

const days: Reader<number> = {
  expects: 'a whole number of days, 1 to 365',
  read: (text) => (/^[1-9]\d{0,2}$/.test(text) && Number(text) <= 365 ? Number(text) : undefined),
};

const dollars: Reader<number> = {
  expects: 'a whole number of dollars above zero',
  read: (text) => (/^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined),
};

const origin = /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/;
const origins: Reader<string[]> = {
  expects: 'origins such as https://shop.example, separated by commas',
  read: (text) => (text.split(',').every((one) => origin.test(one)) ? text.split(',') : undefined),
};

const email = matching('an email address', /^[^\s@,]+@[^\s@,]+\.[a-z]+$/i);

/** Neither the stage's identity nor what belongs to bKash's side and to time is set from a command line. */
type Fixed = 'stage' | 'bkash' | 'certificateOrigin' | 'waits';

const ofTheFunctions: { [Name in Exclude<keyof StageConfig, Fixed>]-?: Reader<StageConfig[Name]> } = {
  webhooks: onOrOff,
  topicArn: matching('the ARN of an SNS topic', /^arn:aws:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/),
  returnOrigins: origins,
  sender: email,
  shopName: matching('1 to 60 characters', /^.{1,60}$/u),
  absentCustomer: onOrOff,
  surplus: {
    expects: 'return or accept',
    read: (text) => (text === 'return' || text === 'accept' ? text : undefined),
  },
  stopNewPayments: truth,
  minAmountPoisha: poisha,
  maxAmountPoisha: poisha,
  refundWindowDays: days,
  sms: onOrOff,
  shopWebhookUrl: matching(
    'a URL such as https://shop.example/payments/webhook',
    /^https?:\/\/[^\s/@#]+(\/[^\s#]*)?$/,
  ),
};

const tokenOwner: Reader<NonNullable<StageConfig['bkash']['tokenOwner']>> = {
  expects: 'STAGE:TABLE, the stage that has the same credentials and its output TableName',
  read: (text) => {
    const [, stage, tableName] = /^([a-z0-9-]+):([A-Za-z0-9_.-]+)$/.exec(text) ?? [];
    return stage && tableName ? { stage, tableName } : undefined;
  },
};

/** Of how a stage speaks with bKash, these; the host belongs to the stage's row. */
const ofBkash = {
  bkashGeneration: {
    field: 'generation',
    reader: { expects: 'v1 or v2', read: (text) => (text === 'v1' || text === 'v2' ? text : undefined) },
  },
  bkashTokenOwner: { field: 'tokenOwner', reader: tokenOwner },
  bkashCheckoutTokenOwner: { field: 'checkoutTokenOwner', reader: tokenOwner },
} satisfies Record<string, { field: keyof StageConfig['bkash']; reader: Reader<unknown> }>;

/** bKash's public sandbox. */
export const sandboxOrigin = 'https://tokenized.sandbox.bka.sh';

/**
 * The local system against bKash's own sandbox (`docs/real-sandbox.md`): its host and its time, and no webhook, which
 * could not reach this machine. Every other stage has its host in its row.
 */
function atTheSandbox(draft: StageDraft, text: string): StageDraft {
  const { config } = draft;
  if (text !== 'sandbox') throw new Error(`setting bkash=${text}: expected sandbox`);
  if (config.stage !== 'local') {
    throw new Error(
      'setting bkash=sandbox is for npm start; other stages have their host in infra/stages.ts',
    );
  }
  const bkash = { ...config.bkash, tokenizedOrigin: sandboxOrigin } as StageConfig['bkash'];
  return { ...draft, config: { ...config, bkash, webhooks: 'off', waits: productionWaits } };
}

const ofTheInfrastructure: { [Name in Exclude<keyof Stage, 'config' | 'region'>]-?: Reader<Stage[Name]> } = {
  publicBaseUrl: matching('an origin such as https://pay.shop.example', origin),
  certificateArn: matching(
    'the ARN of an ACM certificate',
    /^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/,
  ),
  alarmEmail: email,
  smsMonthlyDollars: dollars,
  reservesConcurrency: truth,
};

function isNameOf<Table extends object>(table: Table, name: string): name is Extract<keyof Table, string> {
  return Object.hasOwn(table, name);
}

function read(name: string, text: string, reader: Reader<unknown>): unknown {
  const value = reader.read(text);
  if (value === undefined) throw new Error(`setting ${name}=${text}: expected ${reader.expects}`);
  return value;
}
