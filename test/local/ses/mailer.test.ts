import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { SESClient } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { letterOf } from '../../../shared/adapters/ses/letter.ts';
import { htmlOf } from '../../../shared/adapters/ses/letter-html.ts';
import { textOf } from '../../../shared/adapters/ses/letter-text.ts';
import { mailer } from '../../../shared/adapters/ses/mailer.ts';
import type { Order } from '../../../shared/domain/order.ts';
import { orderFor, shop } from '../../adapters/ses/orders.ts';

/** CommonJS with a default export: Node and Vitest disagree about where `import` finds it; `require` is plain. */
const sesServer: typeof import('aws-ses-v2-local') = createRequire(import.meta.url)('aws-ses-v2-local');

/** The production mailer against the SES server of the local system, over HTTP, on a port of its own. */
let server: Server;
let origin: string;

beforeAll(async () => {
  server = await sesServer.default({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('an email on this machine', () => {
  it.each(['bn', 'en'] as const)('arrives in the inbox as it was written, in %s', async (locale) => {
    const { order, fact } = orderFor('order.paid', { locale });
    expect(await send(order)).toEqual({ kind: 'accepted' });
    const letter = letterOf(order, fact, shop);
    expect((await inbox()).at(-1)).toMatchObject({
      from: '"SundarBan" <shop@example.com>',
      destination: { to: ['rahela@example.com'], cc: [], bcc: [] },
      subject: letter.subject,
      body: { html: htmlOf(letter), text: textOf(letter) },
      attachments: [],
    });
  });

  it('is certainly not sent while nobody listens', async () => {
    const before = (await inbox()).length;
    const client = sesAt('http://127.0.0.1:1');
    expect(await send(orderFor('order.paid').order, client)).toEqual({
      kind: 'refused',
      code: 'ECONNREFUSED',
    });
    expect((await inbox()).length).toBe(before);
  });

  async function inbox(): Promise<unknown[]> {
    const { emails } = (await (await fetch(`${origin}/store`)).json()) as { emails: unknown[] };
    return emails;
  }
});

function send(order: Order, client = sesAt(origin)) {
  return mailer({ client, sender: 'shop@example.com', configurationSet: 'set', shop }).send(
    order,
    'order.paid',
  );
}

function sesAt(endpoint: string): SESClient {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return new SESClient({ endpoint, credentials, region: 'ap-southeast-1', maxAttempts: 1 });
}
