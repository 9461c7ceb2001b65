import { constants, createHmac, privateEncrypt, sign } from 'node:crypto';
import { hostileCertificateUrls } from '../adapters/sns/hostile-urls.ts';
import {
  certificateUrl,
  type Fields,
  type Identity,
  notification,
  signed,
  subscription,
  topicArn,
} from '../adapters/sns/signer.ts';

/** Those who sign: Amazon, whose certificate is at its address, and a stranger. */
export interface Signers {
  amazon: Identity;
  stranger: Identity;
}

type Envelope = Record<string, unknown>;
type Forgery = (signers: Signers) => Envelope | string | Buffer;

/** The text Amazon signs of a notification without a subject, from its documentation. */
const textOf = (fields: Fields, keys = ['Message', 'MessageId', 'Timestamp', 'TopicArn', 'Type']) =>
  keys.map((key) => `${key}\n${fields[key]}\n`).join('');

const ours = ({ amazon }: Signers, changes: Fields = {}): Fields => signed(notification(changes), amazon);
const asked = ({ amazon }: Signers, changes: Fields = {}): Fields => signed(subscription(changes), amazon);
/** A genuine message in which something was changed after it was signed. */
const changed =
  (changes: Envelope): Forgery =>
  (who) => ({ ...ours(who), ...changes });
const said =
  (from: string, to: string): Forgery =>
  (who) => {
    const genuine = ours(who);
    return { ...genuine, Message: String(genuine.Message).replace(from, to) };
  };
const without =
  (key: string): Forgery =>
  (who) => {
    const { [key]: _, ...rest } = ours(who);
    return rest;
  };
const respelled =
  (spell: (signature: string) => string): Forgery =>
  (who) => {
    const genuine = ours(who);
    return { ...genuine, Signature: spell(String(genuine.Signature)) };
  };
/** Genuinely signed with Amazon's key, but with the certificate elsewhere. */
const certifiedAt =
  (url: string): Forgery =>
  (who) =>
    ours(who, { SigningCertURL: url });
/** As every AWS customer can have it: a genuine signature under his own topic. */
const ofTopic =
  (arn: string): Forgery =>
  (who) =>
    ours(who, { TopicArn: arn });
const signatureBy =
  (make: (text: string, who: Signers) => Buffer): Forgery =>
  (who) => {
    const fields = notification();
    return { ...fields, Signature: make(textOf(fields), who).toString('base64') };
  };

/** Every one is refused: named, so that a failure says which door stands open. */
export const forgeries: Record<string, Forgery> = {
  'a higher amount': said('"100"', '"900"'),
  'another trxID': said('4J420ANOXC', '4J420ANOXD'),
  'another invoice': said('orderId1233-1', 'orderId1234-1'),
  'a space behind the message': said('}', '} '),
  'another message id': changed({ MessageId: '00000000-0000-0000-0000-000000000000' }),
  'a newer time': changed({ Timestamp: '2026-11-23T10:00:00.000Z' }),
  'a subject that was not signed': changed({ Subject: 'Payment' }),
  'a subject taken away': ({ amazon }) => ({
    ...signed(notification({ Subject: 'Payment' }), amazon),
    Subject: null,
  }),
  'another subject': ({ amazon }) => ({
    ...signed(notification({ Subject: 'Payment' }), amazon),
    Subject: 'payment',
  }),
  'a notification made a subscription': changed({
    Type: 'SubscriptionConfirmation',
    Token: 't',
    SubscribeURL: 'u',
  }),
  'a subscription made a notification': (who) => ({ ...asked(who), Type: 'Notification' }),
  'a subscription made its end': (who) => ({ ...asked(who), Type: 'UnsubscribeConfirmation' }),
  'a type nobody knows': changed({ Type: 'Payment' }),
  'a type in other letters': changed({ Type: 'notification' }),
  'another token to subscribe with': (who) => ({ ...asked(who), Token: 'x'.repeat(64) }),
  'another address to subscribe at': (who) => ({ ...asked(who), SubscribeURL: 'http://169.254.169.254/' }),
  'a subscription by a stranger': ({ stranger }) => signed(subscription(), stranger),
  'a subscription to another topic': (who) => asked(who, { TopicArn: `${topicArn}2` }),
  'no signature': without('Signature'),
  'an empty signature': changed({ Signature: '' }),
  'a signature that is a list': changed({ Signature: ['x'] }),
  'a signature of zeros': changed({ Signature: Buffer.alloc(256).toString('base64') }),
  'a signature of ones': changed({ Signature: Buffer.alloc(256, 0xff).toString('base64') }),
  'a signature of one': changed({ Signature: Buffer.from([1]).toString('base64') }),
  'half a signature': respelled((text) => text.slice(0, 172)),
  'a longer signature': respelled((text) =>
    Buffer.concat([Buffer.from(text, 'base64'), Buffer.alloc(1)]).toString('base64'),
  ),
  'a signature with a zero before': respelled((text) =>
    Buffer.concat([Buffer.alloc(1), Buffer.from(text, 'base64')]).toString('base64'),
  ),
  'a signature without its padding': respelled((text) => text.replace(/=+$/, '')),
  'a signature in base64url': respelled((text) => `-_${text.slice(2)}`),
  'a signature in hex': respelled((text) => Buffer.from(text, 'base64').toString('hex')),
  'a signature broken into lines': respelled((text) => `${text.slice(0, 76)}\n${text.slice(76)}`),
  'a signature with a space': respelled((text) => ` ${text}`),
  'the signature of another message': (who) => ({
    ...ours(who),
    Signature: ours(who, { MessageId: 'b' }).Signature,
  }),
  'the signature of a subscription': (who) => ({ ...ours(who), Signature: asked(who).Signature }),
  'a signature by a stranger': ({ stranger }) => signed(notification(), stranger),
  'a stranger under version 2': ({ stranger }) => signed(notification({ SignatureVersion: '2' }), stranger),
  'a signature over the bare message': signatureBy((_, { amazon }) =>
    sign('sha1', Buffer.from(String(notification().Message)), amazon.privateKey),
  ),
  'a signature over the JSON': signatureBy((_, { amazon }) =>
    sign('sha1', Buffer.from(JSON.stringify(notification())), amazon.privateKey),
  ),
  'a signature over other names': ({ amazon }) => {
    const fields = notification();
    const text = textOf(fields, ['Type', 'TopicArn', 'Timestamp', 'MessageId', 'Message']);
    return { ...fields, Signature: sign('sha1', Buffer.from(text), amazon.privateKey).toString('base64') };
  },
  'an MD5 signature': signatureBy((text, { amazon }) => sign('md5', Buffer.from(text), amazon.privateKey)),
  'a SHA-512 signature': signatureBy((text, { amazon }) =>
    sign('sha512', Buffer.from(text), amazon.privateKey),
  ),
  'a PSS signature': signatureBy((text, { amazon }) =>
    sign('sha1', Buffer.from(text), { key: amazon.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING }),
  ),
  'a signature without its algorithm': signatureBy((text, { amazon }) =>
    privateEncrypt(amazon.privateKey, Buffer.from(text.slice(0, 20))),
  ),
  'an HMAC keyed with the certificate': signatureBy((text, { amazon }) =>
    createHmac('sha256', amazon.pem).update(text).digest(),
  ),
  'version 1 called 2': changed({ SignatureVersion: '2' }),
  'version 2 called 1': (who) => ({ ...ours(who, { SignatureVersion: '2' }), SignatureVersion: '1' }),
  ...Object.fromEntries(
    ['0', '3', '01', '1.0', '1 ', '', 'RSA-SHA1', 'none', 1, 2, null, ['1'], {}].map((version) => [
      `version ${JSON.stringify(version)}`,
      changed({ SignatureVersion: version }),
    ]),
  ),
  'no version': without('SignatureVersion'),
  ...Object.fromEntries(
    [...hostileCertificateUrls, `${certificateUrl}\n`, `\t${certificateUrl}`].map((url) => [
      `a certificate at ${JSON.stringify(url)}`,
      certifiedAt(url),
    ]),
  ),
  'a certificate that Amazon does not have': certifiedAt(certificateUrl.replace('0123', '9999')),
  'no certificate': without('SigningCertURL'),
  'a list of certificates': changed({ SigningCertURL: [certificateUrl] }),
  'a topic beside ours': ofTopic(`${topicArn}2`),
  'the topic of another account': ofTopic(topicArn.replace('354285753755', '111122223333')),
  'the topic of another region': ofTopic(topicArn.replace('ap-southeast-1', 'us-east-1')),
  'our topic in other letters': ofTopic(topicArn.toUpperCase()),
  'our topic and a space': ofTopic(`${topicArn} `),
  'the beginning of our topic': ofTopic(topicArn.slice(0, -1)),
  'our name over a foreign signature': (who) => ({
    ...ours(who, { TopicArn: `${topicArn}2` }),
    TopicArn: topicArn,
  }),
  'both topics in a list': changed({ TopicArn: [topicArn, `${topicArn}2`] }),
  'a message split over two fields': (who) => {
    const whole = ours(who, { Message: 'a\nMessageId\nb' });
    return { ...whole, Message: 'a', MessageId: `b\nMessageId\n${whole.MessageId}` };
  },
  'a subject that ends the message': (who) => ({
    ...ours(who),
    Subject: 'x\nTimestamp\n2026-11-23T10:00:00.000Z',
  }),
  'a message that is an object': changed({ Message: { trxID: '4J420ANOXC' } }),
  'bKash’s message without an envelope': () => String(notification().Message),
  'an envelope in an envelope': (who) => ({ Type: 'Notification', Message: ours(who) }),
  'an envelope in a list': (who) => JSON.stringify([ours(who)]),
  'an envelope in a string': (who) => JSON.stringify(JSON.stringify(ours(who))),
  'two envelopes': (who) => JSON.stringify(ours(who)).repeat(2),
  'a second message in the same envelope': (who) =>
    JSON.stringify(ours(who)).replace(/}$/, ',"Message":"{}"}'),
  'an envelope in a prototype': (who) => `{"__proto__":${JSON.stringify(ours(who))}}`,
  'names in small letters': (who) =>
    Object.fromEntries(Object.entries(ours(who)).map(([key, value]) => [key.toLowerCase(), value])),
  'a form': (who) => new URLSearchParams(ours(who)).toString(),
  'UTF-16': (who) => Buffer.from(JSON.stringify(ours(who)), 'utf16le'),
  'bytes that are no text': (who) =>
    Buffer.concat([Buffer.from(JSON.stringify(ours(who)).slice(0, -1)), Buffer.from([0xff, 0x7d])]),
  'an envelope cut off': (who) => JSON.stringify(ours(who)).slice(0, -1),
};
