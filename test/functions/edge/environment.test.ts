import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../../functions/edge/environment.ts';
import { type EnvironmentKey, environmentOf, functionNames } from '../../../shared/config/environment.ts';
import { localStage } from '../../fakes/stage.ts';

const whole: Record<EnvironmentKey, string> = {
  STAGE_CONFIG: JSON.stringify(localStage),
  PUBLIC_BASE_URL: 'https://pay.example',
  TABLE_NAME: 'orders',
  SECRET_ID: 'sundarban/local',
  SETTLE_QUEUE_URL: 'http://127.0.0.1:9324/000000000000/settle',
  NOTICE_QUEUE_URL: 'http://127.0.0.1:9324/000000000000/notice',
  SHOP_QUEUE_URL: 'http://127.0.0.1:9324/000000000000/shop',
};
const { certificateOrigin: _none, ...noCertificateOrigin } = localStage;
const deployed = {
  ...noCertificateOrigin,
  stage: 'sandbox',
  bkash: { generation: 'v2', tokenizedOrigin: 'https://tokenized.sandbox.bka.sh' },
};
const withConfig = (config: unknown) => ({ ...whole, STAGE_CONFIG: JSON.stringify(config) });

describe('the environment of a function', () => {
  it.each(functionNames)('is read for %s', (name) => {
    const read = environmentOf[name].map((key) => [key, key === 'STAGE_CONFIG' ? localStage : whole[key]]);
    expect(readEnvironment(name, whole)).toEqual(Object.fromEntries(read));
  });

  it('holds what the function was promised and nothing else', () => {
    expect(readEnvironment('receive-webhook', { ...whole, AWS_SECRET_ACCESS_KEY: 'x' })).toEqual({
      STAGE_CONFIG: localStage,
      TABLE_NAME: whole.TABLE_NAME,
      SETTLE_QUEUE_URL: whole.SETTLE_QUEUE_URL,
    });
  });

  it.each(['STAGE_CONFIG', 'PUBLIC_BASE_URL', 'TABLE_NAME', 'SECRET_ID'] as const)(
    'stops the function with one line when %s is missing or empty',
    (key) => {
      const line = `${key} is missing: start-checkout does not start.`;
      expect(() => readEnvironment('start-checkout', { ...whole, [key]: undefined })).toThrow(line);
      expect(() => readEnvironment('start-checkout', { ...whole, [key]: '' })).toThrow(line);
    },
  );

  it.each([
    ['PUBLIC_BASE_URL', 'https://pay.example/'],
    ['PUBLIC_BASE_URL', 'https://user@pay.example'],
    ['PUBLIC_BASE_URL', 'pay.example'],
    ['SETTLE_QUEUE_URL', 'settle'],
  ])('stops the function when %s is %s', (key, value) => {
    expect(() => readEnvironment('settle-payments', { ...whole, [key]: value })).toThrow(
      `${key} is malformed`,
    );
  });
});

describe('the stage configuration', () => {
  it('is accepted for a deployed stage', () => {
    expect(readEnvironment('health', withConfig(deployed)).STAGE_CONFIG.stage).toBe('sandbox');
  });

  it.each([
    ['is not JSON', '{', 'STAGE_CONFIG is not JSON.'],
    ['is no object', 'null', 'STAGE_CONFIG is malformed at "value".'],
  ])('that %s stops the function', (_what, text, line) => {
    expect(() => readEnvironment('health', { STAGE_CONFIG: text })).toThrow(line);
  });

  it.each([
    ['sender', { sender: 'sundarban-hidden' }],
    ['waits.createLeaseMs', { waits: { ...deployed.waits, createLeaseMs: -1 } }],
    ['absentCustomer', { absentCustomer: 'perhaps' }],
    ['topicArn', { topicArn: 'arn:aws:sns:*:1:x' }],
  ])('names the field at fault, %s, and does not quote it', (field, change) => {
    const act = () => readEnvironment('health', withConfig({ ...deployed, ...change }));
    expect(act).toThrow(`STAGE_CONFIG is malformed at "${field}".`);
    expect(act).not.toThrow(/sundarban-hidden/);
  });

  it('may swap the certificate host on the local stage and on no other', () => {
    const certificateOrigin = 'http://127.0.0.1:3002';
    const local = withConfig({ ...localStage, certificateOrigin });
    expect(readEnvironment('health', local).STAGE_CONFIG.certificateOrigin).toBe(certificateOrigin);
    for (const stage of ['sandbox', 'live', 'local2']) {
      const other = withConfig({ ...deployed, stage, certificateOrigin });
      expect(() => readEnvironment('health', other)).toThrow(
        `certificateOrigin is refused on stage "${stage}"`,
      );
    }
  });

  it('may not call bKash without TLS on any stage but the local one', () => {
    const plain = {
      ...deployed,
      bkash: { ...deployed.bkash, tokenizedOrigin: 'http://tokenized.sandbox.bka.sh' },
    };
    expect(() => readEnvironment('health', withConfig(plain))).toThrow('bkash.tokenizedOrigin must be https');
    const frame = { ...deployed, bkash: { ...deployed.bkash, checkoutOrigin: 'http://checkout.example' } };
    expect(() => readEnvironment('health', withConfig(frame))).toThrow('bkash.checkoutOrigin must be https');
  });
});
