import { randomUUID } from 'node:crypto';
import { type AttributeValue, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { admission, afterAnswer, afterFailure, type Gate, healthy } from '../../domain/gate.ts';
import type { Product } from '../../domain/order.ts';
import type { Telemetry } from '../telemetry/port.ts';
import type { HealthGate } from './port.ts';
import { conditionally, keys, type Table } from './table.ts';

/** The gate is read at most this often by one container, so it is never a hot row (design rule 17). */
const cacheMs = 2_000;

/** Whoever loses this often loses to callers who say the same: nothing is lost with it. */
const mostConflicts = 5;

interface Known {
  gate: Gate;
  version: number;
  readAt: number;
}

/** The gate as one item, written on its version only: so of all the callers at the end of a pause one is the probe. */
export function dynamoHealthGate(
  table: Table,
  now: () => number,
  telemetry: Telemetry,
  product: Product = 'tokenized',
): HealthGate {
  let known: Known | undefined;
  /** What this container called itself when it last became the probe. */
  let probe: string | undefined;

  async function current(): Promise<Known> {
    if (known && now() - known.readAt < cacheMs) return known;
    const Key = marshall(keys.gate(table.stage, product));
    const { Item } = await table.client.send(new GetItemCommand({ TableName: table.name, Key }));
    known = { ...contentOf(Item), readAt: now() };
    return known;
  }

  /** False when somebody else wrote first; what he wrote is known then. */
  async function write(before: Known, gate: Gate): Promise<boolean> {
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
    if (written.ok && gate.kind !== before.gate.kind) {
      telemetry.event(gate.kind === 'closed' ? 'GateClosed' : 'GateOpened');
    }
    known = { ...(written.ok ? { gate, version } : contentOf(written.found)), readAt: now() };
    return written.ok;
  }

  async function change(decide: (gate: Gate) => Gate): Promise<void> {
    for (let conflicts = 0; conflicts < mostConflicts; conflicts += 1) {
      const before = await current();
      const next = decide(before.gate);
      if (next === before.gate || (await write(before, next))) return;
    }
  }

  return {
    async admit() {
      const before = await current();
      const caller = randomUUID();
      const admitted = admission(before.gate, now(), caller);
      if (admitted.kind !== 'probe') return admitted.kind;
      if (!(await write(before, admitted.next))) return (await current()).gate.kind;
      probe = caller;
      return 'probe';
    },
    async standing() {
      return (await current()).gate;
    },
    failed: (closeForMs) =>
      change((gate) =>
        afterFailure(gate, now(), {
          ...(probe !== undefined && { by: probe }),
          ...(closeForMs !== undefined && { closeForMs }),
        }),
      ),
    answered: () => change((gate) => afterAnswer(gate, now())),
  };
}

function contentOf(item: Record<string, AttributeValue> | undefined): { gate: Gate; version: number } {
  const { gate, version } = item ? unmarshall(item) : {};
  return gate ? { gate, version } : { gate: healthy, version: 0 };
}
