import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Journal, JournalEntry, JournalLookup, JournalOutcome } from './message-port.ts';
import { conditionally, keys, type Table } from './table.ts';

/**
 * bKash takes refunds for 60 days, and a customer or a statement may ask a month later what a notification said.
 * What it says of money that was recorded or is unclaimed stays with the order, its tie or its entry for good.
 */
const keptForSeconds = 90 * 24 * 60 * 60;

const waiting = 'waiting';
const putAside = 'quarantined' satisfies JournalOutcome;

/** One write unit a message; two for one that had to wait. */
export function dynamoJournal(table: Table): Journal {
  return {
    record: (entry) =>
      put(entry, entry.outcome, {
        ConditionExpression: 'attribute_not_exists(pk) OR outcome IN (:waiting, :putAside)',
        ExpressionAttributeValues: marshall({ ':waiting': waiting, ':putAside': putAside }),
      }),
    waits: (entry) =>
      put(entry, waiting, {
        ConditionExpression: 'attribute_not_exists(pk) OR outcome = :putAside',
        ExpressionAttributeValues: marshall({ ':putAside': putAside }),
      }),
  };

  async function put(
    { receipt, verdict, notice, ...rest }: Omit<JournalEntry, 'outcome'>,
    outcome: string,
    condition: Pick<PutItemCommand['input'], 'ConditionExpression' | 'ExpressionAttributeValues'>,
  ): Promise<void> {
    const { fingerprint, ...message } = receipt;
    // The payer is for the operator who looks at unclaimed money, and stays there.
    const { payer: _, ...facts } = notice ?? {};
    const ttl = Math.floor(receipt.receivedAt / 1000) + keptForSeconds;
    const item = { ...message, verdict, ...facts, ...rest, outcome, ttl };
    await conditionally(
      table.client.send(
        new PutItemCommand({
          TableName: table.name,
          Item: marshall(
            { ...keys.journal(table.stage, receipt.publishedAt, fingerprint), ...item },
            { removeUndefinedValues: true },
          ),
          ...condition,
        }),
      ),
    );
  }
}

export function dynamoJournalLookup(table: Table): JournalLookup {
  return {
    async find({ publishedAt, fingerprint }) {
      const { Item } = await table.client.send(
        new GetItemCommand({
          TableName: table.name,
          Key: marshall(keys.journal(table.stage, publishedAt, fingerprint)),
          ConsistentRead: true,
        }),
      );
      if (!Item || Item.outcome?.S === putAside) return undefined;
      return Item.outcome?.S === waiting ? 'waiting' : 'final';
    },
  };
}
