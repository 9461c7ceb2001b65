import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Door } from '../../functions/edge/http.ts';
import { aSecret } from './edge/a-secret.ts';
import { httpEvent } from './edge/http-event.ts';
import { claimed, environment, params, storeOrderInDoubt, token, tokenFor } from './order-in-doubt.ts';
import { problem, started, table } from './payment-api.ts';

const queue = mockClient(SQSClient);
const trxID = 'DKN1A2B3C4';

let claimPayment: Door;
let claimOnPage: Door;

beforeAll(async () => {
  claimPayment = await started('claim-payment');
  claimOnPage = await started('claim-on-page');
});
beforeEach(async () => {
  queue.reset();
  await storeOrderInDoubt();
});

describe('POST /orders/{orderId}/claims', () => {
  it('answers 202 with the order, keeps the claim and makes the undecided attempt due', async () => {
    const answer = await post({ trxID });
    expect(answer.statusCode).toBe(202);
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ orderId: 'SB-1', status: 'pending' });
    expect(answer.body).not.toMatch(/Rahima|rahima|01712345678/);
    const written = table.commandCalls(PutItemCommand).map(({ args: [{ input }] }) => input.Item?.pk?.S);
    expect(written).toEqual([`CLAIM#${environment}`, `ORDER#${environment}#SB-1`]);
    const sent = queue
      .commandCalls(SendMessageCommand)
      .map(({ args: [{ input }] }) => input.MessageBody ?? '');
    expect(sent.map((body) => JSON.parse(body).kind)).toEqual(['claim', 'look']);
    expect(sent.join()).not.toContain(trxID);
  });

  it.each([
    ['no body', undefined],
    ['nothing of it', {}],
    ['small letters', { trxID: 'dkn1a2b3c4' }],
    ['too few', { trxID: 'DKN1A2B3C' }],
    ['too many', { trxID: 'DKN1A2B3C45' }],
    ['a telephone number', { trxID: '1712345678' }],
    ['something else', { trxID: 12 }],
    ['more than is asked', { trxID, orderId: 'SB-2' }],
  ])('refuses %s with 400 and keeps nothing', async (_, body) => {
    const answer = await post(body);
    expect(answer.statusCode).toBe(400);
    expect(problem(answer).errors[0].message).toMatch(/\w/);
    expect(table.commandCalls(PutItemCommand)).toHaveLength(0);
  });

  it('is for the holder of this order’s token alone', async () => {
    for (const query of ['', 'token=x', `token=${tokenFor('SB-2')}`]) {
      expect((await post({ trxID }, query)).statusCode).toBe(401);
    }
    const headers = { authorization: `Bearer ${aSecret.storefrontKeys[0]}` };
    const byKey = await claimPayment(httpEvent({ params, headers, body: JSON.stringify({ trxID }) }));
    expect(byKey.statusCode).toBe(401);
    expect(table.calls()).toHaveLength(0);
  });

  it('answers 429 after five within an hour, and says when again', async () => {
    claimed(5);
    const answer = await post({ trxID });
    expect(answer.statusCode).toBe(429);
    expect(problem(answer)).toMatchObject({
      code: 'slow_down',
      detail: expect.stringMatching(/Again at 20\d\d-/),
    });
    expect(table.commandCalls(PutItemCommand)).toHaveLength(0);
  });

  it('answers 404 for an order that is gone', async () => {
    table.on(GetItemCommand).resolves({});
    expect((await post({ trxID })).statusCode).toBe(404);
  });
});

describe('POST /pay/{orderId}/claims', () => {
  it.each([trxID, ' dkn1a2b3c4 ', 'DKN1 A2B3 C4', 'dkn-1a2-b3c4', 'DKN১A২B৩C৪'])(
    'takes %j as a person types it, and leads back to the page',
    async (typed) => {
      const answer = await send({ trxID: typed });
      expect(answer.statusCode).toBe(303);
      expect(answer.headers?.location).toBe(`/pay/SB-1/status?token=${token}`);
      expect(table.commandCalls(PutItemCommand)[0]?.args[0].input.Item).toMatchObject({
        claims: { L: [{ M: { trxId: { S: trxID } } }] },
      });
    },
  );

  it.each(['', 'SB-1', '01712345678', '1712345678', '"><script>alert(1)</script>'])(
    'shows the form again for %j, with what was typed and what it should be',
    async (typed) => {
      const answer = await send({ trxID: typed });
      expect(answer.statusCode).toBe(400);
      expect(answer.headers?.['content-type']).toMatch(/^text\/html/);
      expect(answer.body).toMatch(/role="alert"/);
      expect(answer.body).toContain('aria-invalid="true"');
      expect(answer.body).not.toContain('<script>');
      expect(table.commandCalls(PutItemCommand)).toHaveLength(0);
    },
  );

  it('keeps the language the reader has chosen', async () => {
    const answer = await send({ trxID }, `token=${token}&lang=en`);
    expect(answer.headers?.location).toBe(`/pay/SB-1/status?token=${token}&lang=en`);
  });

  it('says 429 on the form itself after five within an hour', async () => {
    claimed(5);
    const answer = await send({ trxID });
    expect(answer.statusCode).toBe(429);
    expect(answer.body).toMatch(/<form method="post" action="\/pay\/SB-1\/claims/);
  });

  it('is for the holder of this order’s token alone', async () => {
    expect((await send({ trxID }, 'token=x')).statusCode).toBe(401);
    expect(table.calls()).toHaveLength(0);
  });

  it('answers 404 for an order that is gone, whatever is typed', async () => {
    table.on(GetItemCommand).resolves({});
    for (const typed of [trxID, 'x']) expect((await send({ trxID: typed })).statusCode).toBe(404);
  });
});

function post(body: unknown, query = `token=${token}`) {
  const given = body === undefined ? {} : { body: JSON.stringify(body) };
  return claimPayment(httpEvent({ method: 'POST', path: '/orders/SB-1/claims', params, query, ...given }));
}

function send(fields: Record<string, string>, query = `token=${token}`) {
  const body = Buffer.from(new URLSearchParams(fields).toString()).toString('base64');
  const path = '/pay/SB-1/claims';
  return claimOnPage(httpEvent({ method: 'POST', path, params, query, body, isBase64Encoded: true }));
}
