import { ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Product } from '../../domain/order.ts';

/** The one table of a stage. The environment is in every key, so stages could even share a table unharmed. */
export interface Table {
  client: Pick<DynamoDBClient, 'send'>;
  name: string;
  stage: string;
}

export const keys = {
  order: (stage: string, orderId: string) => ({ pk: `ORDER#${stage}#${orderId}`, sk: 'ORDER' }),
  notice: (stage: string, orderId: string, fact: string, channel: string) => ({
    pk: `ORDER#${stage}#${orderId}`,
    sk: `SENT#${fact}#${channel}`,
  }),
  readMarks: (stage: string, orderId: string) => ({ pk: `ORDER#${stage}#${orderId}`, sk: 'READ' }),
  trx: (stage: string, trxId: string) => ({ pk: `TRX#${stage}#${trxId}`, sk: 'TRX' }),
  unclaimed: (stage: string, trxId: string) => ({ pk: `UNCLAIMED#${stage}`, sk: trxId }),
  claims: (stage: string, orderId: string) => ({ pk: `CLAIM#${stage}`, sk: orderId }),
  quarantine: (stage: string, fingerprint: string) => ({ pk: `QUARANTINE#${stage}`, sk: fingerprint }),
  /** An hour to a partition: the door lets a third of what a partition takes through, and an operator lists by time. */
  journal: (stage: string, publishedAt: number, fingerprint: string) => ({
    pk: `JOURNAL#${stage}#${new Date(publishedAt).toISOString().slice(0, 13)}`,
    sk: fingerprint,
  }),
  /** A token for each set of credentials and a gate for each host: each product of bKash's has both. */
  token: (stage: string, product: Product) => ({
    pk: `TOKEN#${stage}`,
    sk: product === 'tokenized' ? 'TOKEN' : `TOKEN#${product}`,
  }),
  gate: (stage: string, product: Product) => ({
    pk: `GATE#${stage}`,
    sk: product === 'tokenized' ? 'BKASH' : `BKASH#${product}`,
  }),
  watermark: (stage: string) => ({ pk: `RECONCILE#${stage}`, sk: 'WATERMARK' }),
};

/** Runs a conditional write; a failed condition gives the item that was there instead of throwing. */
export async function conditionally<Answer>(
  write: Promise<Answer>,
): Promise<{ ok: true; answer: Answer } | { ok: false; found: ConditionalCheckFailedException['Item'] }> {
  try {
    return { ok: true, answer: await write };
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return { ok: false, found: error.Item };
    throw error;
  }
}
