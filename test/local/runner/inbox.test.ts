import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startInbox } from '../../../infra/local/inbox/inbox.ts';
import { type LocalServer, listen } from '../../../infra/local/listen.ts';

const hostile = '<script>alert(1)</script>';
const emails = [
  {
    messageId: 'ses-1/a',
    from: 'shop@shop.example',
    destination: { to: ['buyer@shop.example'], cc: [], bcc: [] },
    subject: `Paid ${hostile}`,
    body: { html: `<h1>Thank you</h1>${hostile}`, text: `Thank you ${hostile}` },
    at: 1_795_400_000,
  },
];

const sms = [{ to: '+8801712345678', text: hostile, at: '2026-11-28T06:00:00.000Z' }];

describe('the inbox', () => {
  let mailServer: LocalServer;
  let inbox: LocalServer;
  beforeAll(async () => {
    const store = createServer((_request, response) =>
      response.end(JSON.stringify({ templates: {}, emails })),
    );
    mailServer = await listen(store, 0, 'a mail server');
    inbox = await startInbox({ port: 0, sesUrl: mailServer.url, sentSms: () => sms });
  });
  afterAll(async () => {
    await inbox.close();
    await mailServer.close();
  });

  it('gives tests the emails as the mail server keeps them, and every SMS', async () => {
    expect(await (await fetch(`${inbox.url}/store`)).json()).toEqual({ emails });
    expect(await (await fetch(`${inbox.url}/sms`)).json()).toEqual({ items: sms });
  });

  it.each(['/', '/emails/ses-1%2Fa', '/sms'])(
    'shows %s with everything escaped, and lets no script run',
    async (path) => {
      const response = await fetch(`${inbox.url}${path}`, { headers: { accept: 'text/html' } });
      const page = await response.text();
      expect(response.status).toBe(200);
      expect(page).toContain('SundarBan inbox');
      expect(page).not.toContain(hostile);
      expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
    },
  );

  it('shows an email as its reader sees it, in a frame that may run nothing and load nothing', async () => {
    expect(await (await fetch(`${inbox.url}/emails/ses-1%2Fa`)).text()).toContain('<iframe sandbox ');
    const body = await fetch(`${inbox.url}/emails/ses-1%2Fa/body`);
    expect(await body.text()).toContain('<h1>Thank you</h1>');
    expect(body.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
  });

  it('answers 404 to an unknown email and 405 to anything but reading', async () => {
    expect((await fetch(`${inbox.url}/emails/none`)).status).toBe(404);
    expect((await fetch(`${inbox.url}/emails/%E0%A4%A`)).status).toBe(404);
    expect((await fetch(`${inbox.url}/`, { method: 'POST' })).status).toBe(405);
  });

  it('is empty where the user’s own mail server keeps no such list', async () => {
    const other = await listen(
      createServer((_request, response) => response.writeHead(404).end('<UnknownOperation/>')),
      0,
      'a mail server',
    );
    const without = await startInbox({ port: 0, sesUrl: other.url, sentSms: () => [] });
    expect(await (await fetch(`${without.url}/store`)).json()).toEqual({ emails: [] });
    await without.close();
    await other.close();
  });

  it('says that the mail server is down instead of showing an empty inbox', async () => {
    const lonely = await startInbox({ port: 0, sesUrl: 'http://127.0.0.1:1', sentSms: () => [] });
    expect((await fetch(`${lonely.url}/`)).status).toBe(502);
    await lonely.close();
  });
});
