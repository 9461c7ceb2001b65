import { parsePaymentNotice } from '../../shared/adapters/sns/notification.ts';
import type { SnsControl, SnsEnvelope, SnsNotification, Verdict } from '../../shared/adapters/sns/port.ts';
import type { SettleMessage } from '../../shared/adapters/sqs/port.ts';
import { receiveWebhook } from '../../shared/usecases/receive-webhook.ts';
import { FakeTable } from './table.ts';
import { rememberedTelemetry } from './telemetry.ts';

/** When everything comes to this door. */
export const cameAt = Date.parse('2026-11-23T10:00:00Z');

type Part = 'settleQueue' | 'quarantine' | 'journal' | 'confirmer';

/** The door's use case on a table in memory, one part of which may be broken. */
export function aDoor(verdict: Verdict, { broken }: { broken?: Part } = {}) {
  const queued: SettleMessage[] = [];
  const confirmed: string[] = [];
  const telemetry = rememberedTelemetry();
  const table = new FakeTable();
  const fails = (part: Part) => {
    if (part === broken) throw new Error(`${part} is down`);
  };
  const ports = {
    settings: { stage: 'live' },
    verifier: { verify: async () => verdict },
    confirmer: {
      confirm: async (token: string) => {
        fails('confirmer');
        confirmed.push(token);
      },
    },
    readNotice: parsePaymentNotice,
    settleQueue: {
      send: async (message: SettleMessage) => {
        fails('settleQueue');
        queued.push(message);
      },
      sendAll: () => Promise.reject(new Error('not for one message')),
    },
    quarantine: {
      keep: async (message: Parameters<FakeTable['quarantine']['keep']>[0]) => {
        fails('quarantine');
        await table.quarantine.keep(message);
      },
    },
    journal: {
      ...table.journal,
      record: async (entry: Parameters<FakeTable['journal']['record']>[0]) => {
        fails('journal');
        await table.journal.record(entry);
      },
    },
    telemetry,
  };
  const receive = (envelope: SnsEnvelope) => receiveWebhook(envelope, cameAt, ports);
  const journal = () => [...table.journalOf.values()];
  const quarantined = () => [...table.quarantined.values()];
  return { receive, queued, confirmed, telemetry, table, journal, quarantined };
}

export const signed = {
  MessageId: 'm-1',
  TopicArn: 'arn:aws:sns:ap-southeast-1:354285753755:bpt_1',
  Message: '{}',
  Timestamp: '2026-11-23T09:59:55.000Z',
  SignatureVersion: '1',
  Signature: 'c2lnbmF0dXJl',
  SigningCertURL: 'https://sns.ap-southeast-1.amazonaws.com/x.pem',
};
export const confirmation: SnsControl = {
  ...signed,
  Type: 'SubscriptionConfirmation',
  Token: 'the-token',
  SubscribeURL: 'http://169.254.169.254/',
};

/** What bKash says of the customer's payment. */
export const payment = {
  debitMSISDN: '8801712345678',
  trxID: 'DKN1A2B3C4',
  transactionStatus: 'Completed',
  amount: '1050',
  currency: 'BDT',
  merchantInvoiceNumber: 'SB-1-1',
};

/** A notification of that payment, saying more or other things. */
export function notification(said: Record<string, string> = {}): SnsNotification {
  return { ...signed, Type: 'Notification', Message: JSON.stringify({ ...payment, ...said }) };
}
