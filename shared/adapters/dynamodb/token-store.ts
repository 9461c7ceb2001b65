import { randomUUID } from 'node:crypto';
import { type AttributeValue, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { StageConfig } from '../../config/stage.ts';
import type { Product } from '../../domain/order.ts';
import type { TokenRecord, TokenStore } from '../bkash/token-record.ts';
import { jsonFrom } from '../json-from.ts';
import { conditionally, keys, type Table } from './table.ts';

type TokenOwner = StageConfig['bkash']['tokenOwner'];

const recordSchema = z.object({
  token: z.optional(
    z.object({
      value: z.string(),
      expiresAt: z.number(),
      grantedAt: z.optional(z.number()),
      rejected: z.optional(z.literal(true)),
    }),
  ),
  refreshToken: z.optional(z.string()),
  refreshUntil: z.optional(z.number()),
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
  lockedUntil: z.optional(z.number()),
});

/**
 * The shared token as one item, written on its version only. Three writes an hour, so its size costs nothing; its
 * JSON is one attribute, since nobody queries inside it. Stages that share credentials share the item of the `owner`:
 * the count of calls, the lease and the token are only worth something when everybody has the same.
 */
export function dynamoTokenStore(
  table: Table,
  owner?: TokenOwner,
  product: Product = 'tokenized',
): TokenStore {
  const { client } = table;
  const { stage, tableName: name } = owner ?? { stage: table.stage, tableName: table.name };
  const key = keys.token(stage, product);
  return {
    async read() {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: name, Key: marshall(key), ConsistentRead: true }),
      );
      return Item ? recordOf(Item) : neverWritten;
    },

    async write({ version: previous, ...content }) {
      const record = { ...content, version: previous + 1 };
      const writeId = randomUUID();
      const item = { version: record.version, writeId, record: JSON.stringify(content) };
      const written = await conditionally(
        client.send(
          new PutItemCommand({
            TableName: name,
            Item: marshall({ ...key, ...item }),
            ...(previous === 0
              ? { ConditionExpression: 'attribute_not_exists(pk)' }
              : {
                  ConditionExpression: 'version = :previous',
                  ExpressionAttributeValues: marshall({ ':previous': previous }),
                }),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      );
      // The client sends again when an answer is lost, and the second try meets the first one's item.
      if (written.ok || written.found?.writeId?.S === writeId) return { kind: 'written', record };
      return { kind: 'conflict', record: written.found ? recordOf(written.found) : neverWritten };
    },
  };
}

const neverWritten: TokenRecord = { version: 0, calls: [] };

/** Throws on an item that we did not write: guessing would lose count of the token calls. */
function recordOf(item: Record<string, AttributeValue>): TokenRecord {
  const parsed = recordSchema.safeParse(jsonFrom(item.record?.S ?? ''));
  const version = Number(item.version?.N);
  if (!parsed.success || !Number.isSafeInteger(version)) {
    throw new Error(
      'The stored bKash token item is malformed. It counts the token calls, so delete it an hour after the last one.',
    );
  }
  return { ...parsed.data, version } as TokenRecord;
}
