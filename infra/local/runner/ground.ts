import { join } from 'node:path';
import { type DynamoDbServer, startDynamoDb } from './dynamodb-server.ts';
import type { SentMail } from './mailbox-simulator.ts';
import { region } from './names.ts';
import { type SecretValues, startSecretsManager } from './secrets-server.ts';
import { type ServerThread, startServerThread } from './server-thread.ts';
import { type Sms, startSms } from './sms-server.ts';

/** The AWS services below the functions: where each one answers. */
export interface Ground {
  dynamodb: string;
  sqs: string;
  ses: string;
  secretsManager: string;
  /** Value of the secret of this name. */
  secrets: SecretValues;
  /** True where the user brought that service: the runner then creates there what the template names. */
  isForeign(service: Service): boolean;
  /** Environment that makes an AWS SDK find all of it. */
  environment: Record<string, string>;
  /** Calls this for every email that the embedded server takes from now on. */
  onMail(listener: (mail: SentMail) => void): void;
  /** Every SMS that the embedded server took, oldest first. */
  sentSms(): Sms[];
  /** Process id of the embedded DynamoDB server. */
  dynamodbPid(): number | undefined;
  /** Ends the embedded queue server where it stands; it comes back with its messages. Nothing where the user's serves. */
  killQueueServer(): Promise<void>;
  stop(): Promise<void>;
}

export type Service = 'dynamodb' | 'sqs' | 'ses' | 'sns' | 'secretsManager';

export interface GroundOptions {
  localDir: string;
  /** Usually `process.env`. */
  env: Record<string, string | undefined>;
  secrets: SecretValues;
  log: (line: string) => void;
}

const variables: Record<Service, string> = {
  dynamodb: 'AWS_ENDPOINT_URL_DYNAMODB',
  sqs: 'AWS_ENDPOINT_URL_SQS',
  ses: 'AWS_ENDPOINT_URL_SES',
  sns: 'AWS_ENDPOINT_URL_SNS',
  secretsManager: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
};

/** Starts every embedded server whose service the user did not bring along. */
export async function startGround({ localDir, env, secrets, log }: GroundOptions): Promise<Ground> {
  let dynamodbServer: DynamoDbServer | undefined;
  let queueServer: ServerThread | undefined;
  let tellMail = (_mail: SentMail): void => undefined;
  let sentSms = (): Sms[] => [];
  const stops: Array<() => Promise<void>> = [];
  const foreign = (service: Service) => foreignEndpoint(service, env, log);
  const embedded = async (
    service: Service,
    start: () => Promise<{ url: string; close(): Promise<void> }>,
  ) => {
    const given = foreign(service);
    if (given !== undefined) return given;
    const server = await start();
    stops.push(server.close);
    return server.url;
  };
  const stop = async () => {
    await Promise.all(stops.splice(0).map((close) => close()));
  };
  const settled = await Promise.allSettled([
    embedded('dynamodb', async () => {
      dynamodbServer = await startDynamoDb({ file: join(localDir, 'dynamodb.sqlite'), log });
      return dynamodbServer;
    }),
    embedded('sqs', async () => {
      queueServer = await startServerThread('sqs', { dataDir: join(localDir, 'sqs'), region, log });
      return queueServer;
    }),
    embedded('ses', () =>
      startServerThread('ses', { dataDir: join(localDir, 'ses'), region, log }, (mail) =>
        tellMail(mail as SentMail),
      ),
    ),
    embedded('secretsManager', () => startSecretsManager(secrets)),
    embedded('sns', async () => {
      const server = await startSms(join(localDir, 'sms'));
      sentSms = server.sent;
      return server;
    }),
  ]);
  const failed = settled.find((result) => result.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  const [dynamodb = '', sqs = '', ses = '', secretsManager = '', sns = ''] = settled.map((result) =>
    result.status === 'fulfilled' ? result.value : '',
  );
  return {
    dynamodb,
    sqs,
    ses,
    secretsManager,
    secrets,
    isForeign: (service) => foreignEndpoint(service, env) !== undefined,
    environment: {
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      // Dummies, always: a real key has no business in a system that talks to loopback only.
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
      AWS_ENDPOINT_URL_SQS: sqs,
      AWS_ENDPOINT_URL_SES: ses,
      AWS_ENDPOINT_URL_SESV2: ses,
      AWS_ENDPOINT_URL_SNS: sns,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager,
    },
    onMail: (listener) => {
      tellMail = listener;
    },
    sentSms: () => sentSms(),
    dynamodbPid: () => dynamodbServer?.pid(),
    killQueueServer: async () => queueServer?.kill(),
    stop,
  };
}

/** What our own SDK clients need; the embedded servers take any credentials. */
export function clientConfig(endpoint: string) {
  return { endpoint, region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
}

function foreignEndpoint(
  service: Service,
  env: Record<string, string | undefined>,
  log?: (line: string) => void,
): string | undefined {
  const variable = env[variables[service]] ? variables[service] : 'AWS_ENDPOINT_URL';
  const given = env[variable];
  if (!given) return undefined;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)) return given.replace(/\/+$/, '');
  log?.(`${variable} is not a loopback address: the local system uses its own server instead.`);
  return undefined;
}
