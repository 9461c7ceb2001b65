import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appKeys, login, type Merchant, merchantWithSimulator, v2 } from './merchant.ts';

/** Goal: the token endpoint is as strict as bKash: two calls an hour, Grant and Refresh together, then an hour of nothing. */
let merchant: Merchant;
beforeEach(async () => {
  merchant = await merchantWithSimulator();
});
afterEach(() => merchant.leave());

describe('the token budget', () => {
  it('allows a grant and a refresh in an hour; the third call locks the merchant out for an hour', async () => {
    const granted = await merchant.grant();
    expect(granted.body).toMatchObject({ statusCode: '0000', token_type: 'Bearer', expires_in: 3600 });
    const refreshed = await refresh(granted.body.refresh_token);
    expect(refreshed.body.id_token).not.toBe(granted.body.id_token);

    const third = await merchant.grant();
    expect(third).toMatchObject({ status: 400, body: { status: 'fail', msg: expect.any(String) } });
    const { body: stats } = await merchant.control('/stats');
    expect(stats).toMatchObject({ calls: { grant: 2, refresh: 1 }, tokenCallsLastHour: 3 });
    expect(Date.parse(stats.lockedUntil)).toBeGreaterThan(Date.now() + 3_590_000);

    await merchant.advance(3590);
    expect((await merchant.grant()).body.status).toBe('fail');
    await merchant.advance(15);
    expect((await merchant.grant()).body.statusCode).toBe('0000');
    expect((await merchant.control('/stats')).body.lockedUntil).toBeNull();
  });

  it('counts calls with wrong credentials too', async () => {
    const wrong = { ...login, password: 'guess' };
    for (const _ of [1, 2]) {
      const refused = await merchant.call(`${v2}/auth/grant-token`, appKeys, wrong);
      expect(refused).toEqual({ status: 401, body: { message: 'Unauthorized' } });
    }
    expect((await merchant.grant()).body.status).toBe('fail');
  });

  it('is a rolling hour, not a clock hour', async () => {
    await merchant.grant();
    await merchant.advance(3000);
    await merchant.grant();
    await merchant.advance(700);
    expect((await merchant.grant()).body.statusCode).toBe('0000');
    expect((await merchant.grant()).body.status).toBe('fail');
  });

  it('survives a restart', async () => {
    await merchant.grant();
    await merchant.grant();
    await merchant.restart();
    expect((await merchant.grant()).body.status).toBe('fail');
    await merchant.restart();
    expect((await merchant.control('/stats')).body.lockedUntil).not.toBeNull();
  });
});

describe('a token', () => {
  it('is a JWT of the app key that lives an hour, and an older one stays valid beside a newer', async () => {
    const { id_token: first } = (await merchant.grant()).body;
    const claims = JSON.parse(Buffer.from(first.split('.')[1], 'base64url').toString());
    expect(claims).toMatchObject({ aud: 'local-app-key', 'cognito:username': 'sundarban' });
    expect(claims.exp - claims.iat).toBe(3600);
    await merchant.grant();
    expect((await queryWith(first)).body.externalCode).toBe('2002');
    expect((await queryWith(`Bearer ${first}`)).body.externalCode).toBe('2002');
    await merchant.advance(3600);
    // The moved clock is part of what is remembered.
    await merchant.restart();
    expect(await queryWith(first)).toEqual({
      status: 401,
      body: { message: 'The incoming token has expired' },
    });
  });

  it('that nobody granted opens nothing, and a right one needs its app key', async () => {
    const { id_token: token, refresh_token: refreshToken } = (await merchant.grant()).body;
    const unauthorised = { status: 401, body: { message: 'Unauthorized' } };
    expect(await queryWith('')).toEqual(unauthorised);
    expect(await queryWith(`${token}x`)).toEqual(unauthorised);
    expect(await queryWith(refreshToken)).toEqual(unauthorised);
    const forbidden = await queryWith(token, 'another-app');
    expect(forbidden).toEqual({ status: 403, body: { message: 'Forbidden' } });
    expect((await refresh(token)).status).toBe(401);
  });

  it('is refused before anything is committed', async () => {
    const answer = await merchant.call(`${v2}/payment/create`, {}, { authorization: 'no' });
    expect(answer.status).toBe(401);
    expect((await merchant.control('/stats')).body.calls.create).toBe(1);
  });
});

describe('the gateway in front', () => {
  it('knows only its own paths and POST', async () => {
    const missing = { status: 403, body: { message: 'Missing Authentication Token' } };
    expect(await merchant.call(`${v2}/payment/nothing`, {})).toEqual(missing);
    expect(await merchant.call(`${v2}/payment/create`, undefined)).toEqual(missing);
  });

  it('refuses a body that is no JSON object, or too long', async () => {
    for (const body of ['{', '[]', '"x"', '']) {
      const answer = await merchant.api('/payment/create', body);
      expect(answer).toEqual({ status: 400, body: { message: 'Invalid request body' } });
    }
    expect((await merchant.api('/payment/create', 'x'.repeat(70_000))).status).toBe(413);
  });
});

function refresh(refreshToken: string) {
  return merchant.call(`${v2}/auth/refresh-token`, { ...appKeys, refresh_token: refreshToken }, login);
}

function queryWith(authorization: string, appKey = 'local-app-key') {
  const headers = { authorization, 'x-app-key': appKey };
  return merchant.call(`${v2}/query/payment`, { paymentId: 'none' }, headers);
}
