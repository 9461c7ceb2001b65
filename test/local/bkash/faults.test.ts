import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type CallFault, callFaults } from '../../../infra/local/bkash/machine/faults.ts';
import type { Operation } from '../../../infra/local/bkash/machine/operations.ts';
import {
  commits,
  type Dialect,
  type Heard,
  paymentOperations,
  type Speaker,
  speaker,
  tokenOperations,
} from './dialect.ts';
import { type Merchant, merchantWithSimulator, order } from './merchant.ts';

/**
 * Goal: every fault on every operation of both generations does what the contract says: what the caller hears, and
 * whether bKash acted. What bKash wrote down is read from its file, behind the back of its answers.
 */
const delayMs = 60_000;
const code = '2003';
const lie = '1.50';
const price = '20.00';

interface Rule {
  commits: boolean;
  /** In the order of trouble, beside operation and fault. */
  given?: Record<string, unknown>;
  heard(operation: Operation, dialect: Dialect): unknown;
}

const any = expect.any(Object);
const rules: Record<CallFault, Rule> = {
  http_500: { commits: false, heard: () => ({ status: 500, body: any }) },
  http_503: { commits: false, heard: () => ({ status: 503, body: any }) },
  timeout_before: { commits: false, heard: () => 'nothing' },
  timeout_after: { commits: true, heard: () => 'nothing' },
  commit_late: { commits: true, given: { delayMs }, heard: () => 'nothing' },
  slow: { commits: true, given: { delayMs }, heard: success },
  code: { commits: false, given: { code }, heard: (_, dialect) => refusal(dialect, code) },
  amount: {
    commits: true,
    given: { amount: lie },
    heard: (operation, dialect) => success(operation, dialect, lie),
  },
  gateway_message: { commits: false, heard: () => ({ status: 504, body: { message: expect.any(String) } }) },
  unauthorized: { commits: false, heard: () => ({ status: 401, body: { message: 'Unauthorized' } }) },
  system_error_9999: {
    commits: false,
    heard: () => ({ status: 200, body: { statusCode: '9999', statusMessage: 'System Error.' } }),
  },
  html: { commits: false, heard: () => ({ status: 200, body: expect.stringContaining('<h1>') }) },
  truncated: { commits: false, heard: () => 'cut short' },
  connection_reset: { commits: false, heard: () => 'reset' },
};

/** Ask, as often as it takes; the second time is without the fault. */
type Ask = (leave?: AbortSignal) => Promise<Heard>;

describe.each(['v1', 'v2'] as const)('bKash, disturbed in %s', (generation) => {
  let merchant: Merchant;
  let speaking: Speaker;
  let trxId = '';
  let refreshToken = '';
  beforeAll(async () => {
    merchant = await merchantWithSimulator({ duplicateWindowMs: 0 });
    speaking = speaker(merchant, generation);
    const { [speaking.dialect.trxId]: found } = await speaking.answered(
      speaking.execute(await speaking.authorised(price)),
    );
    trxId = found ?? '';
    refreshToken = (await merchant.grant()).body.refresh_token;
  });
  afterEach(() => merchant.clearFaults());
  afterAll(() => merchant.leave());

  it.each(everyPair(paymentOperations))('has %s at %s', async (fault, operation) => {
    const id = operation === 'execute' || operation === 'query' ? await speaking.authorised(price) : '';
    const paid = operation.startsWith('refund') ? await speaking.paid(price) : { paymentId: '', trxId: '' };
    if (operation === 'refundStatus') await speaking.refund(paid, price);
    const asks: Record<(typeof paymentOperations)[number], Ask> = {
      create: (leave) =>
        speaking.call('create', { ...order, ...speaking.dialect.createFields, amount: price }, leave),
      execute: (leave) => speaking.execute(id, leave),
      query: (leave) => speaking.call('query', { [speaking.dialect.paymentId]: id }, leave),
      search: (leave) => speaking.call('search', { [speaking.dialect.trxId]: trxId }, leave),
      refund: (leave) => speaking.refund(paid, price, leave),
      refundStatus: (leave) => speaking.refundStatus(paid, leave),
    };
    await disturbOnce(fault, operation, asks[operation]);
    const doneBefore = rules[fault].commits ? speaking.dialect.refusalOfTheSecond[operation] : undefined;
    expect(await asks[operation]()).toEqual(
      doneBefore ? refusal(speaking.dialect, doneBefore) : success(operation, speaking.dialect),
    );
  });

  it.each(everyPair(tokenOperations))('has %s at %s', async (fault, operation) => {
    await merchant.advance(2 * 3600);
    const body = operation === 'refresh' ? { refresh_token: refreshToken } : {};
    const ask: Ask = (leave) => speaking.call(operation, body, leave);
    await disturbOnce(fault, operation, ask);
    expect(await ask()).toEqual(success(operation, speaking.dialect));
  });

  async function disturbOnce(fault: CallFault, operation: Operation, ask: Ask): Promise<void> {
    const rule = rules[fault];
    const ordered = await merchant.control('/faults', { operation, fault, times: 1, ...rule.given });
    expect(ordered.status).toBe(200);
    const before = commits(merchant.dataDir);
    const heard = await hear(operation, ask, rule, before);
    expect(heard).toEqual(rule.heard(operation, speaking.dialect));
    const acted = rule.commits ? acts(operation) : nothing;
    const after = () => difference(commits(merchant.dataDir), before);
    await expect.poll(after, { timeout: 15_000 }).toEqual(acted);
  }

  /** The clock stands in for the wait; a caller who hears nothing leaves once bKash has the call. */
  async function hear(operation: Operation, ask: Ask, rule: Rule, before: object): Promise<Heard> {
    const isSilent = rule.heard(operation, speaking.dialect) === 'nothing';
    const isDelayed = rule.given?.delayMs !== undefined;
    if (!isSilent && !isDelayed) return await ask();
    const count = async () => (await merchant.control('/stats')).body.calls[operation];
    const arrived = (await count()) + 1;
    const leaving = new AbortController();
    const hearing = ask(leaving.signal);
    await expect.poll(count, { timeout: 15_000 }).toBe(arrived);
    await sleep(50);
    if (isSilent) leaving.abort();
    if (isDelayed) {
      expect(commits(merchant.dataDir)).toEqual(before);
      await merchant.advance(delayMs / 1000);
    }
    return await hearing;
  }
});

const nothing = { payments: 0, tokens: 0, captures: 0, refunds: 0 };

function acts(operation: Operation): typeof nothing {
  const table: Partial<Record<Operation, Partial<typeof nothing>>> = {
    grant: { tokens: 1 },
    refresh: { tokens: 1 },
    create: { payments: 1 },
    execute: { captures: 1 },
    refund: { refunds: 1 },
  };
  return { ...nothing, ...table[operation] };
}

function difference(now: typeof nothing, before: typeof nothing): typeof nothing {
  return {
    payments: now.payments - before.payments,
    tokens: now.tokens - before.tokens,
    captures: now.captures - before.captures,
    refunds: now.refunds - before.refunds,
  };
}

function success(operation: Operation, dialect: Dialect, amount: string = price): unknown {
  const token = { id_token: expect.any(String) };
  const facts: Record<Operation, object> = {
    grant: token,
    refresh: token,
    create: { transactionStatus: 'Initiated', amount },
    execute: { transactionStatus: 'Completed', amount },
    query: { transactionStatus: 'Initiated', amount },
    search: { transactionStatus: 'Completed', amount },
    refund: dialect.refunded(amount),
    refundStatus: dialect.refundListed(amount),
  };
  return { status: 200, body: expect.objectContaining(facts[operation]) };
}

function refusal(dialect: Dialect, refused: string): unknown {
  const { status, body } = dialect.refusal(refused);
  return { status, body: expect.objectContaining(body) };
}

function everyPair<T extends Operation>(operations: readonly T[]): Array<[CallFault, T]> {
  return callFaults.flatMap((fault) => operations.map((operation): [CallFault, T] => [fault, operation]));
}
