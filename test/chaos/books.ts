import { type AttributeValue, DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Whereabouts } from '../../infra/local/parent-requests.ts';
import { clientConfig } from '../../infra/local/runner/ground.ts';
import type { TrxOwner } from '../../shared/adapters/dynamodb/money-port.ts';
import { orderFromItem } from '../../shared/adapters/dynamodb/order-item.ts';
import { poishaFromBkash } from '../../shared/domain/money.ts';
import type { Order } from '../../shared/domain/order.ts';
import type { Shopper } from '../local/system/shopper.ts';

/** What the table says. */
export interface Table {
  orders: Order[];
  /** By trxID. */
  ties: Map<string, TrxOwner>;
  /** By trxID; closed: an attempt recorded it after all. */
  unclaimed: Map<string, 'open' | 'closed'>;
  /** By trxID, what became of the notifications that were taken; none for one that nobody took. */
  journal: Map<string, string[]>;
  /**
   * Entries of the announcement ledger, each with how often its letter was handed over. `isTaken`: by the shop's server;
   * a customer's entry is written before its send and says nothing of its end.
   */
  notices: Array<{ orderId: string; fact: string; channel: string; sends: number; isTaken: boolean }>;
}

/** What bKash says. `of`: of a refund, the trxID of the payment it returns. */
export interface LedgerEntry {
  kind: 'payment' | 'refund';
  trxId: string;
  amountPoisha: number;
  invoice?: string;
  of?: string;
}

/** Both sides of the truth, and what came of telling people. */
export interface Books extends Table {
  ledger: LedgerEntry[];
  /** Letters in the customers' inboxes, by order. */
  letters: Map<string, number>;
  /** Messages that five receives could not settle. */
  deadLetters: number;
}

export async function readTable({ dynamodb, tableName }: Whereabouts): Promise<Table> {
  const client = new DynamoDBClient(clientConfig(dynamodb));
  const table: Table = { orders: [], ties: new Map(), unclaimed: new Map(), journal: new Map(), notices: [] };
  const pages = paginateScan({ client }, { TableName: tableName, ConsistentRead: true });
  for await (const { Items = [] } of pages) for (const item of Items) enter(table, item);
  client.destroy();
  return table;
}

export async function readBooks(
  where: Whereabouts,
  shopper: Shopper,
  orderIds: readonly string[],
): Promise<Books> {
  const [table, { entries }, mail, deadLetters] = await Promise.all([
    readTable(where),
    shopper.ledger(),
    shopper.allEmails(),
    deadLettersOf(where),
  ]);
  const letters = new Map(orderIds.map((orderId) => [orderId, 0]));
  const orderOf = new Map(orderIds.map((orderId) => [`${orderId.toLowerCase()}@example.com`, orderId]));
  for (const { destination } of mail) {
    const orderId = orderOf.get(destination.to[0] ?? '');
    if (orderId) letters.set(orderId, (letters.get(orderId) ?? 0) + 1);
  }
  return { ...table, ledger: entries.map(entryOf), letters, deadLetters };
}

function enter(table: Table, item: Record<string, AttributeValue>): void {
  const { pk = '', sk = '', ...fields } = unmarshall(item) as Record<string, string> & { sends?: number };
  const [kind, , id = ''] = String(pk).split('#');
  const [what, fact = '', channel = ''] = String(sk).split('#');
  if (kind === 'ORDER' && what === 'ORDER') table.orders.push(orderFromItem(item));
  if (kind === 'ORDER' && what === 'SENT')
    table.notices.push({
      orderId: id,
      fact,
      channel,
      sends: Number(fields.sends ?? 0),
      isTaken: fields.takenAt !== undefined,
    });
  if (kind === 'TRX')
    table.ties.set(id, { orderId: String(fields.orderId), attempt: Number(fields.attempt) });
  if (kind === 'JOURNAL' && fields.trxId)
    table.journal.set(fields.trxId, [...(table.journal.get(fields.trxId) ?? []), String(fields.outcome)]);
  if (kind === 'UNCLAIMED')
    table.unclaimed.set(String(sk), fields.closedAt === undefined ? 'open' : 'closed');
}

function entryOf(entry: Awaited<ReturnType<Shopper['ledger']>>['entries'][number]): LedgerEntry {
  const { kind, trxID: trxId, amount, invoice, of } = entry;
  return {
    kind: kind === 'refund' ? 'refund' : 'payment',
    trxId,
    amountPoisha: poishaFromBkash(amount) ?? Number.NaN,
    ...(invoice !== undefined && { invoice }),
    ...(of !== undefined && { of }),
  };
}

/** Every queue of ours gives up to another one; those that give up to none are where dead letters end. */
async function deadLettersOf({ sqs }: Whereabouts): Promise<number> {
  const client = new SQSClient(clientConfig(sqs));
  const { QueueUrls = [] } = await client.send(new ListQueuesCommand({}));
  const queues = await Promise.all(
    QueueUrls.map(async (url) => {
      // The server names itself by a host that does not resolve.
      const QueueUrl = `${sqs}${new URL(url).pathname}`;
      const { Attributes = {} } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
      );
      return Attributes;
    }),
  );
  client.destroy();
  return queues
    .filter(({ RedrivePolicy }) => !RedrivePolicy)
    .reduce((sum, { ApproximateNumberOfMessages = '0' }) => sum + Number(ApproximateNumberOfMessages), 0);
}
