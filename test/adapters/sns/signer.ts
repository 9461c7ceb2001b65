import { createSign } from 'node:crypto';
import { generate } from 'selfsigned';
import { parseEnvelope } from '../../../shared/adapters/sns/envelope.ts';
import type { SnsEnvelope } from '../../../shared/adapters/sns/port.ts';

/** Signs envelopes as Amazon does, with a key and a certificate of its own. Beside the verifier's tests, for them. */
export const topicArn = 'arn:aws:sns:ap-southeast-1:354285753755:bpt_01929918000';
export const certificateUrl =
  'https://sns.ap-southeast-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem';
/** The moment all these tests live in. */
export const now = Date.parse('2026-11-23T10:00:00.000Z');

export type Fields = Record<string, string>;

export interface Identity {
  privateKey: string;
  pem: string;
}

export interface CertificateShape {
  commonName?: string;
  names?: string[];
  from?: number;
  to?: number;
  keySize?: number;
  keyType?: 'rsa' | 'ec';
}

const day = 86_400_000;

export async function identity(shape: CertificateShape = {}): Promise<Identity> {
  const commonName = shape.commonName ?? 'sns.amazonaws.com';
  const made = await generate([{ name: 'commonName', value: commonName }], {
    algorithm: 'sha256',
    keyType: shape.keyType ?? 'rsa',
    keySize: shape.keySize ?? 2048,
    notBeforeDate: new Date(shape.from ?? now - day),
    notAfterDate: new Date(shape.to ?? now + day),
    extensions: [
      {
        name: 'subjectAltName',
        altNames: (shape.names ?? [commonName]).map((value) => ({ type: 2, value })),
      },
    ],
  });
  return { privateKey: made.private, pem: made.cert };
}

/** AWS's signed text, from its documentation: these keys in this order, each and its value on a line. */
const signedKeys = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  control: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
};

export function signed(fields: Fields, { privateKey }: Identity): Fields {
  const keys = fields.Type === 'Notification' ? signedKeys.Notification : signedKeys.control;
  const signer = createSign(fields.SignatureVersion === '2' ? 'RSA-SHA256' : 'RSA-SHA1');
  for (const key of keys) if (fields[key]) signer.update(`${key}\n${fields[key]}\n`);
  return { ...fields, Signature: signer.sign(privateKey, 'base64') };
}

export function notification(changes: Fields = {}): Fields {
  return {
    Type: 'Notification',
    MessageId: '7cf4e2a2-5a3f-5f0e-8b4a-b6f0d1f4c1aa',
    TopicArn: topicArn,
    Message: JSON.stringify({
      dateTime: '20261123155959',
      debitMSISDN: '8801700000001',
      creditOrganizationName: 'Org 01',
      creditShortCode: '01929918***',
      trxID: '4J420ANOXC',
      transactionStatus: 'Completed',
      transactionType: '10002294',
      amount: '100',
      currency: 'BDT',
      merchantInvoiceNumber: 'orderId1233-1',
    }),
    Timestamp: new Date(now - 1_000).toISOString(),
    SignatureVersion: '1',
    SigningCertURL: certificateUrl,
    UnsubscribeURL: 'https://sns.ap-southeast-1.amazonaws.com/?Action=Unsubscribe',
    ...changes,
  };
}

export function subscription(changes: Fields = {}): Fields {
  return {
    ...notification(),
    Type: 'SubscriptionConfirmation',
    Message: `You have chosen to subscribe to the topic ${topicArn}.`,
    Token: '2336412f37fb687f5d51e6e241d09c805a5a57b30d712f794cc5f6a988666d92768dd60a747ba6f3beb71854e285d6ad',
    SubscribeURL: `https://sns.ap-southeast-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=2336412f`,
    ...changes,
  };
}

export const rawBody = (fields: unknown): Uint8Array => Buffer.from(JSON.stringify(fields));

/** As our door reads it. */
export function envelopeOf(fields: unknown): SnsEnvelope {
  const parsed = parseEnvelope(rawBody(fields));
  if (!parsed) throw new Error('the test made no envelope');
  return parsed;
}
