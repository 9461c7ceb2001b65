import { setTimeout as pause } from 'node:timers/promises';
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type Shard,
  type _Record as StreamRecord,
} from '@aws-sdk/client-dynamodb-streams';
import { type Pattern, passesFilters } from './event-filter.ts';
import type { FunctionPool } from './function-pool.ts';
import type { Consumer } from './queue-mapping.ts';
import type { RunnerState } from './state.ts';
import { type BatchRules, deliverBatch } from './stream-batch.ts';
import { type StreamEventRecord, toEventRecord } from './stream-record.ts';

/** `AWS::Lambda::EventSourceMapping` on a table's stream. */
export interface StreamMapping extends BatchRules {
  id: string;
  batchSize: number;
  startingPosition: 'LATEST' | 'TRIM_HORIZON';
  patterns: Pattern[];
}

/** Lambda asks a shard four times a second; a little more often keeps local tests quick. */
const pollMs = 150;
const shardListMs = 5_000;

const isDone = 'done';

/**
 * Lambda's reader for one stream. The position is kept after every batch, so a killed run repeats at most the batch
 * it was at, and children of a shard begin when their parent is read to its end.
 */
export function startStreamMapping(
  mapping: StreamMapping,
  client: DynamoDBStreamsClient,
  pool: FunctionPool,
  state: RunnerState,
  log: (line: string) => void,
): Consumer {
  let stopping = false;
  const readers = new Map<string, Promise<void>>();
  const lister = listShards();
  return {
    async stop() {
      stopping = true;
      await lister;
      await Promise.all(readers.values());
    },
  };

  async function listShards(): Promise<void> {
    while (!stopping) {
      try {
        const { StreamDescription } = await client.send(
          new DescribeStreamCommand({ StreamArn: mapping.streamArn }),
        );
        const shards = StreamDescription?.Shards ?? [];
        for (const shard of shards.filter((one) => isReadable(one, shards))) {
          const id = shard.ShardId as string;
          if (!readers.has(id)) readers.set(id, readShard(id));
        }
      } catch (error) {
        log(
          `Listing the shards for ${mapping.functionName} failed (${(error as Error).name}); trying again.`,
        );
      }
      for (let waited = 0; waited < shardListMs && !stopping; waited += pollMs) await pause(pollMs);
    }
  }

  function isReadable(shard: Shard, shards: Shard[]): boolean {
    const parentIsListed = shards.some((one) => one.ShardId === shard.ParentShardId);
    return (
      position(shard.ShardId as string) !== isDone &&
      (!parentIsListed || position(shard.ParentShardId as string) === isDone)
    );
  }

  function position(shardId: string): string | undefined {
    return state.get<string>(positionKey(shardId));
  }

  /** With the stream's own ARN: a table made anew begins a new history. */
  function positionKey(shardId: string): string {
    return `stream.${mapping.id}.${mapping.streamArn}.${shardId}`;
  }

  async function readShard(shardId: string): Promise<void> {
    let iterator: string | undefined;
    while (!stopping) {
      try {
        iterator ??= await firstIterator(shardId);
        const page = await client.send(
          new GetRecordsCommand({ ShardIterator: iterator, Limit: mapping.batchSize }),
        );
        const records = (page.Records ?? []).map((record: StreamRecord) =>
          toEventRecord(record, mapping.streamArn),
        );
        if (records.length > 0 && !(await handle(records, shardId))) return;
        if (!page.NextShardIterator) return state.set(positionKey(shardId), isDone);
        iterator = page.NextShardIterator;
        if (records.length === 0) await pause(pollMs);
      } catch (error) {
        log(
          `Reading the stream for ${mapping.functionName} failed (${(error as Error).name}); trying again.`,
        );
        iterator = undefined;
        await pause(500);
      }
    }
  }

  async function firstIterator(shardId: string): Promise<string | undefined> {
    const after = position(shardId);
    const from = (input: {
      ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' | 'TRIM_HORIZON' | 'LATEST';
      SequenceNumber?: string;
    }) =>
      client.send(new GetShardIteratorCommand({ StreamArn: mapping.streamArn, ShardId: shardId, ...input }));
    if (after === undefined)
      return (await from({ ShardIteratorType: mapping.startingPosition })).ShardIterator;
    const answer = await from({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after }).catch(
      (error: Error) => {
        if (error.name !== 'TrimmedDataAccessException') throw error;
        return from({ ShardIteratorType: 'TRIM_HORIZON' });
      },
    );
    return answer.ShardIterator;
  }

  /** @returns false when the system stops before the records are dealt with */
  async function handle(records: StreamEventRecord[], shardId: string): Promise<boolean> {
    const taken = records.filter((record) => passesFilters(record, mapping.patterns));
    const dealtWith =
      taken.length === 0 ||
      (await deliverBatch(taken, 0, { mapping, pool, shardId, isStopping: () => stopping }));
    const last = records.at(-1);
    if (dealtWith && last) state.set(positionKey(shardId), last.dynamodb.SequenceNumber);
    return dealtWith;
  }
}
