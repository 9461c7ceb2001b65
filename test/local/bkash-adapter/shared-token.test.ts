import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { localCredentials } from '../../../infra/local/bkash/credentials.ts';
import { connectBkash } from '../../../shared/adapters/bkash/generation.ts';
import { sharedToken } from '../../../shared/adapters/bkash/token.ts';
import { planCall } from '../../../shared/adapters/bkash/token-record.ts';
import { dynamoTokenStore } from '../../../shared/adapters/dynamodb/token-store.ts';
import type { Generation } from '../../../shared/domain/order.ts';
import { renewToken } from '../../../shared/usecases/renew-token.ts';
import { rememberedTelemetry } from '../../fakes/telemetry.ts';
import { type Merchant, merchantWithSimulator } from '../bkash/merchant.ts';
import { emptyTable } from '../empty-table.ts';

/**
 * Goal: one token for a whole fleet, on a real DynamoDB server and against the simulator's budget of two token calls
 * an hour. Method: many instances that share nothing but the table, started at once. Each test has a stage of its
 * own, so an item of its own.
 */
let table: Awaited<ReturnType<typeof emptyTable>>;
let merchant: Merchant;
let [stages, offsetMs] = [0, 0];

beforeAll(async () => {
  table = await emptyTable('orders');
});
afterAll(() => table.remove());
beforeEach(async () => {
  merchant = await merchantWithSimulator();
  stages += 1;
  offsetMs = 0;
});
afterEach(() => merchant.leave());

describe('the lease in the table', () => {
  it('goes to exactly one of 100 that take it at once, and the others see the winner', async () => {
    const stores = Array.from({ length: 100 }, () => storeOf(table.client));
    const taken = await Promise.all(
      stores.map(async (store, index) => {
        const plan = planCall(await store.read(), Date.now(), `taker-${index}`);
        return plan.kind === 'call' ? store.write(plan.next) : undefined;
      }),
    );
    expect(taken.filter((result) => result?.kind === 'written')).toHaveLength(1);
    const owners = new Set(taken.map((result) => result?.record.lease?.owner).filter(Boolean));
    expect(owners.size).toBe(1);
  });
});

describe('a fresh fleet', () => {
  it('makes one grant for 500 cold instances of both generations, and all of them can pay', async () => {
    const fleet = Array.from({ length: 500 }, (_, index) => instance(index % 2 === 0 ? 'v1' : 'v2'));
    const token = await everyToken(fleet);
    expect(await stats()).toMatchObject({ calls: { grant: 1, refresh: 0 }, tokenCallsLastHour: 1 });
    const order = { invoice: 'a-1', amountPoisha: 100, callbackUrl: 'http://a.example', payerReference: 'a' };
    for (const { bkash } of fleet.slice(0, 2)) {
      expect((await bkash.createPayment(token, order, 5_000)).kind).toBe('created');
    }
  });

  it('renews by the schedule in minute 50 to 55, and nobody else calls', async () => {
    const { tokens } = instance();
    const before = await tokens.usable();
    await advance(45 * 60);
    expect(await renewToken(tokens, now(), async () => true)).toBe('not_due');
    await advance(6 * 60);
    expect(await renewToken(tokens, now(), async () => true)).toBe('renewed');
    expect(await renewToken(tokens, now(), async () => true)).toBe('not_due');
    const after = await instance().tokens.usable();
    expect(after?.value).not.toBe(before?.value);
    expect(await stats()).toMatchObject({ calls: { grant: 1, refresh: 1 } });
  });

  it('renews a rejected token once, though all hear the rejection, and never beyond the budget', async () => {
    const fleet = Array.from({ length: 20 }, () => instance());
    const first = await everyToken(fleet);
    await advance(61);
    await Promise.all(fleet.map((one) => one.tokens.rejected(first)));
    const second = await everyToken(fleet);
    expect(second.value).not.toBe(first.value);
    await advance(61);
    await Promise.all(fleet.map((one) => one.tokens.rejected(second)));
    expect((await everyToken(fleet)).value).toBe(second.value);
    expect(await stats()).toMatchObject({ calls: { grant: 1, refresh: 1 }, lockedUntil: null });
  });
});

describe('two stages with the same credentials', () => {
  it('share one token and one budget, whichever of them asks first', async () => {
    const owner = { stage: `test-${stages}`, tableName: 'orders' };
    const store = () => dynamoTokenStore({ client: table.client, name: 'none', stage: 'rahima' }, owner);
    const { tokenCalls } = connectionOf('v2');
    const telemetry = rememberedTelemetry();
    const theirs = Array.from({ length: 20 }, () =>
      sharedToken({ store: store(), calls: tokenCalls, telemetry, now }),
    );
    const tokens = await Promise.all(
      [...theirs, instance().tokens, instance().tokens].map((one) => one.usable()),
    );
    expect(new Set(tokens.map((token) => token?.value)).size).toBe(1);
    expect(await stats()).toMatchObject({ calls: { grant: 1, refresh: 0 } });
  });
});

describe('a fleet in trouble', () => {
  it('gets over the death of the function that was calling, within the budget', async () => {
    const dead = killedMidCall();
    await dead.hasCalled;
    const waiting = Array.from({ length: 20 }, () => instance());
    const began = Date.now();
    expect(await Promise.all(waiting.map((one) => one.tokens.usable()))).toEqual(
      waiting.map(() => undefined),
    );
    expect(Date.now() - began).toBeLessThan(7_000);
    // The dead function's lease is over.
    await advance(36);
    const later = Date.now();
    await everyToken(Array.from({ length: 20 }, () => instance()));
    expect(Date.now() - later).toBeLessThan(5_000);
    expect(await stats()).toMatchObject({ tokenCallsLastHour: 2, lockedUntil: null });
  });

  it('survives a lock-out with the token it has, and calls no more until an hour after the second call that met it', async () => {
    const { tokens, bkash } = instance('v1');
    const old = await tokens.usable();
    if (!old) throw new Error('there is a token');
    await advance(51 * 60);
    await merchant.control('/token-lockout', { seconds: 3_600 });
    expect(await renewToken(tokens, now(), async () => true)).toBe('failed');
    expect(await renewToken(tokens, now(), async () => true)).toBe('not_now');
    await advance(5 * 60);
    expect((await everyToken([instance(), instance('v1')])).value).toBe(old.value);
    expect(await bkash.queryPayment(old, 'TR0011AAAAAAA1747579752377')).toMatchObject({ kind: 'dead' });
    await advance(10 * 60);
    expect(await instance().tokens.usable()).toBeUndefined();
    await advance(58 * 60);
    expect(await instance().tokens.usable()).toBeUndefined();
    await advance(3 * 60);
    const after = await everyToken([instance(), instance('v1')]);
    expect(after.value).not.toBe(old.value);
    expect(await stats()).toMatchObject({ calls: { grant: 1, refresh: 3 }, lockedUntil: null });
  });
});

/** A function that bKash heard, and that died before it could store the answer. */
function killedMidCall() {
  let called = () => {};
  const hasCalled = new Promise<void>((resolve) => {
    called = resolve;
  });
  const { tokenCalls } = connectionOf('v2');
  const diesAfter = async (call: Promise<unknown>) => {
    await call;
    called();
    return new Promise<never>(() => {});
  };
  const calls = {
    grantToken: () => diesAfter(tokenCalls.grantToken()),
    refreshToken: (refreshToken: string) => diesAfter(tokenCalls.refreshToken(refreshToken)),
  };
  const telemetry = rememberedTelemetry();
  void sharedToken({ store: storeOf(table.client), calls, telemetry, now }).usable();
  return { hasCalled };
}

function storeOf(client: DynamoDBClient) {
  return dynamoTokenStore({ client, name: 'orders', stage: `test-${stages}` });
}

/** What one Lambda instance holds for itself. */
function instance(generation: Generation = 'v2') {
  const { bkash: clients, tokenCalls } = connectionOf(generation);
  const telemetry = rememberedTelemetry();
  const tokens = sharedToken({ store: storeOf(table.client), calls: tokenCalls, telemetry, now });
  return { bkash: clients[generation], tokens };
}

function connectionOf(generation: Generation) {
  const bkash = { generation, tokenizedOrigin: merchant.simulator.url };
  return connectBkash({ stage: 'local', bkash }, localCredentials);
}

async function everyToken(fleet: Array<ReturnType<typeof instance>>) {
  const tokens = await Promise.all(fleet.map((one) => one.tokens.usable()));
  const [token] = tokens;
  if (!token || tokens.some((other) => other?.value !== token.value)) throw new Error('one token for all');
  return token;
}

function now(): number {
  return Date.now() + offsetMs;
}

async function advance(seconds: number): Promise<void> {
  offsetMs += seconds * 1000;
  await merchant.advance(seconds);
}

async function stats() {
  return (await merchant.control('/stats')).body;
}
