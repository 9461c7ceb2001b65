import { type AttributeValue, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { healthy } from '../../domain/gate.ts';
import type { Product } from '../../domain/order.ts';
import type { Telemetry } from '../telemetry/port.ts';
import { fleetGate, type GateRecord, type GateStore } from './fleet-gate.ts';
import type { HealthGate } from './port.ts';
import { conditionally, keys, type Table } from './table.ts';

/** The gate as one item of its stage and product. */
export function dynamoHealthGate(
  table: Table,
  now: () => number,
  telemetry: Telemetry,
  product: Product = 'tokenized',
): HealthGate {
  return fleetGate(dynamoGateStore(table, product), now, telemetry);
}

function dynamoGateStore(table: Table, product: Product): GateStore {
  return {
    async read() {
      const Key = marshall(keys.gate(table.stage, product));
      const { Item } = await table.client.send(new GetItemCommand({ TableName: table.name, Key }));
      return contentOf(Item);
    },

    async write(before, gate) {
      const version = before.version + 1;
      const written = await conditionally(
        table.client.send(
          new PutItemCommand({
            TableName: table.name,
            Item: marshall(
              { ...keys.gate(table.stage, product), version, gate },
              { removeUndefinedValues: true },
            ),
            ConditionExpression: 'attribute_not_exists(version) OR version = :before',
            ExpressionAttributeValues: marshall({ ':before': before.version }),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      );
      return written.ok
        ? { ok: true, record: { gate, version } }
        : { ok: false, record: contentOf(written.found) };
    },
  };
}

function contentOf(item: Record<string, AttributeValue> | undefined): GateRecord {
  const { gate, version } = item ? unmarshall(item) : {};
  return gate ? { gate, version } : { gate: healthy, version: 0 };
}
