import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Door } from '../../functions/edge/http.ts';
import { httpEvent } from './edge/http-event.ts';
import { claimed, params, storeOrderInDoubt, token } from './order-in-doubt.ts';
import { started, table } from './payment-api.ts';

const queue = mockClient(SQSClient);
let statusPage: Door;

beforeAll(async () => {
  statusPage = await started('status-page');
});
beforeEach(storeOrderInDoubt);

describe('GET /pay/{orderId}/status', () => {
  it('shows the order and writes nothing', async () => {
    const answer = await look(`token=${token}`);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'content-language': 'bn' });
    expect(table.calls().every((call) => call.args[0] instanceof GetItemCommand)).toBe(true);
    expect(queue.calls()).toHaveLength(0);
  });

  it('shows what the customer has told, on whatever device', async () => {
    claimed(1);
    expect((await look(`token=${token}`)).body).toContain('DKN1A2B310');
  });

  it('speaks the other language where the reader switched to it', async () => {
    const answer = await look(`token=${token}&lang=en`);
    expect(answer.headers?.['content-language']).toBe('en');
    expect(answer.body).toContain(`/pay/SB-1/status?token=${token}"`);
  });

  it('shows the form for a TrxID on a page that does not follow', async () => {
    const answer = await look(`token=${token}&claim=form`);
    expect(answer.body).toMatch(/<label for="trxID">[\s\S]*<input id="trxID"/);
    expect(answer.body).not.toMatch(/http-equiv="refresh"|<script/);
  });

  it('answers 401 and 404 as every page', async () => {
    expect((await look('token=x')).statusCode).toBe(401);
    expect(table.calls()).toHaveLength(0);
    table.on(GetItemCommand).resolves({});
    expect((await look(`token=${token}`)).statusCode).toBe(404);
  });
});

function look(query: string) {
  return statusPage(httpEvent({ path: '/pay/SB-1/status', params, query }));
}
