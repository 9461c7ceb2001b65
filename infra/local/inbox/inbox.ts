import { createServer, type IncomingMessage } from 'node:http';
import { type LocalServer, listen } from '../listen.ts';
import type { Sms } from '../runner/sms-server.ts';
import { type Email, emailPage, inboxPage, smsPage } from './pages.ts';

export interface InboxOptions {
  /** 0: any free port. */
  port: number;
  /** Where the mail server answers; its list is the inbox. */
  sesUrl: string;
  /** Every SMS, oldest first. */
  sentSms(): Sms[];
}

interface Answer {
  status: number;
  type: 'text/html; charset=utf-8' | 'application/json';
  body: string;
  policy?: string;
}

/** Our own pages load nothing and run nothing; an email's frame may show what an email contains, and no script. */
const ownPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'";
const emailPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/**
 * The page where a developer reads what the system has sent: `/`, `/emails/{id}`, `/sms`, and for tests `GET /store`
 * → `{emails: […]}` as the mail server keeps them and `GET /sms` (JSON unless a browser asks) → `{items: […]}`.
 */
export function startInbox({ port, ...sources }: InboxOptions): Promise<LocalServer> {
  const server = createServer((request, response) => {
    answer(request, sources)
      .catch(
        (): Answer => ({
          status: 502,
          type: 'application/json',
          body: '{"message":"The mail server is down"}',
        }),
      )
      .then(({ status, type, body, policy }) => {
        response.writeHead(status, {
          'content-type': type,
          'content-security-policy': policy ?? ownPolicy,
          'cache-control': 'no-store',
          'referrer-policy': 'no-referrer',
          'x-content-type-options': 'nosniff',
        });
        response.end(body);
      });
  });
  return listen(server, port, 'the inbox');
}

async function answer(
  request: IncomingMessage,
  { sesUrl, sentSms }: Omit<InboxOptions, 'port'>,
): Promise<Answer> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (request.method !== 'GET') return json(405, { message: 'Method Not Allowed' });
  const wantsPage = (request.headers.accept ?? '').includes('text/html');
  if (path === '/store') return json(200, { emails: await emailsOf(sesUrl) });
  if (path === '/sms') return wantsPage ? html(smsPage(sentSms())) : json(200, { items: sentSms() });
  if (path === '/') return html(inboxPage(await emailsOf(sesUrl)));
  const [, id, part] = /^\/emails\/([^/]+)(\/body)?$/.exec(path) ?? [];
  const email = id && (await emailsOf(sesUrl)).find((one) => encodeURIComponent(one.messageId) === id);
  if (!email) return json(404, { message: 'Not Found' });
  return part ? { ...html(email.body.html ?? ''), policy: emailPolicy } : html(emailPage(email));
}

/** Newest last, as the mail server keeps them. */
async function emailsOf(sesUrl: string): Promise<Email[]> {
  const response = await fetch(`${sesUrl}/store`, { signal: AbortSignal.timeout(5_000) });
  // A mail server that the user brought may keep its list elsewhere, or nowhere.
  if (!response.ok) return [];
  return ((await response.json()) as { emails?: Email[] }).emails ?? [];
}

function html(body: string): Answer {
  return { status: 200, type: 'text/html; charset=utf-8', body };
}

function json(status: number, body: object): Answer {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}
