import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, appKeys, login, order, topicArn, v2 } from './merchant.ts';

/**
 * Goal: the simulator as the local runner starts it: a child process with an IPC channel. It is killed without
 * warning right after it has answered, and must remember what it said.
 */
const program = new URL('../../../infra/local/bkash/main.ts', import.meta.url).pathname;
let dataDir: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bkash-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

describe('the simulator process', () => {
  it('remembers everything it answered when it is killed without warning', async () => {
    const before = await start();
    const token = await grant(before.url);
    const { paymentId } = (await api(before.url, token, '/payment/create', order)).body;
    await post(`${before.url}/simulator/payments/${paymentId}/authorise`, {});
    const { body: executed } = await api(before.url, token, '/payment/execute', { paymentId });
    before.child.kill('SIGKILL');
    await once(before.child, 'exit');

    const after = await start();
    const { entries } = (await get(`${after.url}/simulator/ledger`)).body;
    expect(entries).toMatchObject([{ trxID: executed.trxId, paymentID: paymentId }]);
    const again = await api(after.url, token, '/payment/execute', { paymentId });
    expect(again.body.externalCode).toBe('2062');
    const { calls } = (await get(`${after.url}/simulator/stats`)).body;
    expect(calls).toMatchObject({ grant: 1, create: 1, execute: 2 });
  });

  it('commits what it was asked even if the caller has left', async () => {
    const { url } = await start({ BKASH_EXECUTE_DELAY_MS: '300' });
    const token = await grant(url);
    const { paymentId } = (await api(url, token, '/payment/create', order)).body;
    await post(`${url}/simulator/payments/${paymentId}/authorise`, {});
    const impatient = api(url, token, '/payment/execute', { paymentId }, AbortSignal.timeout(100));
    await expect(impatient).rejects.toThrow();
    expect((await get(`${url}/simulator/ledger`)).body.entries).toEqual([]);
    const entries = async () => (await get(`${url}/simulator/ledger`)).body.entries;
    await expect.poll(entries, { timeout: 15_000 }).toHaveLength(1);
  });

  it("moves its clock by the parent's hand only", async () => {
    const { url, child } = await start({ CLOCK_OFFSET_MS: '0' });
    const token = await grant(url);
    child.on('message', (message: { type: string; seconds: number; id: number }) => {
      if (message.type !== 'advance-clock') return;
      child.send({ type: 'clock', id: message.id, offsetMs: message.seconds * 1000 });
    });
    expect((await post(`${url}/simulator/clock`, { advanceSeconds: 3601 })).status).toBe(200);
    const expired = await api(url, token, '/query/payment', { paymentId: 'none' });
    expect(expired.body.message).toBe('The incoming token has expired');
  });

  it('refuses a clock that would go backwards or nowhere', async () => {
    const { url } = await start();
    for (const advanceSeconds of [-1, '5', null]) {
      expect((await post(`${url}/simulator/clock`, { advanceSeconds })).status).toBe(400);
    }
  });

  it('stops in time even while a caller waits for a slow answer', async () => {
    const { url, child } = await start({ BKASH_CREATE_DELAY_MS: '60000' });
    const token = await grant(url);
    const waiting = api(url, token, '/payment/create', order).catch((error: Error) => error);
    await expect.poll(async () => (await get(`${url}/simulator/stats`)).body.calls.create).toBe(1);
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(0);
    expect(await waiting).toBeInstanceOf(Error);
  });

  it('leaves when its parent has gone, and when it is asked to', async () => {
    const orphan = await start();
    orphan.child.disconnect();
    expect((await once(orphan.child, 'exit'))[0]).toBe(0);
    const asked = await start();
    asked.child.kill('SIGTERM');
    expect((await once(asked.child, 'exit'))[0]).toBe(0);
  });

  it('says in one line why it cannot start', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const port = String((taken.address() as AddressInfo).port);
    expect(await failure({ BKASH_PORT: port })).toMatch(/^bkash simulator did not start: .*EADDRINUSE.*\n$/);
    expect(await failure({ BKASH_TOPIC_ARN: '' })).toBe('bkash simulator: BKASH_TOPIC_ARN is missing\n');
    expect(await failure({ BKASH_EXECUTE_DELAY_MS: 'soon' })).toMatch(/^bkash simulator: .* soon\n$/);
    taken.close();
  });
});

function launch(settings: Record<string, string>): ChildProcess {
  const given = { BKASH_PORT: '0', BKASH_DATA_DIR: dataDir, BKASH_TOPIC_ARN: topicArn, ...settings };
  const child = fork(program, { env: { PATH: process.env.PATH, ...given }, silent: true, execArgv: [] });
  children.push(child);
  return child;
}

async function start(settings: Record<string, string> = {}): Promise<{ child: ChildProcess; url: string }> {
  const child = launch(settings);
  const [ready] = await once(child, 'message');
  expect(ready).toEqual({ type: 'ready', url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) });
  return { child, url: ready.url };
}

async function failure(settings: Record<string, string>): Promise<string> {
  const child = launch(settings);
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
  return said;
}

async function grant(url: string): Promise<string> {
  return (await post(`${url}${v2}/auth/grant-token`, appKeys, login)).body.id_token;
}

function api(url: string, token: string, path: string, body: object, signal?: AbortSignal): Promise<Answer> {
  return post(`${url}${v2}${path}`, body, { authorization: token, 'x-app-key': appKeys.app_key }, signal);
}

async function post(
  url: string,
  body: object,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<Answer> {
  const init = { method: 'POST', body: JSON.stringify(body), headers };
  const response = await fetch(url, signal ? { ...init, signal } : init);
  return { status: response.status, body: await response.json() };
}

async function get(url: string): Promise<Answer> {
  const response = await fetch(url);
  return { status: response.status, body: await response.json() };
}
