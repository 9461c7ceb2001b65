import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../infra/local/runner/instance.ts';
import { startInvokeApi } from '../../../infra/local/runner/invoke-api.ts';
import { ops } from '../../../infra/ops/ops.ts';

/** The command line with the real SDK, against the runner's side of Lambda's Invoke; the function is a script. */
const localDir = mkdtempSync(join(tmpdir(), 'ops-'));
const env = { LOCAL_DIR: localDir };
let api: Awaited<ReturnType<typeof startInvokeApi>> | undefined;

afterEach(() => api?.close());
afterAll(() => rmSync(localDir, { recursive: true }));

describe('npm run ops', () => {
  it('asks the running system and prints its answer, as text or as one JSON object', async () => {
    const asked = await answering({ ok: true, requestId: '1', payload: JSON.stringify(paid) });
    expect(await ops(['review', 'SB-1', 'accept'], env)).toEqual({
      exitCode: 0,
      stdout: 'SB-1 is paid.',
      stderr: '',
    });
    expect(asked).toEqual([{ operation: 'review.accept', input: { orderId: 'SB-1' } }]);
    const { stdout } = await ops(['review', 'SB-1', 'accept', '--json'], env);
    expect(JSON.parse(stdout)).toEqual(paid);
  });

  it('prints each sum with the commands that can be typed next', async () => {
    const suggestions = [{ orderId: 'SB-1', status: 'pending', amount: '10.00', why: ['amount'] }];
    const money = {
      trxID: 'DKN7Q7Q7Q7',
      amount: '10.00',
      at: '2026-11-28T06:00:00.000Z',
      reason: 'no_order',
    };
    const unclaimed = [{ ...money, returnsThrough: null, suggestions }];
    await answering({ ok: true, requestId: '1', payload: JSON.stringify({ ...paid, unclaimed }) });
    const { stdout } = await ops(['unclaimed'], env);
    expect(stdout).toContain('DKN7Q7Q7Q7  10.00  2026-11-28T06:00:00.000Z  no_order');
    expect(stdout).toContain('unclaimed attach DKN7Q7Q7Q7 SB-1');
    expect(stdout).toContain('unclaimed write-off DKN7Q7Q7Q7 --reason');
  });

  it('exits 1 when it was refused, and says why', async () => {
    const refused = { outcome: 'refused', code: 'no_order', message: 'There is no order SB-9.' };
    await answering({ ok: true, requestId: '1', payload: JSON.stringify(refused) });
    expect(await ops(['review', 'SB-9', 'accept'], env)).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: 'There is no order SB-9.',
    });
  });

  it('exits 2 for a slip, before anybody is asked', async () => {
    const asked = await answering({ ok: true, requestId: '1', payload: '{}' });
    expect(await ops(['review', 'SB-9'], env)).toMatchObject({ exitCode: 2 });
    expect(asked).toEqual([]);
  });

  it('exits 3 when the function failed, without its words, which may quote a customer', async () => {
    await answering({ ok: false, requestId: '1', errorType: 'HandlerFailed', errorMessage: 'Rahima' });
    const { exitCode, stderr } = await ops(['unclaimed'], env);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/operate failed; its log has HandlerFailed/);
    expect(stderr).not.toContain('Rahima');
  });

  it('exits 3 with a clear line when no system runs, stopped or never started', async () => {
    const line = `no local system runs in ${localDir}: npm start, or name a --stage`;
    expect(await ops(['unclaimed'], env)).toEqual({ exitCode: 3, stdout: '', stderr: line });
    await answering({ ok: true, requestId: '1', payload: '{}' });
    await api?.close();
    expect(await ops(['unclaimed'], env)).toEqual({ exitCode: 3, stdout: '', stderr: line });
  });

  it('is told what to look at when a system was killed and left its address behind', async () => {
    const other = mkdtempSync(join(tmpdir(), 'ops-'));
    writeFileSync(join(other, 'invoke.url'), 'http://127.0.0.1:9\n');
    const { exitCode, stderr } = await ops(['unclaimed'], { LOCAL_DIR: other });
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining(`no local system runs in ${other}`)]);
    rmSync(other, { recursive: true });
  });

  it('is answered to nobody who did not sign, such as a page in the developer’s browser', async () => {
    const asked = await answering({ ok: true, requestId: '1', payload: '{}' });
    const url = readFileSync(join(localDir, 'invoke.url'), 'utf8').trim();
    const path = '/2015-03-31/functions/sundarban-pay-local-operate/invocations';
    expect((await fetch(url + path, { method: 'POST', body: '{}' })).status).toBe(403);
    expect(asked).toEqual([]);
  });
});

const paid = { outcome: 'done', code: 'done', message: 'SB-1 is paid.' };

/** A running system whose function answers this; what it was asked. */
async function answering(outcome: Outcome): Promise<unknown[]> {
  const asked: unknown[] = [];
  const invoke = async (_: string, event: unknown) => {
    asked.push(event);
    return outcome;
  };
  api = await startInvokeApi({ functionNames: ['sundarban-pay-local-operate'], invoke }, localDir);
  return asked;
}
