import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createClock } from '../../infra/local/runner/clock.ts';
import { clientConfig, startGround } from '../../infra/local/runner/ground.ts';
import { localSecret } from '../../infra/local/runner/local-secret.ts';
import { claimPorts } from '../../infra/local/runner/ports.ts';
import { startBkash } from '../../infra/local/runner/programs.ts';
import { openState } from '../../infra/local/runner/state.ts';
import { ensureTable, type TableProperties } from '../../infra/local/runner/table.ts';
import { type Deployed, deployed } from './deployed.ts';

export interface PaymentWorld {
  functions: Deployed;
  bkashUrl: string;
  /** For whatever a measure writes; gone with the world. */
  directory: string;
  stop(): Promise<void>;
}

/**
 * Everything below the functions, and nothing above: the AWS servers, the simulator in a process of its own with
 * bKash at 0 ms, and the template's table. No gateway, poller or schedule runs, so a measure has the machine alone.
 */
export async function startPaymentWorld(): Promise<PaymentWorld> {
  const directory = mkdtempSync(join(tmpdir(), 'sundarban-bench-'));
  const ends: Array<() => Promise<void> | void> = [() => rmSync(directory, { recursive: true, force: true })];
  const stop = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const state = openState(directory);
    ends.push(() => state.close());
    const secret = JSON.stringify(localSecret(state));
    const ground = await startGround({
      localDir: directory,
      env: {},
      secrets: () => secret,
      log: console.error,
    });
    ends.push(ground.stop);
    const portBase = await claimPorts(0);
    const bkash = await startBkash({
      portBase,
      localDir: directory,
      compileCache: join(directory, 'compile-cache'),
      addresses: { storefront: '', api: '', bkash: '' },
      clock: createClock(state),
      // Nobody listens to webhooks here, and one wallet may pay as often as it likes.
      bkashEnv: { BKASH_WEBHOOK_URL: '', BKASH_DUPLICATE_WINDOW_MS: '0' },
      log: console.error,
    });
    ends.push(bkash.stop);
    const functions = await deployed({
      outdir: join(directory, 'cdk.out'),
      portBase,
      sqsUrl: ground.sqs,
      environment: ground.environment,
    });
    await createTables(functions, ground.dynamodb);
    return { functions, bkashUrl: `http://127.0.0.1:${portBase + 2}`, directory, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function createTables({ deployment }: Deployed, dynamodb: string): Promise<void> {
  const client = new DynamoDBClient(clientConfig(dynamodb));
  for (const { name, properties } of deployment.all('AWS::DynamoDB::Table')) {
    await ensureTable(client, name, properties as unknown as TableProperties, false);
  }
  client.destroy();
}
