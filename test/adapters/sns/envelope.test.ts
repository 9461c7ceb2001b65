import { describe, expect, it } from 'vitest';
import { parseEnvelope } from '../../../shared/adapters/sns/envelope.ts';
import { identity, notification, rawBody, signed, subscription } from './signer.ts';

const amazon = await identity();
const complete = signed(notification({ Subject: 'Payment' }), amazon);

describe('an SNS envelope', () => {
  it('keeps what is needed to verify it again, and nothing else', () => {
    const { UnsubscribeURL: _, ...kept } = complete;
    expect(parseEnvelope(rawBody({ ...complete, surprise: { deep: true } }))).toEqual(kept);
  });

  it('may have no subject, an empty one or null', () => {
    const { Subject: _, UnsubscribeURL: __, ...kept } = complete;
    for (const subject of [{}, { Subject: '' }, { Subject: null }])
      expect(parseEnvelope(rawBody({ ...kept, ...subject }))).toEqual(kept);
  });

  it.each(Object.keys(complete).filter((key) => !['Subject', 'UnsubscribeURL'].includes(key)))(
    'is none without %s, or with one that is no text',
    (key) => {
      const { [key]: _, ...rest } = complete;
      for (const broken of [rest, { ...rest, [key]: 1 }, { ...rest, [key]: null }, { ...rest, [key]: ['x'] }])
        expect(parseEnvelope(rawBody(broken))).toBeUndefined();
    },
  );

  it.each(['Token', 'SubscribeURL'])('that confirms a subscription is none without %s', (key) => {
    const { [key]: _, ...rest } = signed(subscription(), amazon);
    expect(parseEnvelope(rawBody(rest))).toBeUndefined();
  });

  // The signed text joins keys and values by line breaks: without this, one signature would fit two envelopes.
  it.each(['MessageId', 'TopicArn', 'Timestamp', 'Subject', 'SigningCertURL', 'SignatureVersion'])(
    'is none with a line break in %s',
    (key) => {
      expect(parseEnvelope(rawBody({ ...complete, [key]: `${complete[key]}\nx` }))).toBeUndefined();
    },
  );

  it('cannot be read two ways from one signed text', () => {
    const inner = 'a\nMessageId\nb';
    const whole = signed(notification({ Message: inner }), amazon);
    const split = { ...whole, Message: 'a', MessageId: `b\nMessageId\n${whole.MessageId}` };
    expect(parseEnvelope(rawBody(whole))).toBeDefined();
    expect(parseEnvelope(rawBody(split))).toBeUndefined();
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"Type":'],
    ['a JSON text that is no object', '"Notification"'],
    ['null', 'null'],
    ['a list', '[]'],
    ['another type', JSON.stringify({ ...complete, Type: 'Other' })],
    ['a type that only a prototype has', '{"__proto__":{"Type":"Notification"}}'],
  ])('is not %s', (_, text) => {
    expect(parseEnvelope(Buffer.from(text))).toBeUndefined();
  });

  it('is not a text in another encoding than UTF-8', () => {
    const body = Buffer.from(
      JSON.stringify({ ...complete, Message: 'x' }).replace('"x"', '"\u00e9"'),
      'latin1',
    );
    expect(parseEnvelope(body)).toBeUndefined();
  });
});
