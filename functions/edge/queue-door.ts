import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { reportFailure } from './failure.ts';
import { telemetry } from './log.ts';

export interface QueueItem {
  messageId: string;
  body: string;
}

/**
 * Makes a Lambda handler of an SQS batch: items run concurrently, and exactly those that threw come back, to be
 * tried again and in the end put aside. Only exceptions of ours fail an item (design rule 12); no item can fail
 * or delay another.
 */
export function queueDoor(handle: (item: QueueItem) => Promise<void>) {
  return async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const failed = await Promise.all(event.Records.map((record) => failureOf(record, handle)));
    return { batchItemFailures: failed.filter((item) => item !== undefined) };
  };
}

async function failureOf(
  { messageId, body }: SQSRecord,
  handle: (item: QueueItem) => Promise<void>,
): Promise<{ itemIdentifier: string } | undefined> {
  try {
    await handle({ messageId, body });
    return undefined;
  } catch (error) {
    reportFailure(error, telemetry, { messageId });
    return { itemIdentifier: messageId };
  }
}
