import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Contender } from './purchase.ts';
import type { Write } from './write-recorder.ts';

/** The writes that the handlers were seen to make for one order, in their order. */
export interface SeenWrites {
  checkout: Write[];
  comeBack: Write[];
}

/**
 * The least that a purchase can be: the same conditional puts of the same items, the same two calls of bKash over a
 * connection that is kept, and nothing else. No read, no check, no view.
 */
export async function bareContender(
  bkashUrl: string,
  seen: SeenWrites,
  tableName: string,
): Promise<Contender> {
  const client = new DynamoDBClient({});
  const agent = new Agent({ keepAlive: true });
  const token = await storedToken(client, tableName);
  let orderId = '';
  return {
    async checkout(newOrderId) {
      orderId = newOrderId;
      const { paymentId } = await around(seen.checkout, () =>
        call('/payment/create', {
          payerReference: '01712345678',
          callbackURL: 'http://localhost/callbacks/bkash',
          amount: '1050.00',
          currency: 'BDT',
          intent: 'sale',
          merchantInvoiceNumber: `floor.${orderId}`,
        }),
      );
      return String(paymentId);
    },
    async comeBack(redirectUrl) {
      const paymentId = new URL(redirectUrl).searchParams.get('paymentID');
      const answer = await around(seen.comeBack, () => call('/payment/execute', { paymentId }));
      if (answer.transactionStatus !== 'Completed') throw new Error('The floor was not paid.');
    },
  };

  /** Intent, call, outcome: the first write comes before the call, the others after it. */
  async function around<T>([intent, ...outcome]: Write[], callBkash: () => Promise<T>): Promise<T> {
    if (intent) await put(intent);
    const answer = await callBkash();
    for (const write of outcome) await put(write);
    return answer;
  }

  /** The item as it was, under a key of this purchase. */
  async function put({ input }: Write): Promise<void> {
    const { TableName, Item, ...conditions } = input as Write['input'] & { TableName: string };
    const pk = { S: `${Item?.pk?.S}#${orderId}` };
    await client.send(new PutItemCommand({ TableName, ...conditions, Item: { ...(Item as object), pk } }));
  }

  async function call(path: string, body: object): Promise<Record<string, unknown>> {
    const payload = Buffer.from(JSON.stringify(body));
    const headers = {
      authorization: token,
      'x-app-key': 'local-app-key',
      'content-type': 'application/json',
      'content-length': payload.byteLength,
    };
    const url = `${bkashUrl}/v2/tokenized-checkout${path}`;
    return new Promise((resolve, reject) => {
      request(url, { method: 'POST', agent, headers }, (answer) => {
        text(answer).then((body) => resolve(JSON.parse(body)), reject);
      })
        .on('error', reject)
        .end(payload);
    });
  }
}

/** The merchant's one token, which the handlers fetched: bKash allows no second one. */
async function storedToken(client: DynamoDBClient, TableName: string): Promise<string> {
  const Key = { pk: { S: 'TOKEN#local' }, sk: { S: 'TOKEN' } };
  const { Item } = await client.send(new GetItemCommand({ TableName, Key }));
  return JSON.parse(Item?.record?.S ?? '{}').token.value;
}
