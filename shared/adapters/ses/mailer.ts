import { SESClient, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-ses';
import * as z from 'zod/mini';
import type { Order } from '../../domain/order.ts';
import { sendingOf } from '../sending.ts';
import { senderHeader } from './header.ts';
import { type Letter, letterOf, type Shop } from './letter.ts';
import { htmlOf } from './letter-html.ts';
import { textOf } from './letter-text.ts';
import type { Sender } from './port.ts';

/** Tells customers by email. `sender` is an identity that SES has verified. */
export function mailer(options: {
  client: Pick<SESClient, 'send'>;
  sender: string;
  /** SES tells what became of emails that were sent with it. */
  configurationSet: string;
  shop: Shop;
}): Sender {
  const { client, shop, configurationSet } = options;
  const source = senderHeader(shop.shopName, options.sender);
  return {
    async send(order, fact) {
      const to = addressOf(order);
      if (to === undefined) return { kind: 'refused', code: 'invalid_address' };
      try {
        const email = emailOf(source, to, letterOf(order, fact, shop));
        // A bounce comes back with its order's number, and needs no list of who was written what.
        const Tags = [{ Name: 'orderId', Value: order.orderId }];
        await client.send(new SendEmailCommand({ ...email, ConfigurationSetName: configurationSet, Tags }));
        return { kind: 'accepted' };
      } catch (error) {
        return sendingOf(error);
      }
    },
  };
}

/**
 * One try per claim: SES sends twice what it is asked twice, and the queue already tries again. 5 s are ten times
 * what SES takes.
 */
export function sesClient(): SESClient {
  return new SESClient({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  });
}

/** The door checked it; checked again here, because a line break in it would be a header of a stranger's. */
function addressOf(order: Order): string | undefined {
  const parsed = address.safeParse(order.customer.email);
  return parsed.success ? parsed.data : undefined;
}

const address = z.email().check(z.maxLength(254));

function emailOf(source: string, to: string, letter: Letter): SendEmailCommandInput {
  return {
    Source: source,
    Destination: { ToAddresses: [to] },
    Message: {
      Subject: utf8(letter.subject),
      Body: { Html: utf8(htmlOf(letter)), Text: utf8(textOf(letter)) },
    },
  };
}

function utf8(text: string): { Charset: string; Data: string } {
  return { Charset: 'UTF-8', Data: text };
}
