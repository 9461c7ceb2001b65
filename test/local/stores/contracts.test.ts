import { GetItemCommand, type PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe } from 'vitest';
import { dynamoAnnouncementLedger } from '../../../shared/adapters/dynamodb/announcement-ledger.ts';
import { dynamoDueOrders } from '../../../shared/adapters/dynamodb/due-orders.ts';
import { dynamoHealthGate } from '../../../shared/adapters/dynamodb/health-gate.ts';
import { dynamoHeldMessages } from '../../../shared/adapters/dynamodb/held-messages.ts';
import { dynamoJournal, dynamoJournalLookup } from '../../../shared/adapters/dynamodb/journal.ts';
import { orderFromItem } from '../../../shared/adapters/dynamodb/order-item.ts';
import { dynamoOrderSweep } from '../../../shared/adapters/dynamodb/order-sweep.ts';
import { dynamoOrders } from '../../../shared/adapters/dynamodb/orders.ts';
import { dynamoPaymentClaimDesk } from '../../../shared/adapters/dynamodb/payment-claim-desk.ts';
import { dynamoPaymentClaims } from '../../../shared/adapters/dynamodb/payment-claims.ts';
import { dynamoQuarantine } from '../../../shared/adapters/dynamodb/quarantine.ts';
import { keys, type Table } from '../../../shared/adapters/dynamodb/table.ts';
import { dynamoTokenStore } from '../../../shared/adapters/dynamodb/token-store.ts';
import { dynamoTrxTies } from '../../../shared/adapters/dynamodb/trx-ties.ts';
import { dynamoUnclaimedDesk } from '../../../shared/adapters/dynamodb/unclaimed-desk.ts';
import { dynamoUnclaimedMoney } from '../../../shared/adapters/dynamodb/unclaimed-money.ts';
import { productionWaits } from '../../../shared/config/stage.ts';
import { changesOf } from '../../adapters/dynamodb/billing-rule.ts';
import { deskContract } from '../../contracts/desk.ts';
import { dueOrdersContract } from '../../contracts/due-orders.ts';
import { fleetContract } from '../../contracts/fleet.ts';
import { messagesContract } from '../../contracts/messages.ts';
import { moneyContract } from '../../contracts/money.ts';
import { ordersContract } from '../../contracts/orders.ts';
import { type Stores, stageNames, startsAt } from '../../contracts/stores.ts';
import { rememberedTelemetry } from '../../fakes/telemetry.ts';
import { emptyTable } from '../empty-table.ts';

/**
 * Goal: the adapters do, by the conditions of a real DynamoDB server, what the ports in memory do. Method: the same
 * descriptions (`test/contracts`), each test on a stage of its own in one table.
 */
let server: Awaited<ReturnType<typeof emptyTable>>;
let streams: DynamoDBStreamsClient;
const nextStage = stageNames();

beforeAll(async () => {
  server = await emptyTable('orders');
  streams = new DynamoDBStreamsClient(server.access);
});
afterAll(async () => {
  streams.destroy();
  await server.remove();
});

describe('on DynamoDB', () => {
  ordersContract(open);
  dueOrdersContract(open);
  moneyContract(open);
  messagesContract(open);
  fleetContract(open);
  deskContract(open);
});

function open(): Stores {
  const stage = nextStage();
  const clock = { now: startsAt };
  const now = () => clock.now;
  const { client, loseNextAnswer } = forgetfulClient();
  const table: Table = { client, name: 'orders', stage };
  const item = async (key: { pk: string; sk: string }) => {
    const { Item } = await client.send(new GetItemCommand({ TableName: table.name, Key: marshall(key) }));
    if (!Item) return undefined;
    const { pk: _, sk: __, ...fields } = unmarshall(Item);
    return fields;
  };
  return {
    stage,
    clock,
    orders: dynamoOrders(table, productionWaits),
    sweep: dynamoOrderSweep(table),
    due: dynamoDueOrders(table),
    ties: dynamoTrxTies(table),
    unclaimed: dynamoUnclaimedMoney(table, now),
    claims: dynamoPaymentClaims(table),
    claimDesk: dynamoPaymentClaimDesk(table),
    desk: dynamoUnclaimedDesk(table, productionWaits, now),
    quarantine: dynamoQuarantine(table),
    held: dynamoHeldMessages(table),
    journal: dynamoJournal(table),
    journalled: dynamoJournalLookup(table),
    ledger: dynamoAnnouncementLedger(table),
    token: dynamoTokenStore(table),
    gate: () => dynamoHealthGate(table, now, rememberedTelemetry()),
    loseNextAnswer,
    writes: () => writesOf(stage),
    unclaimedEntry: async (trxId) => {
      const entry = await item(keys.unclaimed(stage, trxId));
      return entry && { trxId, ...entry };
    },
    journalledOutcome: async ({ publishedAt, fingerprint }) =>
      (await item(keys.journal(stage, publishedAt, fingerprint)))?.outcome,
    quarantineReason: async (fingerprint) => (await item(keys.quarantine(stage, fingerprint)))?.reason,
    sends: async ({ orderId, fact, channel }) =>
      (await item(keys.notice(stage, orderId, fact, channel)))?.sends,
  };
}

/** The SDK sends a write again whose answer was lost: what it is told then is the second answer. */
function forgetfulClient() {
  let isLosing = false;
  const send = async (command: PutItemCommand) => {
    if (isLosing && /^(Put|Update|Delete)Item/.test(command.constructor.name)) {
      isLosing = false;
      await server.client.send(command);
    }
    return server.client.send(command);
  };
  const loseNextAnswer = () => {
    isLosing = true;
  };
  return { client: { send: send as typeof server.client.send }, loseNextAnswer };
}

async function writesOf(stage: string) {
  const changes = await changesOf(streams, server.streamArn);
  const ofOrders = changes.filter(
    ({ after }) => after?.sk?.S === 'ORDER' && after.pk?.S?.startsWith(`ORDER#${stage}#`),
  );
  return ofOrders.flatMap(({ before, after }) =>
    after ? [{ after: orderFromItem(after), ...(before && { before: orderFromItem(before) }) }] : [],
  );
}
