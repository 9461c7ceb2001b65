import type { _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';
import { region } from './names.ts';

/** One record as Lambda hands it to a function: binary as base64, time in epoch seconds. */
export interface StreamEventRecord {
  eventID: string | undefined;
  eventName: string | undefined;
  eventVersion: string;
  eventSource: 'aws:dynamodb';
  awsRegion: string;
  eventSourceARN: string;
  dynamodb: { SequenceNumber: string; ApproximateCreationDateTime: number; [field: string]: unknown };
}

export function toEventRecord(record: StreamRecord, streamArn: string): StreamEventRecord {
  const { ApproximateCreationDateTime, ...dynamodb } = record.dynamodb ?? {};
  return {
    eventID: record.eventID,
    eventName: record.eventName,
    eventVersion: record.eventVersion ?? '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    eventSourceARN: streamArn,
    dynamodb: {
      ...(binaryAsBase64(dynamodb) as Record<string, unknown>),
      SequenceNumber: dynamodb.SequenceNumber ?? '',
      ApproximateCreationDateTime: Math.floor((ApproximateCreationDateTime?.getTime() ?? 0) / 1000),
    },
  };
}

function binaryAsBase64(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(binaryAsBase64);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, binaryAsBase64(item)]));
}
