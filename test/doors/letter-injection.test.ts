import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { mailer } from '../../shared/adapters/ses/mailer.ts';
import { partsOf, type ToldFact } from '../../shared/domain/facts.ts';
import type { Order } from '../../shared/domain/order.ts';
import { orderFor } from '../adapters/ses/orders.ts';

/** Text of a customer's that tries to be more than a name: a header, a mail of its own, markup, a placeholder. */
describe('a letter', () => {
  const ses = mockClient(SESClient);
  const facts: ToldFact[] = ['order.paid', 'order.review', 'order.expired', 'order.cancelled'];
  const hostile = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</title><base href=//evil.example>',
    '&lt;b&gt;',
    '{shop} {order} {amount}',
    'a\u2028b\u2029c',
    '\u202egnp.exe',
    'x\r\nBcc: karim@example.com\r\n\r\nfree money',
    '=?UTF-8?B?PGI+?=',
  ];

  beforeEach(() => {
    ses.reset();
    ses.on(SendEmailCommand).resolves({});
  });

  it.each(facts.flatMap((fact) => hostile.map((text) => [fact, text] as const)))(
    'of %s takes the name %j for a name',
    async (fact, text) => {
      const { order } = orderFor('order.paid');
      const letter = await sent(
        { ...order, ...stateOf(fact), customer: { ...order.customer, name: text } },
        fact,
      );
      const harmless = await sent(
        { ...order, ...stateOf(fact), customer: { ...order.customer, name: 'Rahima' } },
        fact,
      );
      // As many tags as without it, the same subject, the same recipient.
      expect(tagsOf(letter?.html)).toEqual(tagsOf(harmless?.html));
      expect({ ...letter, html: '', text: '' }).toEqual({ ...harmless, html: '', text: '' });
      expect(letter?.text).not.toMatch(/^Bcc:/m);
    },
  );

  it.each([
    'x@example.com\r\nBcc: karim@example.com',
    'x@example.com, karim@example.com',
    'x@example.com;k@example.com',
  ])('is not sent to %j, wherever it came from', async (email) => {
    const { order } = orderFor('order.paid');
    expect(await sent({ ...order, customer: { email } }, 'order.paid')).toBeUndefined();
  });

  async function sent(order: Order, fact: ToldFact) {
    ses.resetHistory();
    const client = new SESClient({ region: 'ap-southeast-1' });
    const shop = { shopName: 'SundarBan', linkTo: () => 'https://shop.example/' };
    await mailer({ client, sender: 'orders@shop.example', configurationSet: 'set', shop }).send(order, fact);
    const input = ses.commandCalls(SendEmailCommand)[0]?.args[0].input;
    return (
      input && {
        to: input.Destination,
        from: input.Source,
        subject: input.Message?.Subject?.Data,
        html: input.Message?.Body?.Html?.Data,
        text: input.Message?.Body?.Text?.Data,
      }
    );
  }

  /** Facts of orders are told of orders in that state; only the name matters here. */
  function stateOf(fact: ToldFact): Partial<Order> {
    const { attempts, closed, review, surplus } = orderFor(partsOf(fact).kind).order;
    return { attempts, surplus, ...(closed && { closed }), ...(review && { review }) };
  }
});

function tagsOf(html: string | undefined): string[] {
  return (html?.match(/<[^>]*>/g) ?? []).sort();
}
