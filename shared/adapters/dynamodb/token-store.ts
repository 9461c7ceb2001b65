import { randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { TokenRecord, TokenStore } from '../bkash/token-record.ts';

const recordSchema = z.object({
  token: z.optional(
    z.object({ value: z.string(), expiresAt: z.number(), rejected: z.optional(z.literal(true)) }),
  ),
  refreshToken: z.optional(z.string()),
  calls: z.array(z.number()),
  lease: z.optional(
    z.object({
      owner: z.string(),
      takenAt: z.number(),
      until: z.number(),
      call: z.number(),
      operation: z.enum(['grant', 'refresh']),
    }),
  ),
  failedAt: z.optional(z.number()),
});

/**
 * The shared token as one item, `TOKEN#<stage>` / `TOKEN`, written on its version only. Three writes an hour, so its
 * size costs nothing; its JSON is one attribute, since nobody queries inside it.
 */
export function tokenStore(client: DynamoDBClient, tableName: string, stage: string): TokenStore {
  const key = { pk: { S: `TOKEN#${stage}` }, sk: { S: 'TOKEN' } };
  return {
    async read() {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: tableName, Key: key, ConsistentRead: true }),
      );
      return Item ? recordOf(Item) : { version: 0, calls: [] };
    },

    async write(next) {
      const { version: previous, ...content } = next;
      const record = { ...next, version: previous + 1 };
      const writeId = randomUUID();
      try {
        await client.send(
          new PutItemCommand({
            TableName: tableName,
            Item: {
              ...key,
              version: { N: String(record.version) },
              writeId: { S: writeId },
              record: { S: JSON.stringify(content) },
            },
            ...(previous === 0
              ? { ConditionExpression: 'attribute_not_exists(pk)' }
              : {
                  ConditionExpression: 'version = :previous',
                  ExpressionAttributeValues: { ':previous': { N: String(previous) } },
                }),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return { kind: 'written', record };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        if (!error.Item) return { kind: 'conflict', record: { version: 0, calls: [] } };
        // The client sends again when an answer is lost, and the second try meets the first one's item.
        if (error.Item.writeId?.S === writeId) return { kind: 'written', record };
        return { kind: 'conflict', record: recordOf(error.Item) };
      }
    },
  };
}

/** Throws on an item that we did not write: guessing would lose count of the token calls. */
function recordOf(item: Record<string, AttributeValue>): TokenRecord {
  const parsed = recordSchema.safeParse(jsonOf(item.record?.S));
  const version = Number(item.version?.N);
  if (!parsed.success || !Number.isSafeInteger(version)) {
    throw new Error('The stored bKash token item is malformed. Delete it to have a new token fetched.');
  }
  return { ...parsed.data, version } as TokenRecord;
}

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
