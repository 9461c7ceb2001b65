import { html, raw } from 'hono/html';
import type { Sms } from '../runner/sms-server.ts';
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

/** The list of emails, newest first. */
export function inboxPage(emails: Email[]): string {
  const rows = [...emails].reverse().map(
    (email) => html`<li><a href="/emails/${encodeURIComponent(email.messageId)}">
      <strong>${email.subject}</strong>
      <span>${email.destination.to.join(', ')}</span>
      <time>${time(email.at)}</time></a></li>`,
  );
  return page('Email', 'email', rows.length > 0 ? list(rows) : empty('No email has been sent yet.'));
}

/** One email: its HTML in a frame that may run nothing, and its text. */
export function emailPage(email: Email): string {
  const id = encodeURIComponent(email.messageId);
  const rendered = email.body.html
    ? html`<iframe sandbox title="The email as a reader sees it" src="/emails/${id}/body"></iframe>`
    : empty('This email has no HTML part.');
  return page(
    email.subject,
    'email',
    html`<p><a href="/">← All email</a></p><h2>${email.subject}</h2>
    <dl><dt>To</dt><dd>${email.destination.to.join(', ')}</dd>
    <dt>From</dt><dd>${email.from}</dd><dt>Sent</dt><dd>${time(email.at)}</dd></dl>
    ${rendered}<h3>Text part</h3><pre>${email.body.text ?? '(none)'}</pre>`,
  );
}

/** The list of SMS, newest first. */
export function smsPage(items: Sms[]): string {
  const rows = [...items]
    .reverse()
    .map(
      ({ to, text, at }) =>
        html`<li><div><strong>${to}</strong><span>${text}</span><time>${at}</time></div></li>`,
    );
  return page('SMS', 'sms', rows.length > 0 ? list(rows) : empty('No SMS has been sent yet.'));
}

/** Escaped by hono's `html` tag; never a promise, since no part of a page is one. */
type Markup = ReturnType<typeof html>;

function page(title: string, tab: 'email' | 'sms', content: Markup): string {
  const link = (name: string, href: string, isHere: boolean) =>
    html`<a href="${href}" ${isHere ? raw('aria-current="page"') : ''}>${name}</a>`;
  const document = html`<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – SundarBan inbox</title><link rel="icon" href="data:,"><style>${raw(style)}</style></head><body>
<header><h1>SundarBan inbox</h1><nav>${link('Email', '/', tab === 'email')}${link('SMS', '/sms', tab === 'sms')}</nav></header>
<main>${content}</main></body></html>`;
  return String(document);
}

function list(rows: Markup[]): Markup {
  return html`<ul class="list">${rows}</ul>`;
}

function empty(text: string): Markup {
  return html`<p class="empty">${text}</p>`;
}

function time(epochSeconds: number): string {
  return `${new Date(epochSeconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
