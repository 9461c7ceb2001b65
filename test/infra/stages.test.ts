import { describe, expect, it } from 'vitest';
import { parseStageConfig } from '../../functions/edge/environment.ts';
import { stageNamed } from '../../infra/stages.ts';
import { localWaits, productionWaits } from '../../shared/config/stage.ts';

const shopOwned = { sender: 'orders@shop.example', returnOrigins: 'https://shop.example' };

describe('a stage', () => {
  it("named sandbox talks to bKash's sandbox with production's waits", () => {
    const { config, region } = stageNamed('sandbox');
    expect(config).toMatchObject({
      stage: 'sandbox',
      bkash: { generation: 'v2', tokenizedOrigin: 'https://tokenized.sandbox.bka.sh' },
      waits: productionWaits,
    });
    expect(config).not.toHaveProperty('certificateOrigin');
    // bKash hands the product in the shop's page to few: a stage has it when its row says so.
    expect(config.bkash).not.toHaveProperty('checkoutOrigin');
    expect(region).toBe('ap-southeast-1');
  });

  it('named live talks to the real bKash', () => {
    const { config } = stageNamed('live', shopOwned);
    expect(config.bkash.tokenizedOrigin).toBe('https://tokenized.pay.bka.sh');
    expect(config.waits).toEqual(productionWaits);
    expect(config).not.toHaveProperty('certificateOrigin');
  });

  it('named live is refused until the shop has said who sends and where customers return to', () => {
    expect(() => stageNamed('live')).toThrow(/^stage live: returnOrigins is missing/);
    expect(() => stageNamed('live', { returnOrigins: shopOwned.returnOrigins })).toThrow(/sender is missing/);
    expect(() => stageNamed('live', { ...shopOwned, returnOrigins: 'http://shop.example' })).toThrow(
      /not https/,
    );
  });

  it('of any other name is a copy of sandbox under its own name', () => {
    const { config } = stageNamed('rahima');
    expect(config).toEqual({ ...stageNamed('sandbox').config, stage: 'rahima' });
    expect(() => stageNamed('Rahima!')).toThrow(/^stage Rahima!: a name is/);
  });

  it('named local stands on four ports from its port base', () => {
    const { config, publicBaseUrl } = stageNamed('local', {}, 4100);
    expect(publicBaseUrl).toBe('http://localhost:4101');
    expect(config).toMatchObject({
      bkash: { tokenizedOrigin: 'http://127.0.0.1:4102', checkoutOrigin: 'http://127.0.0.1:4102' },
      certificateOrigin: 'http://127.0.0.1:4102',
      topicArn: 'arn:aws:sns:ap-southeast-1:000000000000:bpt_sundarban',
      returnOrigins: ['http://localhost:4100', 'http://127.0.0.1:4100', 'https://shop.example'],
      minAmountPoisha: 100,
      maxAmountPoisha: 50_000_000,
      waits: localWaits,
    });
    expect(() => stageNamed('local')).toThrow('npm start');
  });

  it("named local can pay at bKash's real sandbox, in production's time and without webhooks; no other can", () => {
    const { config } = stageNamed('local', { bkash: 'sandbox' }, 4100);
    expect(config).toMatchObject({
      stage: 'local',
      bkash: { generation: 'v2', tokenizedOrigin: 'https://tokenized.sandbox.bka.sh' },
      webhooks: 'off',
      waits: productionWaits,
    });
    expect(() => stageNamed('local', { bkash: 'live' }, 4100)).toThrow(
      'setting bkash=live: expected sandbox',
    );
    expect(() => stageNamed('live', { ...shopOwned, bkash: 'sandbox' })).toThrow('is for npm start');
  });

  it.each([
    'http://shop.example/hook',
    'https://127.0.0.1/hook',
    'https://169.254.169.254/latest',
    'https://localhost/hook',
    'https://[::1]/hook',
    'https://2130706433/hook',
  ])('off this machine sends no message about money to %s', (shopWebhookUrl) => {
    expect(() => stageNamed('sandbox', { shopWebhookUrl })).toThrow(/shopWebhookUrl/);
    const config = { ...stageNamed('sandbox').config, shopWebhookUrl };
    expect(() => parseStageConfig(JSON.stringify(config))).toThrow(/shopWebhookUrl must be https/);
  });

  it('sends them to an https address with a name, and a local one to a port of this machine', () => {
    const shopWebhookUrl = 'https://shop.example/payments/webhook?shop=1';
    expect(stageNamed('sandbox', { shopWebhookUrl }).config).toMatchObject({ shopWebhookUrl });
    expect(stageNamed('local', {}, 4100).config.shopWebhookUrl).toBe(
      'http://127.0.0.1:4100/webhooks/payments',
    );
  });

  it('has an address of its own only together with the certificate for it', () => {
    const publicBaseUrl = 'https://pay.shop.example';
    const certificateArn = 'arn:aws:acm:ap-southeast-1:123456789012:certificate/abc-123';
    expect(() => stageNamed('sandbox', { publicBaseUrl })).toThrow('certificateArn');
    expect(() => stageNamed('sandbox', { certificateArn })).toThrow('publicBaseUrl');
    expect(stageNamed('sandbox', { publicBaseUrl, certificateArn })).toMatchObject({ publicBaseUrl });
  });
});

describe('a stage that shares its bKash credentials with another', () => {
  it('names the stage that owns the token, and its table', () => {
    const { config } = stageNamed('rahima', { bkashTokenOwner: 'sandbox:pay-Table1' });
    expect(config.bkash.tokenOwner).toEqual({ stage: 'sandbox', tableName: 'pay-Table1' });
    expect(config.bkash.generation).toBe('v2');
    expect(stageNamed('rahima').config.bkash).not.toHaveProperty('tokenOwner');
  });

  it('names one for each product, since each has credentials of its own', () => {
    const { bkash } = stageNamed('rahima', { bkashCheckoutTokenOwner: 'sandbox:pay-Table1' }).config;
    expect(bkash.checkoutTokenOwner).toEqual({ stage: 'sandbox', tableName: 'pay-Table1' });
    expect(bkash).not.toHaveProperty('tokenOwner');
  });

  it.each(['bkashTokenOwner', 'bkashCheckoutTokenOwner'])(
    'is never live, nor is live the owner, nor the stage itself: %s',
    (name) => {
      expect(() => stageNamed('live', { ...shopOwned, [name]: 'sandbox:T-1' })).toThrow('live shares');
      expect(() => stageNamed('rahima', { [name]: 'live:T-1' })).toThrow('live shares');
      expect(() => stageNamed('rahima', { [name]: 'rahima:T-1' })).toThrow('itself');
    },
  );
});

describe('a setting', () => {
  it.each([
    ['webhooks', 'off', { webhooks: 'off' }],
    ['stopNewPayments', 'on', { stopNewPayments: true }],
    [
      'returnOrigins',
      'https://a.example,http://localhost:8080',
      { returnOrigins: ['https://a.example', 'http://localhost:8080'] },
    ],
    ['shopName', 'সুন্দরবন', { shopName: 'সুন্দরবন' }],
    ['sender', 'pay@shop.example', { sender: 'pay@shop.example' }],
    ['maxAmountPoisha', '2500000', { maxAmountPoisha: 2_500_000 }],
    ['absentCustomer', 'off', { absentCustomer: 'off' }],
    [
      'bkashGeneration',
      'v1',
      { bkash: { generation: 'v1', tokenizedOrigin: 'https://tokenized.sandbox.bka.sh' } },
    ],
  ])('%s=%s reaches the functions', (name, value, expected) => {
    expect(stageNamed('sandbox', { [name]: value }).config).toMatchObject(expected);
  });

  it.each([
    ['wehbooks', 'off', /^setting wehbooks is unknown; known are webhooks, /],
    ['__proto__', 'off', /^setting __proto__ is unknown/],
    ['webhooks', 'maybe', /^setting webhooks=maybe: expected on or off$/],
    ['absentCustomer', 'perhaps', /^setting absentCustomer=perhaps: expected on or off$/],
    ['topicArn', 'bpt', /^setting topicArn=bpt: expected the ARN of an SNS topic$/],
    ['returnOrigins', 'https://a.example/x', /^setting returnOrigins=/],
    ['maxAmountPoisha', '1e6', /^setting maxAmountPoisha=1e6: expected a whole number/],
    ['bkashGeneration', 'v3', /^setting bkashGeneration=v3: expected v1 or v2$/],
    ['bkashTokenOwner', 'sandbox', /^setting bkashTokenOwner=sandbox: expected STAGE:TABLE/],
    ['bkashCheckoutTokenOwner', 'sandbox', /^setting bkashCheckoutTokenOwner=sandbox: expected STAGE:TABLE/],
    ['sender', 'nobody', /^setting sender=nobody: expected an email address$/],
  ])('%s=%s is refused in one line that names it', (name, value, line) => {
    const settings = Object.fromEntries([[name, value]]);
    expect(() => stageNamed('sandbox', settings)).toThrow(line);
  });

  it('that is unknown is told all that npm start takes, the secret of the shop’s messages among them', () => {
    expect(() => stageNamed('local', { wehbooks: 'off' }, 3000)).toThrow(/, bkash, shopWebhookSecret$/);
    expect(() => stageNamed('sandbox', { wehbooks: 'off' })).not.toThrow(/shopWebhookSecret/);
  });

  it('cannot turn the limits around', () => {
    expect(() => stageNamed('sandbox', { minAmountPoisha: '60000000' })).toThrow('above maxAmountPoisha');
  });
});
