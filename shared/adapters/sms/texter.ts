import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { normalisedWallet } from '../../domain/ids.ts';
import type { Order } from '../../domain/order.ts';
import { sendingOf } from '../sending.ts';
import type { Shop } from '../ses/letter.ts';
import type { Sender } from '../ses/port.ts';
import { smsTextOf } from './text.ts';

/** Tells customers by SMS, through SNS. Carriers hand a transactional message on before others, and at night. */
export function texter({ client, shop }: { client: Pick<SNSClient, 'send'>; shop: Shop }): Sender {
  return {
    async send(order, fact) {
      const to = numberOf(order);
      if (to === undefined) return { kind: 'refused', code: 'invalid_number' };
      try {
        await client.send(
          new PublishCommand({
            PhoneNumber: to,
            Message: smsTextOf(order, fact, shop),
            MessageAttributes: {
              'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
            },
          }),
        );
        return { kind: 'accepted' };
      } catch (error) {
        return sendingOf(error);
      }
    },
  };
}

/** One try per claim, as with email: SNS sends twice what it is asked twice, and every SMS is paid for. */
export function snsClient(): SNSClient {
  return new SNSClient({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  });
}

/** E.164. The door checked it; checked again, since another country's number would cost the shop what it likes. */
function numberOf({ customer }: Order): string | undefined {
  const number = customer.phone === undefined ? '' : normalisedWallet(customer.phone);
  return /^01[3-9]\d{8}$/.test(number) ? `+88${number}` : undefined;
}
