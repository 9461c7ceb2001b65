import { dynamoClient } from '../../shared/adapters/dynamodb/client.ts';
import type { Table } from '../../shared/adapters/dynamodb/table.ts';
import type { StageConfig } from '../../shared/config/stage.ts';

/** One client for everything a function keeps, so that all of it shares the connections. */
const client = dynamoClient();

/** The stage's one table. */
export function tableOf(env: { TABLE_NAME: string; STAGE_CONFIG: Pick<StageConfig, 'stage'> }): Table {
  return { client, name: env.TABLE_NAME, stage: env.STAGE_CONFIG.stage };
}
