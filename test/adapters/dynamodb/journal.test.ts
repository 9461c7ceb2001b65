import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { dynamoJournal, dynamoJournalLookup } from '../../../shared/adapters/dynamodb/journal.ts';
import { aReceipt } from '../../fakes/receipt.ts';
import { dynamodb, failedCondition, table } from './mocked-table.ts';

const journal = dynamoJournal(table);
const receipt = aReceipt();
const entry = {
  receipt,
  verdict: 'genuine' as const,
  notice: {
    trxId: 'DKN1A2B3C4',
    status: 'Completed',
    currency: 'BDT',
    amountPoisha: 105_000,
    invoice: 'SB-1-1',
    payer: '017*****678',
  },
};
const Key = { pk: { S: 'JOURNAL#live#2026-11-23T12' }, sk: { S: receipt.fingerprint } };

beforeEach(() => {
  dynamodb.reset();
});

describe('the journal', () => {
  it('says what a message was and what became of it, under the hour it was published, for 90 days', async () => {
    dynamodb.on(PutItemCommand).resolves({});
    await journal.record({ ...entry, outcome: 'applied' });
    expect(puts()[0]).toEqual({
      TableName: 'Orders',
      Item: {
        ...Key,
        ...marshall({
          messageId: 'm-1',
          type: 'Notification',
          topicArn: receipt.topicArn,
          signatureVersion: '1',
          publishedAt: receipt.publishedAt,
          receivedAt: receipt.receivedAt,
          verdict: 'genuine',
          trxId: 'DKN1A2B3C4',
          status: 'Completed',
          currency: 'BDT',
          amountPoisha: 105_000,
          invoice: 'SB-1-1',
          outcome: 'applied',
          ttl: Date.parse('2027-02-21T12:00:00Z') / 1_000,
        }),
      },
      ConditionExpression: 'attribute_not_exists(pk) OR outcome IN (:waiting, :putAside)',
      ExpressionAttributeValues: { ':waiting': { S: 'waiting' }, ':putAside': { S: 'quarantined' } },
    });
  });

  it('is one write unit a message: an entry stays far below a kilobyte', async () => {
    dynamodb.on(PutItemCommand).resolves({});
    await journal.record({ ...entry, outcome: 'unclaimed', reason: 'not_completed_at_bkash' });
    expect(JSON.stringify(puts()[0]?.Item).length).toBeLessThan(1_024);
  });

  it('knows no payer, masked or not', async () => {
    dynamodb.on(PutItemCommand).resolves({});
    await journal.record({ ...entry, outcome: 'applied' });
    await journal.waits(entry);
    expect(JSON.stringify(puts())).not.toContain('017');
  });

  it('notes that a message waits only where nothing final is noted yet', async () => {
    dynamodb.on(PutItemCommand).resolvesOnce({}).rejectsOnce(failedCondition());
    await journal.waits(entry);
    expect(puts()[0]).toMatchObject({
      Item: { ...Key, outcome: { S: 'waiting' } },
      ConditionExpression: 'attribute_not_exists(pk) OR outcome = :putAside',
      ExpressionAttributeValues: { ':putAside': { S: 'quarantined' } },
    });
    await expect(journal.waits(entry)).resolves.toBeUndefined();
  });

  it('leaves the first outcome of a message as it is', async () => {
    dynamodb.on(PutItemCommand).rejects(failedCondition());
    await expect(journal.record({ ...entry, outcome: 'dropped' })).resolves.toBeUndefined();
  });

  it('never takes other trouble of the table for a note that was made', async () => {
    dynamodb.on(PutItemCommand).rejects(new Error('throttled'));
    await expect(journal.record({ ...entry, outcome: 'dropped' })).rejects.toThrow('throttled');
    await expect(journal.waits(entry)).rejects.toThrow('throttled');
  });

  it.each([
    ['a message that waits', 'waiting', 'waiting'],
    ['a message that is done with', 'unclaimed', 'final'],
    ['nothing of a message that was put aside unread', 'quarantined', undefined],
  ])('knows %s', async (_, outcome, expected) => {
    const Item = { ...Key, outcome: { S: outcome } };
    dynamodb.on(GetItemCommand, { TableName: 'Orders', Key, ConsistentRead: true }).resolves({ Item });
    expect(await dynamoJournalLookup(table).find(receipt)).toBe(expected);
  });

  it('knows nothing of a message that was never here', async () => {
    dynamodb.on(GetItemCommand).resolves({});
    expect(await dynamoJournalLookup(table).find(receipt)).toBeUndefined();
  });
});

function puts() {
  return dynamodb.commandCalls(PutItemCommand).map((call) => call.args[0].input);
}
