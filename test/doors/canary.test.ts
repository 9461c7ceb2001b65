import { SendEmailCommand } from '@aws-sdk/client-ses';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { captured } from '../fakes/bkash.ts';
import { canaries, foundIn } from './canaries.ts';
import {
  announced,
  answered,
  ask,
  authorization,
  batch,
  delivered,
  everyMark,
  expectSilence,
  order,
  quoting,
  refusals,
  ses,
  settle,
  startFunctions,
  startRun,
} from './canary-run.ts';
import { callback, claimForm, payLink, statusLink, tokenOf } from './order-links.ts';
import { portsOf, wired } from './wired-world.ts';

vi.mock('../../functions/edge/wiring.ts', () => import('./wired-world.ts'));

/**
 * A mark in every field, then every way in, every way out and every failure in between. Afterwards no line, no count,
 * no refusal and no queued message may hold one (I10).
 */
beforeAll(startFunctions);
beforeEach(startRun);
afterEach(() => vi.restoreAllMocks());

describe('nothing personal and nothing secret is told', () => {
  it('by a purchase, from the checkout to the letter', async () => {
    wired.world.bkash.executes.push({ kind: 'completed', captured: captured({ payer: canaries.payer }) });
    await ask({ method: 'GET', path: payLink() });
    await ask({ method: 'GET', path: statusLink() });
    await ask({ method: 'POST', path: claimForm(), body: `trxID=${canaries.trxId}` });
    await ask({ method: 'GET', path: callback('success') });
    const paid = wired.world.order;
    expect(paid.attempts).toMatchObject([{ state: 'completed', captured: { payer: canaries.payer } }]);
    await announced(paid);
    await delivered(paid);
    expect(ses.commandCalls(SendEmailCommand)).toHaveLength(1);
    expectSilence('PaymentClaimed', '"kind":"claim"', 'OrderPaid', 'NoticeSent', '"fact":"order.paid"');
  });

  it('by a purchase inside the shop’s page, nor to the page itself', async () => {
    const orderId = 'SB-2';
    const body = JSON.stringify({ ...order, orderId, mode: 'sdk' });
    await ask({ method: 'POST', path: '/checkouts', headers: { authorization }, body });
    const inPage = wired.world.table.stored.get(orderId);
    const token = inPage && portsOf(wired.world).links.orderToken(inPage);
    const headers = { authorization: `Bearer ${token}` };
    wired.world.frame?.script.executes.push({
      kind: 'completed',
      captured: captured({ payer: canaries.payer }),
    });
    const path = `/orders/${orderId}/bkash`;
    const said = [
      await answered({ method: 'POST', path: `${path}/create`, headers }),
      await answered({
        method: 'POST',
        path: `${path}/execute`,
        headers,
        body: JSON.stringify({ paymentID: 'FRAMETR00111' }),
      }),
    ];
    expect(said[1]).toContain('"status":"paid"');
    expect(foundIn(said.join('\n'), [...everyMark, token ?? ''])).toEqual([]);
    expectSilence('OrderPaid');
  });

  it('by requests that are refused', async () => {
    const headers = { authorization: `Bearer ${canaries.headerKey}`, 'user-agent': canaries.userAgent };
    await ask({ method: 'POST', path: '/checkouts', headers, body: JSON.stringify(order) });
    for (const change of [
      { amount: canaries.phone },
      { customer: { name: `<${canaries.name}>`, email: `${canaries.email}@`, phone: `${canaries.phone}0` } },
      { returnUrl: `https://evil.example/?${canaries.returnQuery}&${canaries.email}` },
      { [canaries.name]: canaries.email },
      { customer: { ...order.customer, name: 'Karim' } },
    ]) {
      const body = JSON.stringify({ ...order, ...change });
      await ask({ method: 'POST', path: '/checkouts', headers: { authorization }, body });
    }
    await ask({ method: 'GET', path: `/orders/${canaries.phone}?token=${tokenOf()}x`, headers });
    await ask({ method: 'GET', path: `/pay/SB-1?token=${tokenOf()}&token=${canaries.email}` });
    await ask({ method: 'POST', path: claimForm(), body: `trxID=${canaries.phone}&of=${canaries.email}` });
    await ask({ method: 'GET', path: callback(canaries.signature) });
    await ask({ method: 'GET', path: callback('success').replace('/1/', '/2/') });
    // The name of a field that is none of ours is told to who sent it, what stood in a form to who filled it in, and
    // neither to anybody else.
    const toItsSender = /is not a field of|<form /;
    refusals.splice(0, refusals.length, ...refusals.filter((one) => !toItsSender.test(one)));
    expect(refusals.length).toBeGreaterThan(7);
    expectSilence();
  });

  it.each([
    ['the table', () => breakTable()],
    ['bKash', () => breakBkash()],
    ['the token', () => breakToken()],
  ])('by a failure of %s that quotes what it choked on', async (_, breakIt) => {
    const [link, back] = [payLink(), callback('success')];
    wired.world.passes(11 * 60_000);
    breakIt();
    await ask({ method: 'GET', path: link });
    await ask({ method: 'GET', path: statusLink() });
    await ask({ method: 'POST', path: claimForm(), body: `trxID=${canaries.trxId}` });
    await ask({ method: 'GET', path: back });
    await ask({ method: 'GET', path: '/orders/SB-1', headers: { authorization } });
    const body = JSON.stringify({ ...order, orderId: 'SB-2' });
    await ask({ method: 'POST', path: '/checkouts', headers: { authorization }, body });
    await settle(batch(JSON.stringify({ kind: 'look', orderId: 'SB-1' })));
    expectSilence('HandlerFailed');
    expect(refusals.length).toBeGreaterThan(0);
  });

  it('and a mark that were told would be found, however it is spelt', () => {
    expect(foundIn(`{"a":"x ${canaries.email}"}`, everyMark)).toEqual([canaries.email]);
    expect(foundIn(encodeURIComponent(canaries.name), everyMark)).toEqual([canaries.name]);
    expect(foundIn(Buffer.from(canaries.payer).toString('base64'), everyMark)).toEqual([canaries.payer]);
  });
});

function breakTable(): void {
  const fail = () => Promise.reject(new Error(quoting));
  Object.assign(wired.world.table.orders, { find: fail, save: fail, create: fail });
}

function breakBkash(): void {
  const fail = () => Promise.reject(new TypeError(quoting));
  Object.assign(wired.world.bkash, { createPayment: fail, executePayment: fail, queryPayment: fail });
}

function breakToken(): void {
  wired.world.bkash.tokens.usable = () =>
    Promise.reject(Object.assign(new Error(quoting), { cause: quoting }));
}
