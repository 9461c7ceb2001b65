import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { ipcClock } from '../../infra/local/bkash/ipc-clock.ts';
import { apiTime, webhookTime } from '../../infra/local/bkash/machine/bangladesh-time.ts';
import { newPaymentId, newTrxId } from '../../infra/local/bkash/machine/ids.ts';
import { isWallet, refusalOfWallet, walletForPayment } from '../../infra/local/bkash/machine/wallets.ts';
import { html } from '../../infra/local/bkash/pages/html.ts';

const first = (alphabet: string, count: number) => (alphabet[0] ?? '').repeat(count);

describe('what bKash writes', () => {
  it('carries the creation time in a paymentID', () => {
    expect(newPaymentId(first, 1747579752377)).toBe('TR001100000001747579752377');
  });

  it.each([
    ['2026-09-18T00:00:19.952Z', 'DII', '2026-09-18T06:00:19:952 GMT+0600', '20260918060019'],
    ['2019-12-31T17:59:59.999Z', '6LV', '2019-12-31T23:59:59:999 GMT+0600', '20191231235959'],
    ['2019-12-31T18:00:00.000Z', '7A1', '2020-01-01T00:00:00:000 GMT+0600', '20200101000000'],
    ['2024-10-09T12:00:00.001Z', 'BJ9', '2024-10-09T18:00:00:001 GMT+0600', '20241009180000'],
    ['2023-10-10T00:00:00.000Z', 'AJA', '2023-10-10T06:00:00:000 GMT+0600', '20231010060000'],
  ])("dates %s by Bangladesh's calendar", (iso, trxDay, api, webhook) => {
    const at = Date.parse(iso);
    expect(newTrxId(first, at)).toBe(`${trxDay}0000000`);
    expect(apiTime(at)).toBe(api);
    expect(webhookTime(at)).toBe(webhook);
  });

  it('gives every payment another normal wallet', () => {
    const wallets = Array.from({ length: 1000 }, (_, index) => walletForPayment(index));
    expect(new Set(wallets).size).toBe(1000);
    expect(wallets.every((wallet) => isWallet(wallet) && refusalOfWallet(wallet) === undefined)).toBe(true);
  });

  it('escapes every value in its pages, however nested', () => {
    const hostile = `<a b='c' d="e">&`;
    expect(html`<p title="${hostile}">${[html`<i>${hostile}</i>`]}</p>`.text).toBe(
      '<p title="&#60;a b=&#39;c&#39; d=&#34;e&#34;&#62;&#38;"><i>&#60;a b=&#39;c&#39; d=&#34;e&#34;&#62;&#38;</i></p>',
    );
  });
});

describe('a clock that belongs to the parent process', () => {
  it('moves only when the parent says so, and advancing waits for that', async () => {
    const asked: object[] = [];
    const channel = Object.assign(new EventEmitter(), { send: (message: object) => asked.push(message) });
    const clock = ipcClock(channel, 5_000);
    let moves = 0;
    clock.onMoved(() => {
      moves += 1;
    });
    expect(clock.now() - Date.now()).toBeGreaterThan(4_900);

    let done = false;
    const advancing = clock.advance(60).then(() => {
      done = true;
    });
    expect(asked).toEqual([{ type: 'advance-clock', seconds: 60, id: 1 }]);
    channel.emit('message', { type: 'clock', offsetMs: 7_000 });
    channel.emit('message', { type: 'something else' });
    await Promise.resolve();
    expect(done).toBe(false);
    channel.emit('message', { type: 'clock', id: 1, offsetMs: 65_000 });
    await advancing;
    expect(clock.now() - Date.now()).toBeGreaterThan(64_900);
    expect(moves).toBe(2);
  });
});
