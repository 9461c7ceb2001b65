import { type KeyObject, randomUUID, sign } from 'node:crypto';
import type { Disguise } from '../machine/publication.ts';

/** An SNS HTTP delivery as Amazon documents it. */
export interface Envelope {
  Type: 'Notification' | 'SubscriptionConfirmation';
  MessageId: string;
  TopicArn: string;
  Message: string;
  Timestamp: string;
  SignatureVersion: '1' | '2';
  Signature: string;
  SigningCertURL: string;
  Token?: string;
  SubscribeURL?: string;
  UnsubscribeURL?: string;
}

export interface Signer {
  key: KeyObject;
  /** Path of the certificate: `/SimpleNotificationService-<32 hex>.pem`. */
  certificatePath: string;
  /** bKash's samples all show `1`, RSA-SHA1; `2` is RSA-SHA256 over the same text. */
  version: '1' | '2';
  topicArn: string;
}

/**
 * A payment notification, published at that time. Disguised: with a well-formed signature of another text, or
 * from a topic of somebody else's account, which Amazon signs just as readily.
 */
export function signNotification(signer: Signer, message: string, at: number, disguise?: Disguise): Envelope {
  const sender =
    disguise === 'foreign_topic' ? { ...signer, topicArn: foreignTopic(signer.topicArn) } : signer;
  const { topicArn } = sender;
  const origin = snsOrigin(topicArn);
  const sealed = seal(sender, { Type: 'Notification', Message: message }, at, {
    UnsubscribeURL: `${origin}/?Action=Unsubscribe&SubscriptionArn=${topicArn}:${randomUUID()}`,
  });
  if (disguise !== 'forged_signature') return sealed;
  const other = seal(sender, { Type: 'Notification', Message: `${message} ` }, at, {});
  return { ...sealed, Signature: other.Signature };
}

/** What a fresh subscription receives first: nothing else is sent until its token comes back. */
export function signConfirmation(signer: Signer, token: string, at: number): Envelope {
  const { topicArn } = signer;
  const query = `Action=ConfirmSubscription&TopicArn=${topicArn}&Token=${token}`;
  const facts = {
    Type: 'SubscriptionConfirmation' as const,
    Message: `You have chosen to subscribe to the topic ${topicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
    Token: token,
    SubscribeURL: `${snsOrigin(topicArn)}/?${query}`,
  };
  return seal(signer, facts, at, {});
}

type Facts = Pick<Envelope, 'Type' | 'Message' | 'Token' | 'SubscribeURL'>;

function seal(signer: Signer, facts: Facts, at: number, unsigned: Partial<Envelope>): Envelope {
  const { version, topicArn, certificatePath, key } = signer;
  const signed = {
    ...facts,
    MessageId: randomUUID(),
    TopicArn: topicArn,
    Timestamp: new Date(at).toISOString(),
  };
  const algorithm = version === '1' ? 'sha1' : 'sha256';
  return {
    ...signed,
    SignatureVersion: version,
    Signature: sign(algorithm, Buffer.from(textToSign(signed)), key).toString('base64'),
    SigningCertURL: `${snsOrigin(topicArn)}${certificatePath}`,
    ...unsigned,
  };
}

/** Amazon's order: the fields by name, each as `name\nvalue\n`, the absent ones left out. */
function textToSign(fields: Partial<Envelope>): string {
  const names = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'] as const;
  return names.map((name) => (fields[name] === undefined ? '' : `${name}\n${fields[name]}\n`)).join('');
}

/** The same topic name in the account of nobody we know. */
function foreignTopic(topicArn: string): string {
  return topicArn.replace(/:\d{12}:/, ':999999999999:');
}

function snsOrigin(topicArn: string): string {
  return `https://sns.${topicArn.split(':')[3]}.amazonaws.com`;
}
