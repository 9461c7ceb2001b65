import { SESClient, SESServiceException, SendEmailCommand } from '@aws-sdk/client-ses';
import * as z from 'zod/mini';
import type { Order } from '../../domain/order.ts';
import { senderHeader } from './header.ts';
import { type Letter, letterOf, type Shop } from './letter.ts';
import { htmlOf } from './letter-html.ts';
import { textOf } from './letter-text.ts';
import type { Sender, Sending } from './port.ts';

/** Tells customers by email. `sender` is an identity that SES has verified. */
export function mailer(options: { client: Pick<SESClient, 'send'>; sender: string; shop: Shop }): Sender {
  const { client, shop } = options;
  const source = senderHeader(shop.shopName, options.sender);
  return {
    async send(order, fact) {
      const to = addressOf(order);
      if (to === undefined) return { kind: 'refused', code: 'invalid_address' };
      try {
        await client.send(sendCommand(source, to, letterOf(order, fact, shop)));
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

function sendCommand(source: string, to: string, letter: Letter): SendEmailCommand {
  return new SendEmailCommand({
    Source: source,
    Destination: { ToAddresses: [to] },
    Message: {
      Subject: utf8(letter.subject),
      Body: { Html: utf8(htmlOf(letter)), Text: utf8(textOf(letter)) },
    },
  });
}

function utf8(text: string): { Charset: string; Data: string } {
  return { Charset: 'UTF-8', Data: text };
}

/** The message of an error stays behind: SES quotes the address in it. */
function sendingOf(error: unknown): Sending {
  if (!(error instanceof Error)) return { kind: 'unanswered', code: 'unknown' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const saidNo = error instanceof SESServiceException && error.$fault === 'client';
  return { kind: saidNo || neverConnected.has(code) ? 'refused' : 'unanswered', code };
}

const neverConnected: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);
