import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkoutLine } from '../../../functions/edge/checkout-line.ts';
import { paymentRoom } from '../../../functions/edge/wiring.ts';
import { localStage } from '../../fakes/stage.ts';
import { table } from '../payment-api.ts';
import { aSecret } from './a-secret.ts';

const secrets = mockClient(SecretsManagerClient);
const credentials = { username: 'frame', password: 'made-up', appKey: 'frame-key', appSecret: 'made-up' };
const host = 'http://127.0.0.1:9';
const both = { ...aSecret, bkash: { ...aSecret.bkash, checkout: credentials } };

beforeEach(() => table.reset());

describe('the product in the shop’s page', () => {
  it.each([
    ['a host and credentials', host, both, true],
    ['no host', undefined, both, false],
    ['no credentials', host, aSecret, false],
  ])('with %s', async (_, checkoutOrigin, secret, isThere) => {
    const { ports } = await roomWith(checkoutOrigin, secret);
    expect(ports.checkout !== undefined).toBe(isThere);
    // What the checkout asks before it takes an order that is to be paid in the page.
    expect(ports.settings.bkash.checkoutOrigin !== undefined).toBe(isThere);
  });

  it('has a token and a gate of its own, beside those of bKash’s page', async () => {
    const { ports } = await roomWith(host, both);
    table.on(GetItemCommand).resolves({});
    await ports.tokens.lastKnown();
    await ports.checkout?.tokens.lastKnown();
    await ports.gate.standing();
    await ports.checkout?.gate.standing();
    const keys = table.commandCalls(GetItemCommand).map(({ args: [{ input }] }) => input.Key);
    expect(keys.map((key) => [key?.pk?.S, key?.sk?.S])).toEqual([
      ['TOKEN#local', 'TOKEN'],
      ['TOKEN#local', 'TOKEN#checkout'],
      ['GATE#local', 'BKASH'],
      ['GATE#local', 'BKASH#checkout'],
    ]);
  });

  it('keeps its token with the stage that owns those credentials', async () => {
    const owner = { stage: 'sandbox', tableName: 'Owners' };
    const { ports } = await roomWith(host, both, { checkoutTokenOwner: owner });
    table.on(GetItemCommand).resolves({});
    await ports.checkout?.tokens.lastKnown();
    await ports.tokens.lastKnown();
    const inputs = table.commandCalls(GetItemCommand).map(({ args: [{ input }] }) => input);
    expect(inputs.map(({ TableName, Key }) => [TableName, Key?.pk?.S])).toEqual([
      ['Owners', 'TOKEN#sandbox'],
      ['Orders', 'TOKEN#local'],
    ]);
  });

  it('is not there for a function that never meets a payment of it', async () => {
    secrets.on(GetSecretValueCommand).resolves({ SecretString: JSON.stringify(both) });
    const { ports } = await paymentRoom(environment(host))();
    expect(ports.checkout).toBeUndefined();
    expect(ports.settings.bkash.checkoutOrigin).toBe(host);
  });
});

function roomWith(checkoutOrigin: string | undefined, secret: object, more = {}) {
  secrets.on(GetSecretValueCommand).resolves({ SecretString: JSON.stringify(secret) });
  return paymentRoom(environment(checkoutOrigin, more), checkoutLine)();
}

function environment(checkoutOrigin: string | undefined, more = {}) {
  const bkash = { ...localStage.bkash, ...(checkoutOrigin && { checkoutOrigin }), ...more };
  return {
    STAGE_CONFIG: { ...localStage, bkash },
    PUBLIC_BASE_URL: 'https://pay.example',
    TABLE_NAME: 'Orders',
    SECRET_ID: 'the-secret',
  };
}
