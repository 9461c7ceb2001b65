import {
  type AttributeValue,
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { dynamoHealthGate } from '../../../shared/adapters/dynamodb/health-gate.ts';
import { rememberedTelemetry } from '../../fakes/telemetry.ts';
import { dynamodb, table } from './mocked-table.ts';

/** The gate's one item is kept here; each `gate()` is another container with a cache of its own. */
let stored: Record<string, AttributeValue> | undefined;
let now: number;
const telemetry = rememberedTelemetry();
const gate = () => dynamoHealthGate(table, () => now, telemetry);

beforeEach(() => {
  stored = undefined;
  now = Date.parse('2026-11-23T12:00:00Z');
  dynamodb.reset();
  dynamodb.on(GetItemCommand).callsFake(() => ({ Item: stored }));
  dynamodb.on(PutItemCommand).callsFake(({ Item, ExpressionAttributeValues }: PutItemCommandInput) => {
    if (stored && stored.version?.N !== ExpressionAttributeValues?.[':before']?.N) {
      throw new ConditionalCheckFailedException({ message: 'no', $metadata: {}, Item: stored });
    }
    stored = Item;
    return {};
  });
});

describe('the gate in front of bKash', () => {
  it('is open where nothing ever failed, and writes nothing while bKash answers', async () => {
    const one = gate();
    expect(await one.admit()).toBe('open');
    await one.answered();
    expect(writes()).toBe(0);
  });

  it('says once that it closed and once that it opened, however many failed', async () => {
    telemetry.told.length = 0;
    const one = gate();
    for (let call = 0; call < 10; call += 1) await one.failed();
    for (let call = 0; call < 10; call += 1) await one.answered();
    expect(telemetry.told).toEqual([{ name: 'GateClosed' }, { name: 'GateOpened' }]);
  });

  it('closes after the third failure in a minute, not after the second', async () => {
    const one = gate();
    await failsTimes(one, 2);
    expect(await one.admit()).toBe('open');
    await one.failed();
    expect(await one.admit()).toBe('closed');
  });

  it('counts the failures of the whole fleet, of containers that know nothing of each other yet too', async () => {
    const fleet = [gate(), gate(), gate()];
    for (const one of fleet) await one.admit();
    for (const one of fleet) await one.failed();
    expect(await gate().admit()).toBe('closed');
  });

  it('forgets failures that lie more than a minute apart: bad moments are no outage', async () => {
    const one = gate();
    for (let moment = 0; moment < 5; moment += 1) {
      await one.failed();
      expect(await one.admit()).toBe('open');
      now += 60_001;
    }
    await failsTimes(one, 1);
    now += 60_000;
    await failsTimes(one, 2);
    expect(await one.admit()).toBe('closed');
  });

  it('begins at one again when bKash answered in between', async () => {
    const one = gate();
    await failsTimes(one, 2);
    await one.answered();
    await failsTimes(one, 2);
    expect(await one.admit()).toBe('open');
  });

  it('closes at once, and for as long as it is told, where another failure would be too dear', async () => {
    const one = gate();
    await one.failed(300_000);
    now += 299_999;
    expect(await one.admit()).toBe('closed');
    now += 1;
    expect(await one.admit()).toBe('probe');
  });

  it('is read every two seconds at most, however many ask', async () => {
    const one = gate();
    for (let asked = 0; asked < 100; asked += 1) await one.admit();
    expect(dynamodb.commandCalls(GetItemCommand)).toHaveLength(1);
    await failsTimes(gate(), 3);
    now += 999;
    expect(await one.admit()).toBe('open');
    expect(await gate().admit()).toBe('closed');
  });

  it('is one item of its stage', async () => {
    await gate().failed();
    expect(stored).toMatchObject({ pk: { S: 'GATE#live' }, sk: { S: 'BKASH' }, version: { N: '1' } });
  });
});

describe('the probe at the end of a pause', () => {
  it('is one caller of the fleet; everybody else fails fast until its answer', async () => {
    const [one, two, three] = await closedFor(1_000);
    expect(await one.admit()).toBe('probe');
    for (const other of [one, two, three, gate()]) expect(await other.admit()).toBe('closed');
    await one.answered();
    now += 2_000;
    for (const each of [one, two, three, gate()]) expect(await each.admit()).toBe('open');
  });

  it('keeps the gate closed twice as long each time it fails, thirty seconds at most', async () => {
    const [one] = await closedFor(0);
    for (const pauseMs of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      now += pauseMs - 1;
      expect(await one.admit()).toBe('closed');
      now += 1;
      expect(await one.admit()).toBe('probe');
      await one.failed();
    }
  });

  it('is replaced fifteen seconds after it began when its caller died', async () => {
    const [one, two] = await closedFor(1_000);
    await one.admit();
    now += 14_999;
    expect(await two.admit()).toBe('closed');
    now += 1;
    expect(await two.admit()).toBe('probe');
  });

  it('alone lengthens the pause: the calls under way when the outage began do not', async () => {
    const [one, two] = await closedFor(1_000);
    const before = writes();
    await failsTimes(two, 50);
    expect(writes()).toBe(before);
    expect(await one.admit()).toBe('probe');
    await failsTimes(two, 50);
    await one.answered();
    expect(await one.standing()).toEqual({ kind: 'open', failures: 0, lastFailureAt: 0, since: now });
  });

  it('need not wait for its turn where another call is answered meanwhile', async () => {
    const [one, two] = await closedFor(0);
    await two.answered();
    now += 2_000;
    expect(await one.admit()).toBe('open');
  });
});

/** Three containers that all know of the outage, `ms` after the gate closed. */
async function closedFor(ms: number) {
  const fleet = [gate(), gate(), gate()] as const;
  await failsTimes(fleet[0], 3);
  for (const one of fleet) await one.admit();
  now += ms;
  return fleet;
}

async function failsTimes(one: ReturnType<typeof gate>, times: number): Promise<void> {
  for (let failure = 0; failure < times; failure += 1) await one.failed();
}

function writes(): number {
  return dynamodb.commandCalls(PutItemCommand).length;
}
