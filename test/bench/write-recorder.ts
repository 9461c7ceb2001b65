import { createServer, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type LocalServer, listen } from '../../infra/local/listen.ts';

/** One write as it was asked for, and what DynamoDB would bill for it. */
export interface Write {
  operation: string;
  /** The command's input, as the SDK sent it. */
  input: {
    Item?: Record<string, { S?: string }>;
    Key?: Record<string, { S?: string }>;
    [field: string]: unknown;
  };
  /** Write units, index included. */
  units: number;
}

export interface WriteRecorder extends LocalServer {
  /** In the order in which they were answered; take them out with `splice`. */
  writes: Write[];
}

const writing = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);

/**
 * Stands between SDK clients and a DynamoDB server, asks for the capacity of every write, and passes everything else
 * on as it is. The server counts as DynamoDB does: a unit per kB of the larger image, index entries on top.
 */
export function startWriteRecorder(target: string): Promise<WriteRecorder> {
  const writes: Write[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const operation = String(incoming.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
    const given = await buffer(incoming);
    const input = writing.has(operation) ? JSON.parse(given.toString()) : undefined;
    const body = input ? Buffer.from(JSON.stringify({ ...input, ReturnConsumedCapacity: 'INDEXES' })) : given;
    const answer = await passedOn(target, incoming, body);
    const text = await buffer(answer);
    const status = answer.statusCode ?? 500;
    if (input) writes.push({ operation, input, units: unitsOf(status, text) });
    outgoing.writeHead(status, answer.headers).end(text);
  });
  return listen(server, 0, 'the write recorder').then((listening) => ({ ...listening, writes }));
}

function passedOn(target: string, incoming: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
  const headers = { ...incoming.headers, 'content-length': String(body.byteLength) };
  return new Promise((resolve, reject) => {
    request(new URL(incoming.url ?? '/', target), { method: incoming.method, headers }, resolve)
      .on('error', reject)
      .end(body);
  });
}

/** A write whose condition failed is billed too: one unit, as no item here is over a kilobyte. */
function unitsOf(status: number, text: Buffer): number {
  const answer = JSON.parse(text.toString() || '{}');
  if (status >= 400) return String(answer.__type).endsWith('#ConditionalCheckFailedException') ? 1 : 0;
  return [answer.ConsumedCapacity ?? []].flat().reduce((sum, one) => sum + Number(one.CapacityUnits), 0);
}
