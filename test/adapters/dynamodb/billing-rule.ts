import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';

type Item = Record<string, AttributeValue>;

/** One write as the table's stream shows it: the item before and after. A write whose condition failed is not there. */
export interface Change {
  before?: Item;
  after?: Item;
}

const unitBytes = 1024;

/**
 * What DynamoDB bills for a write, in write units (AWS, "Read and write operations"). The item: one for each
 * kilobyte begun of the larger of its two states. The `due` index: nothing where its keys stay, or are absent on both
 * sides; one entry written when the item enters or leaves; two, a delete and a put, when its keys change.
 */
export function writeUnitsOf({ before, after }: Change): { item: number; index: number } {
  const bytes = Math.max(itemBytes(before ?? {}), itemBytes(after ?? {}));
  return { item: units(bytes), index: indexUnitsOf(before, after) };
}

/** Every write to a table since its creation, from its stream, in order within an order's item. */
export async function changesOf(client: DynamoDBStreamsClient, StreamArn: string): Promise<Change[]> {
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
  const changes: Change[] = [];
  for (const { ShardId } of StreamDescription?.Shards ?? []) {
    const first = await client.send(
      new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
    );
    let next = first.ShardIterator;
    // An open shard has no end: the first page without a record is where its writes are all read.
    while (next) {
      const page = await client.send(new GetRecordsCommand({ ShardIterator: next }));
      const images = (page.Records ?? []).map(({ dynamodb }) => dynamodb);
      changes.push(
        ...images.map((image) => ({
          ...(image?.OldImage && { before: image.OldImage as Item }),
          ...(image?.NewImage && { after: image.NewImage as Item }),
        })),
      );
      next = images.length > 0 ? page.NextShardIterator : undefined;
    }
  }
  return changes;
}

/** DynamoDB's own arithmetic: names and values in UTF-8, numbers a byte per two digits plus one, 3 + 1 a container. */
export function itemBytes(item: Item): number {
  return Object.entries(item).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value),
    0,
  );
}

function valueBytes(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return Math.ceil(value.N.replace(/\D/g, '').length / 2) + 1;
  if (value.L) return 3 + value.L.reduce((sum: number, one: AttributeValue) => sum + 1 + valueBytes(one), 0);
  if (value.M) {
    const fields = Object.entries(value.M ?? {});
    return 3 + fields.reduce((sum, [name, one]) => sum + 1 + Buffer.byteLength(name) + valueBytes(one), 0);
  }
  return 1;
}

function indexUnitsOf(before: Item | undefined, after: Item | undefined): number {
  const [from, to] = [indexKeysOf(before), indexKeysOf(after)];
  if (from === to) return 0;
  return from === undefined || to === undefined ? 1 : 2;
}

/** Undefined: not in the sparse index. An entry of keys alone is far below a kilobyte. */
function indexKeysOf(item: Item | undefined): string | undefined {
  const { dueBucket, nextCheckAt } = item ?? {};
  return dueBucket && nextCheckAt ? `${dueBucket.S} ${nextCheckAt.N}` : undefined;
}

function units(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / unitBytes));
}
