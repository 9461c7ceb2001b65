import { MessageRejected, SESClient, SESServiceException, SendEmailCommand } from '@aws-sdk/client-ses';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { mailer, sesClient } from '../../../shared/adapters/ses/mailer.ts';
import type { Customer } from '../../../shared/domain/order.ts';
import { orderFor, shop } from './orders.ts';

const ses = mockClient(SESClient);
beforeEach(() => ses.reset());

const email = () =>
  mailer({
    client: new SESClient({}),
    sender: 'shop@example.com',
    configurationSet: 'sundarban-pay-live',
    shop,
  });
const sent = () => ses.commandCalls(SendEmailCommand).map(({ args: [{ input }] }) => input);

describe('an email', () => {
  it('goes to the customer once, as HTML and as text, all of it UTF-8', async () => {
    ses.on(SendEmailCommand).resolves({ MessageId: 'm-1' });
    expect(await send()).toEqual({ kind: 'accepted' });
    expect(sent()).toEqual([
      {
        Source: '"SundarBan" <shop@example.com>',
        Destination: { ToAddresses: ['rahela@example.com'] },
        Message: {
          Subject: { Charset: 'UTF-8', Data: 'Payment of ৳1,050.00 received · order SB-1001' },
          Body: {
            Html: { Charset: 'UTF-8', Data: expect.stringContaining('<html lang="en">') },
            Text: { Charset: 'UTF-8', Data: expect.stringContaining('Dear Rahela Khatun,') },
          },
        },
        // What SES tells of it later names the order by this tag.
        ConfigurationSetName: 'sundarban-pay-live',
        Tags: [{ Name: 'orderId', Value: 'SB-1001' }],
      },
    ]);
  });

  it.each([
    ['is no address', 'rahela'],
    ['is two', 'a@example.com, b@example.com'],
    ['hides a header', 'a@example.com\r\nBcc: b@example.com'],
    ['is a name with an address', '"x" <a@example.com>'],
    ['is too long', `${'a'.repeat(250)}@example.com`],
  ])('is not tried when the address %s', async (_what, address) => {
    expect(await send({ email: address })).toEqual({ kind: 'refused', code: 'invalid_address' });
    expect(sent()).toEqual([]);
  });
});

describe('what became of an email', () => {
  const at = { $metadata: {}, message: 'rahela@example.com is not verified' };
  const code = (name: string) => Object.assign(new Error(at.message), { code: name });

  it.each([
    ['SES rejects it', new MessageRejected(at), 'refused', 'MessageRejected'],
    ['SES throttles it', failure('Throttling', 'client'), 'refused', 'Throttling'],
    ['no connection was opened', code('ECONNREFUSED'), 'refused', 'ECONNREFUSED'],
    ['the host has no address', code('ENOTFOUND'), 'refused', 'ENOTFOUND'],
    ['SES fails', failure('InternalFailure', 'server'), 'unanswered', 'InternalFailure'],
    ['the connection breaks', code('ECONNRESET'), 'unanswered', 'ECONNRESET'],
    ['nobody answers in time', named('TimeoutError'), 'unanswered', 'TimeoutError'],
  ])('is known when %s, without the address that the error quotes', async (_what, error, kind, name) => {
    ses.on(SendEmailCommand).rejects(error);
    expect(await send()).toEqual({ kind, code: name });
  });

  function failure(name: string, fault: 'client' | 'server') {
    return new SESServiceException({ ...at, name, $fault: fault });
  }
  function named(name: string) {
    return Object.assign(new Error(at.message), { name });
  }
});

describe('the client of SES', () => {
  it('tries once: the queue counts the tries', async () => {
    expect(await sesClient().config.maxAttempts()).toBe(1);
  });
});

describe('whatever a customer calls himself', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 100 }),
    fc
      .array(
        fc.constantFrom(
          '<',
          '>',
          '"',
          "'",
          '&',
          '{shop}',
          '\r',
          '\n',
          '\0',
          '</p>',
          '<!--',
          'ক',
          '\u202E',
          'a',
          ' ',
        ),
        {
          maxLength: 40,
        },
      )
      .map((parts) => parts.join('')),
  );

  it('the letter keeps its form, its headers and its other lines', async () => {
    ses.on(SendEmailCommand).resolves({});
    await send({ name: 'Rahela', email: 'a@example.com' });
    const plain = formOf(sent()[0]);
    await fc.assert(
      fc.asyncProperty(anyText, anyText, async (name, phone) => {
        ses.resetHistory();
        expect((await send({ name, phone, email: 'a@example.com' })).kind).toBe('accepted');
        expect(formOf(sent()[0])).toEqual(plain);
      }),
      { numRuns: 300 },
    );
  });

  it('an address that he makes up is refused or is the one recipient', async () => {
    ses.on(SendEmailCommand).resolves({});
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.emailAddress(), anyText), async (address) => {
        ses.resetHistory();
        await send({ email: address });
        for (const { Destination } of sent()) {
          expect(Destination).toEqual({ ToAddresses: [address] });
          expect(address).toMatch(/^[!-~]+@[A-Za-z0-9.-]+$/);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** Everything but the greeting: tags and attributes, the lines of the text, the headers. */
function formOf(input: ReturnType<typeof sent>[number] | undefined) {
  const { Source, Destination, Message } = input ?? {};
  const html = Message?.Body?.Html?.Data ?? '';
  const [, ...lines] = (Message?.Body?.Text?.Data ?? '').split(/\r\n|[\n\r\u2028\u2029\u0085]/);
  return { Source, Destination, subject: Message?.Subject, tags: html.match(/<[^>]*>/g), lines };
}

function send(customer?: Customer) {
  const { order, fact } = orderFor('order.paid', customer && { customer });
  return email().send(order, fact);
}
