import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { type LocalServer, listen } from '../listen.ts';
import { appendToMailFile, readMailFile } from './mail-file.ts';

export interface Sms {
  /** E.164, as SNS was told. */
  to: string;
  text: string;
  /** ISO 8601. */
  at: string;
}

/** The one call of SNS that a function makes: Publish to a phone number. Kept in a file, as the mail is. */
export async function startSms(dataDir: string): Promise<LocalServer & { sent(): Sms[] }> {
  const file = join(dataDir, 'sms.jsonl');
  const items = readMailFile(file) as Sms[];
  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(await textOf(request));
    const [to, text] = [form.get('PhoneNumber'), form.get('Message')];
    const answer = (status: number, xml: string) =>
      void response.writeHead(status, { 'content-type': 'text/xml' }).end(xml);
    if (form.get('Action') !== 'Publish' || !to || !text) return answer(400, refusal);
    const sms: Sms = { to, text, at: new Date().toISOString() };
    items.push(sms);
    appendToMailFile(file, sms);
    answer(
      200,
      `<PublishResponse xmlns="${namespace}"><PublishResult><MessageId>${randomUUID()}</MessageId></PublishResult></PublishResponse>`,
    );
  });
  return { ...(await listen(server, 0, 'SMS')), sent: () => items };
}

const namespace = 'http://sns.amazonaws.com/doc/2010-03-31/';
const refusal = `<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type><Code>InvalidParameter</Code><Message>Only Publish to a PhoneNumber is part of the local system</Message></Error></ErrorResponse>`;
