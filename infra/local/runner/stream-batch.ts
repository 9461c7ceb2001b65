import { setTimeout as pause } from 'node:timers/promises';
import type { FunctionPool } from './function-pool.ts';
import type { StreamEventRecord } from './stream-record.ts';

/** What an event-source mapping says of the batches it hands to its function. */
export interface BatchRules {
  functionName: string;
  functionArn: string;
  streamArn: string;
  /** Undefined: until the record leaves the stream. */
  maximumRetries?: number;
  bisects: boolean;
  reportsItemFailures: boolean;
  /** Tells the on-failure destination of a batch that was given up. */
  onGivenUp?: (notice: object) => Promise<void>;
}

interface Delivery {
  mapping: BatchRules;
  pool: FunctionPool;
  shardId: string;
  isStopping: () => boolean;
}

/** First pause before a failed batch is tried again; doubles up to the last value. */
const retryFromMs = 200;
const retryToMs = 10_000;

/**
 * Gives a batch to the function until it is taken, halved where the mapping bisects, or its retries are used up.
 *
 * @param tried how often these records have failed before
 * @returns false when the system stops before the batch is dealt with
 */
export async function deliverBatch(
  batch: StreamEventRecord[],
  tried: number,
  delivery: Delivery,
): Promise<boolean> {
  const { mapping, pool } = delivery;
  let left = batch;
  for (let attempt = tried; !delivery.isStopping(); attempt += 1) {
    const outcome = await pool.invoke(mapping.functionName, { Records: left });
    const from = outcome.ok ? firstFailure(outcome.payload, left, mapping.reportsItemFailures) : 0;
    if (from === undefined) return true;
    left = left.slice(from);
    if (attempt >= (mapping.maximumRetries ?? Number.POSITIVE_INFINITY)) {
      await mapping.onGivenUp?.(noticeOf(left, delivery, outcome.requestId, attempt + 1));
      return true;
    }
    await pause(Math.min(retryFromMs * 2 ** attempt, retryToMs));
    if (mapping.bisects && left.length > 1) {
      const middle = Math.ceil(left.length / 2);
      const first = await deliverBatch(left.slice(0, middle), attempt + 1, delivery);
      return first && (await deliverBatch(left.slice(middle), attempt + 1, delivery));
    }
  }
  return false;
}

/** What Lambda sends to the on-failure destination: where the records are, never the records. */
function noticeOf(
  batch: StreamEventRecord[],
  { mapping, shardId }: Delivery,
  requestId: string,
  invocations: number,
): object {
  const [first, last] = [batch[0]?.dynamodb, batch.at(-1)?.dynamodb];
  const arrival = (seconds: number | undefined) => new Date((seconds ?? 0) * 1000).toISOString();
  return {
    requestContext: {
      requestId,
      functionArn: mapping.functionArn,
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: invocations,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first?.SequenceNumber,
      endSequenceNumber: last?.SequenceNumber,
      approximateArrivalOfFirstRecord: arrival(first?.ApproximateCreationDateTime),
      approximateArrivalOfLastRecord: arrival(last?.ApproximateCreationDateTime),
      batchSize: batch.length,
      streamArn: mapping.streamArn,
    },
  };
}

/** A stream is read in order, so everything from the first reported failure on is repeated. */
function firstFailure(payload: string, batch: StreamEventRecord[], reports: boolean): number | undefined {
  if (!reports) return undefined;
  const answer = JSON.parse(payload) as { batchItemFailures?: Array<{ itemIdentifier?: string }> } | null;
  const failures = answer?.batchItemFailures ?? [];
  if (failures.length === 0) return undefined;
  const at = failures.map((one) =>
    batch.findIndex((record) => record.dynamodb.SequenceNumber === one.itemIdentifier),
  );
  return Math.max(0, Math.min(...at));
}
