import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { type Pattern, passesFilters } from './event-filter.ts';
import type { FunctionPool } from './function-pool.ts';
import { region } from './names.ts';

/** `AWS::Lambda::EventSourceMapping` on a queue. */
export interface QueueMapping {
  functionName: string;
  queueUrl: string;
  queueArn: string;
  batchSize: number;
  batchWindowSeconds: number;
  reportsItemFailures: boolean;
  maximumConcurrency: number;
  /** How long the queue hides a message that was received. */
  visibilitySeconds: number;
  patterns: Pattern[];
}

export interface Consumer {
  /** Takes no more; waits for what runs, and gives back what could not finish. */
  stop(): Promise<void>;
}

/** SQS gives at most ten messages an answer; larger batches are gathered within the window. */
const maxPerReceive = 10;
/**
 * Short, and never cut off: the server would hand the next message to a poll whose caller is gone, and a stop gives
 * messages back just then.
 */
const waitSeconds = 1;

/** Not none: the local SQS server loses a message whose time-out is set to 0 while it keeps a file. */
const leastHiddenSeconds = 1;
/** What failed comes back after a tenth of the queue's visibility time-out, as every other wait on this machine. */
const retryShare = 0.1;

/** Lambda's poller for one queue. What fails is left to the queue's redrive, as on AWS. */
export function startQueueMapping(
  mapping: QueueMapping,
  client: SQSClient,
  pool: FunctionPool,
  log: (line: string) => void,
): Consumer {
  const retrySeconds = Math.max(leastHiddenSeconds, Math.ceil(mapping.visibilitySeconds * retryShare));
  let stopping = false;
  const running = new Set<Promise<void>>();
  const poller = poll();
  return {
    async stop() {
      stopping = true;
      await poller;
      await Promise.all(running);
    },
  };

  async function poll(): Promise<void> {
    while (!stopping) {
      while (running.size >= mapping.maximumConcurrency) await Promise.race(running);
      try {
        const batch = await gather();
        if (batch.length === 0) continue;
        if (stopping)
          return await giveBack(
            batch.map((message) => recordOf(message, mapping)),
            leastHiddenSeconds,
          );
        const run = process(batch).catch((error: unknown) =>
          log(`${mapping.functionName}: ${String(error)}`),
        );
        running.add(run);
        void run.finally(() => running.delete(run));
      } catch (error) {
        log(`Reading ${mapping.queueArn} failed (${(error as Error).name}); trying again.`);
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  }

  /** One receive, and with a window as many more as fit into it and into the batch. */
  async function gather(): Promise<Message[]> {
    const batch = await receive(Math.min(mapping.batchSize, maxPerReceive), waitSeconds);
    const until = Date.now() + mapping.batchWindowSeconds * 1000;
    while (batch.length > 0 && batch.length < mapping.batchSize && Date.now() < until && !stopping) {
      const seconds = Math.min(1, Math.ceil((until - Date.now()) / 1000));
      batch.push(...(await receive(Math.min(mapping.batchSize - batch.length, maxPerReceive), seconds)));
    }
    return batch;
  }

  async function receive(count: number, seconds: number): Promise<Message[]> {
    const answer = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: mapping.queueUrl,
        MaxNumberOfMessages: count,
        WaitTimeSeconds: seconds,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
    );
    return answer.Messages ?? [];
  }

  async function process(batch: Message[]): Promise<void> {
    const records = batch.map((message) => recordOf(message, mapping));
    const taken = records.filter((record) => passesFilters(filterView(record), mapping.patterns));
    const dropped = records.filter((record) => !taken.includes(record));
    if (dropped.length > 0) await remove(dropped);
    if (taken.length === 0) return;
    const outcome = await pool.invoke(mapping.functionName, { Records: taken });
    const failed = outcome.ok ? failedItems(outcome.payload, taken, mapping.reportsItemFailures) : taken;
    await remove(taken.filter((record) => !failed.includes(record)));
    // Stopping ends invocations before their time: nothing failed, so there is nothing to wait for.
    await giveBack(failed, stopping ? leastHiddenSeconds : retrySeconds);
  }

  async function remove(records: QueueRecord[]): Promise<void> {
    for (const Entries of entriesInTens(records)) {
      await client.send(new DeleteMessageBatchCommand({ QueueUrl: mapping.queueUrl, Entries }));
    }
  }

  async function giveBack(records: QueueRecord[], hiddenSeconds: number): Promise<void> {
    for (const entries of entriesInTens(records)) {
      const Entries = entries.map((entry) => ({ ...entry, VisibilityTimeout: hiddenSeconds }));
      await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: mapping.queueUrl, Entries }));
    }
  }
}

interface QueueRecord {
  messageId: string;
  receiptHandle: string;
  body: string;
  [field: string]: unknown;
}

function recordOf(message: Message, mapping: QueueMapping): QueueRecord {
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
    name,
    {
      ...(value.StringValue !== undefined && { stringValue: value.StringValue }),
      ...(value.BinaryValue && { binaryValue: Buffer.from(value.BinaryValue).toString('base64') }),
      stringListValues: [],
      binaryListValues: [],
      dataType: value.DataType,
    },
  ]);
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(attributes) as unknown,
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: mapping.queueArn,
    awsRegion: region,
  };
}

/** A filter looks into the body as JSON where it is JSON. */
function filterView(record: QueueRecord): unknown {
  try {
    return { ...record, body: JSON.parse(record.body) as unknown };
  } catch {
    return record;
  }
}

/** An answer that names an unknown message, or that cannot be read, fails the whole batch: Lambda's rule. */
function failedItems(payload: string, records: QueueRecord[], reports: boolean): QueueRecord[] {
  if (!reports) return [];
  const answer = JSON.parse(payload) as { batchItemFailures?: Array<{ itemIdentifier?: string }> } | null;
  const ids = (answer?.batchItemFailures ?? []).map((failure) => failure.itemIdentifier);
  const known = ids.every((id) => records.some((record) => record.messageId === id));
  return known ? records.filter((record) => ids.includes(record.messageId)) : records;
}

function entriesInTens(records: QueueRecord[]): Array<Array<{ Id: string; ReceiptHandle: string }>> {
  const entries = records.map((record, index) => ({
    Id: String(index),
    ReceiptHandle: record.receiptHandle,
  }));
  return Array.from({ length: Math.ceil(entries.length / 10) }, (_, i) => entries.slice(i * 10, i * 10 + 10));
}
