import { style } from './style.ts';

/** An email as the mail server keeps it. */
export interface Email {
  messageId: string;
  from: string;
  destination: { to: string[]; cc?: string[]; bcc?: string[] };
  subject: string;
  body: { html?: string; text?: string };
  /** Epoch seconds. */
  at: number;
}

export interface Sms {
  to: string;
  text: string;
  /** ISO 8601. */
  at: string;
}

/** The list of emails, newest first. */
export function inboxPage(emails: Email[]): string {
  const rows = [...emails].reverse().map(
    (email) => `<li><a href="/emails/${encodeURIComponent(email.messageId)}">
      <strong>${escaped(email.subject)}</strong>
      <span>${escaped(email.destination.to.join(', '))}</span>
      <time>${time(email.at)}</time></a></li>`,
  );
  return page(
    'Email',
    'email',
    rows.length > 0 ? `<ul class="list">${rows.join('')}</ul>` : empty('No email has been sent yet.'),
  );
}

/** One email: its HTML in a frame that may run nothing, and its text. */
export function emailPage(email: Email): string {
  const id = encodeURIComponent(email.messageId);
  const rendered = email.body.html
    ? `<iframe sandbox title="The email as a reader sees it" src="/emails/${id}/body"></iframe>`
    : '<p class="empty">This email has no HTML part.</p>';
  return page(
    email.subject,
    'email',
    `<p><a href="/">← All email</a></p><h2>${escaped(email.subject)}</h2>
    <dl><dt>To</dt><dd>${escaped(email.destination.to.join(', '))}</dd>
    <dt>From</dt><dd>${escaped(email.from)}</dd><dt>Sent</dt><dd>${time(email.at)}</dd></dl>
    ${rendered}<h3>Text part</h3><pre>${escaped(email.body.text ?? '(none)')}</pre>`,
  );
}

export function smsPage(items: Sms[]): string {
  const rows = items.map(
    ({ to, text, at }) =>
      `<li><div><strong>${escaped(to)}</strong><span>${escaped(text)}</span><time>${escaped(at)}</time></div></li>`,
  );
  return page(
    'SMS',
    'sms',
    rows.length > 0 ? `<ul class="list">${rows.join('')}</ul>` : empty('No SMS has been sent yet.'),
  );
}

function page(title: string, tab: 'email' | 'sms', content: string): string {
  const link = (name: string, href: string, isHere: boolean) =>
    `<a href="${href}"${isHere ? ' aria-current="page"' : ''}>${name}</a>`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} – SundarBan inbox</title><link rel="icon" href="data:,"><style>${style}</style></head><body>
<header><h1>SundarBan inbox</h1><nav>${link('Email', '/', tab === 'email')}${link('SMS', '/sms', tab === 'sms')}</nav></header>
<main>${content}</main></body></html>`;
}

function empty(text: string): string {
  return `<p class="empty">${text}</p>`;
}

function time(epochSeconds: number): string {
  return `${new Date(epochSeconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function escaped(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] as string);
}
