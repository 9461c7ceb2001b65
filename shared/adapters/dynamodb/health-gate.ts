import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { HealthGate } from './port.ts';
import { keys, type Table } from './table.ts';

/** The gate is read at most this often by one container, so it is never a hot row (design rule 17). */
const cacheMs = 2_000;

/** Three failures in a minute are an outage; one is a bad moment. */
const closesAfterFailures = 3;
const forgottenAfterMs = 60_000;

/** Closed for 1 s, then 2 s, 4 s … up to 30 s: whoever comes after that is the probe. */
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

interface GateState {
  failures: number;
  lastFailureAt: number;
  closedUntil: number;
}

const healthy: GateState = { failures: 0, lastFailureAt: 0, closedUntil: 0 };

/**
 * Shared knowledge of whether bKash answers. Failures race without harm: the last writer wins, and one count more
 * or less moves the closing by a call.
 */
export function dynamoHealthGate(table: Table, now: () => number): HealthGate {
  let known: { state: GateState; readAt: number } | undefined;
  const Key = marshall(keys.gate(table.stage));

  async function current(): Promise<GateState> {
    if (known && now() - known.readAt < cacheMs) return known.state;
    const { Item } = await table.client.send(new GetItemCommand({ TableName: table.name, Key }));
    const state = Item ? (unmarshall(Item) as GateState) : healthy;
    known = { state, readAt: now() };
    return state;
  }

  return {
    async isOpen() {
      return now() >= (await current()).closedUntil;
    },

    async failed() {
      const before = await current();
      const at = now();
      const failures = at - before.lastFailureAt > forgottenAfterMs ? 1 : before.failures + 1;
      const pauseMs = Math.min(
        longestPauseMs,
        firstPauseMs * 2 ** Math.min(failures - closesAfterFailures, 10),
      );
      const closedUntil = failures < closesAfterFailures ? 0 : at + pauseMs;
      const state = { failures, lastFailureAt: at, closedUntil };
      await table.client.send(
        new PutItemCommand({
          TableName: table.name,
          Item: marshall({ ...keys.gate(table.stage), ...state }),
        }),
      );
      known = { state, readAt: at };
    },

    async answered() {
      if ((await current()).failures === 0) return;
      await table.client.send(new DeleteItemCommand({ TableName: table.name, Key }));
      known = { state: healthy, readAt: now() };
    },
  };
}
