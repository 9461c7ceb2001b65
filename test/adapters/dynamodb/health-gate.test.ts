import {
  type AttributeValue,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { dynamoHealthGate } from '../../../shared/adapters/dynamodb/health-gate.ts';
import { dynamodb, table } from './mocked-table.ts';

/** The gate's one item is kept here; each `gate()` is another container with a cache of its own. */
let stored: Record<string, AttributeValue> | undefined;
let now: number;
const gate = () => dynamoHealthGate(table, () => now);

beforeEach(() => {
  stored = undefined;
  now = Date.parse('2026-11-23T12:00:00Z');
  dynamodb.reset();
  dynamodb.on(GetItemCommand).callsFake(() => ({ Item: stored }));
  dynamodb.on(PutItemCommand).callsFake(({ Item }: PutItemCommandInput) => {
    stored = Item;
    return {};
  });
  dynamodb.on(DeleteItemCommand).callsFake(() => {
    stored = undefined;
    return {};
  });
});

describe('the gate in front of bKash', () => {
  it('is open where nothing ever failed, and writes nothing while bKash answers', async () => {
    const one = gate();
    expect(await one.isOpen()).toBe(true);
    await one.answered();
    expect([...dynamodb.commandCalls(PutItemCommand), ...dynamodb.commandCalls(DeleteItemCommand)]).toEqual(
      [],
    );
  });

  it('closes after the third failure in a minute, not after the second', async () => {
    const one = gate();
    await failsTimes(one, 2);
    expect(await one.isOpen()).toBe(true);
    await one.failed();
    expect(await one.isOpen()).toBe(false);
  });

  it('opens by itself after a second: whoever comes then is the probe', async () => {
    const one = gate();
    await failsTimes(one, 3);
    now += 999;
    expect(await one.isOpen()).toBe(false);
    now += 1;
    expect(await one.isOpen()).toBe(true);
  });

  it('stays closed twice as long after each failed probe, thirty seconds at most', async () => {
    const one = gate();
    await failsTimes(one, 2);
    for (const pauseMs of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      await one.failed();
      now += pauseMs - 1;
      expect(await one.isOpen()).toBe(false);
      now += 1;
      expect(await one.isOpen()).toBe(true);
    }
  });

  it('forgets when bKash answers: the next outage begins at one', async () => {
    const one = gate();
    await failsTimes(one, 5);
    now += 30_000;
    await one.answered();
    expect(stored).toBeUndefined();
    await failsTimes(one, 2);
    expect(await one.isOpen()).toBe(true);
  });

  it('forgets failures that lie more than a minute apart: bad moments are no outage', async () => {
    const one = gate();
    for (let moment = 0; moment < 5; moment += 1) {
      await one.failed();
      expect(await one.isOpen()).toBe(true);
      now += 60_001;
    }
    await failsTimes(one, 1);
    now += 60_000;
    await failsTimes(one, 2);
    expect(await one.isOpen()).toBe(false);
  });

  it('is shared: what one container learnt closes it for all', async () => {
    await failsTimes(gate(), 3);
    expect(await gate().isOpen()).toBe(false);
  });

  it('is read every two seconds at most, however many ask', async () => {
    const one = gate();
    for (let asked = 0; asked < 100; asked += 1) await one.isOpen();
    expect(dynamodb.commandCalls(GetItemCommand)).toHaveLength(1);
    await failsTimes(gate(), 3);
    now += 1_999;
    await failsTimes(gate(), 1);
    expect(await one.isOpen()).toBe(true);
    now += 1;
    expect(await one.isOpen()).toBe(false);
    expect(await gate().isOpen()).toBe(false);
  });

  it('is one item of its stage', async () => {
    await gate().failed();
    expect(stored).toMatchObject({ pk: { S: 'GATE#live' }, sk: { S: 'BKASH' }, failures: { N: '1' } });
  });
});

async function failsTimes(one: ReturnType<typeof gate>, times: number): Promise<void> {
  for (let failure = 0; failure < times; failure += 1) await one.failed();
}
