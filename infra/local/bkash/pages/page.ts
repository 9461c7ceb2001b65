import { createHash } from 'node:crypto';
import { amountFromPoisha } from '../../../../shared/domain/money.ts';
import type { HttpReply } from '../http.ts';
import type { CustomerError } from '../machine/customer.ts';
import { merchant } from '../machine/notification.ts';
import type { Payment } from '../machine/payment.ts';
import { sandboxOtp, sandboxPin, sandboxWallet } from '../machine/wallets.ts';
import { Html, html } from './html.ts';
import { style } from './style.ts';
import { type Language, words } from './words.ts';

export type Step = 'wallet' | 'otp' | 'pin';
export type Notice = 'expired' | 'spent' | 'unknown' | 'down' | 'opening' | 'approved' | 'failed' | 'closed';

/** Everything one page shows. `address` is the page's own, without the language. */
export interface PageView {
  language: Language;
  address: string;
  payment: Payment;
  /** The number that was just refused, shown again to be mended. */
  typedWallet?: string;
  /** The page stands in a frame of the shop's page. */
  frame?: Frame;
}

/** What a framed page tells the page around it: by itself, or when the customer presses Close. */
export interface Frame {
  /** Origin of the shop's page: nobody else hears it. */
  shop: string;
  tells?: { what: 'approved' | 'closed'; by: 'itself' | 'button' };
}

/** The only script of these pages, and only in a frame. */
const tell = `const { what, by, payment, shop } = document.currentScript.dataset;
const tell = () => parent.postMessage({ bkash: what, paymentID: payment }, shop);
if (by === 'itself') tell();
else document.querySelector('[data-tells]').addEventListener('click', tell);`;

/** No `form-action`: browsers apply it to the redirect that leads back to the shop. */
function headersOf(frame: Frame | undefined): Record<string, string> {
  const script = frame ? ` script-src 'sha256-${sha256(tell)}';` : '';
  const ancestors = frame?.shop ?? "'none'";
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${sha256(style)}';${script} base-uri 'none'; frame-ancestors ${ancestors}`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}

/** One step of the customer's way, with what went wrong at the last try. */
export function stepPage(
  view: PageView,
  step: Step,
  failed?: { error: CustomerError; triesLeft: number },
): HttpReply {
  const text = words[view.language];
  const error = failed ? errorLine(view.language, failed) : html``;
  const form = html`<form method="post" action="${linkTo(view, view.language)}" autocomplete="off">
<input type="hidden" name="step" value="${step}">
<div class="panel">${dots(step, text.step)}${field(view, step, failed?.error)}${error}
${step === 'wallet' ? html`<p class="fine">${text.consent}</p>` : html``}</div>
<div class="buttons"><button class="confirm" name="action" value="confirm">${text.confirm}</button>
<button class="close" name="action" value="close" formnovalidate>${text.close}</button></div></form>`;
  return reply(200, view, html`${orderLine(view)}${form}${hint(view.language, step)}`);
}

/** A page with nothing left to do. */
export function noticePage(
  status: number,
  view: Pick<PageView, 'language' | 'address' | 'frame'> & { payment?: Payment },
  notice: Notice,
): HttpReply {
  const { payment } = view;
  const order = payment ? orderLine({ ...view, payment }) : html``;
  const text = words[view.language];
  return reply(
    status,
    view,
    html`${order}<div class="panel"><p class="notice" role="alert">${text[notice]}</p></div>${telling(view, text.close)}`,
  );
}

function telling({ frame, payment }: Pick<PageView, 'frame'> & { payment?: Payment }, close: string): Html {
  if (!frame?.tells) return html``;
  const { what, by } = frame.tells;
  const button =
    by === 'button' ? html`<button class="close" data-tells type="button">${close}</button>` : html``;
  return html`<div class="buttons">${button}</div>
<script data-what="${what}" data-by="${by}" data-payment="${payment?.paymentId ?? ''}" data-shop="${frame.shop}">${new Html(tell)}</script>`;
}

function reply(
  status: number,
  view: Pick<PageView, 'language' | 'address' | 'frame'>,
  content: Html,
): HttpReply {
  const { language, frame } = view;
  const text = words[language];
  const other = language === 'bn' ? 'en' : 'bn';
  const body = html`<!doctype html><html lang="${language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${text.title}</title><style>${new Html(style)}</style></head>
<body><main><header><span class="brand">bKash<small>${text.simulator}</small></span>
<a class="lang" lang="${other}" href="${linkTo(view, other)}">${text.otherLanguage}</a></header>${content}</main></body></html>`;
  return { status, body: body.text, headers: headersOf(frame) };
}

function orderLine({ language, payment }: PageView): Html {
  const [taka = '', poisha = ''] = amountFromPoisha(payment.amountPoisha).split('.');
  return html`<div class="order"><div><div class="shop">${payment.subMerchantName ?? merchant.name}</div>
<div class="invoice">${words[language].invoice}: ${payment.invoice}</div></div>
<div class="amount">৳${Number(taka).toLocaleString('en-IN')}.${poisha}</div></div>`;
}

function dots(step: Step, label: string): Html {
  const steps: Step[] = ['wallet', 'otp', 'pin'];
  const reached = steps.indexOf(step);
  return html`<div class="dots" role="img" aria-label="${label} ${reached + 1}/3">${steps.map((_, index) =>
    index <= reached ? html`<i class="on"></i>` : html`<i></i>`,
  )}</div>`;
}

function field(
  { language, payment, typedWallet, frame }: PageView,
  step: Step,
  error: CustomerError | undefined,
): Html {
  const text = words[language];
  // A browser refuses it to a frame of another site, and complains.
  const focus = frame ? html`` : html`autofocus`;
  const invalid = error ? html` aria-invalid="true" aria-describedby="error"` : html``;
  const { progress, payerReference } = payment;
  if (step === 'wallet') {
    const known = /^01[3-9][0-9]{8}$/.test(payerReference) ? payerReference : '';
    return html`<label for="wallet">${text.wallet}</label><input id="wallet" name="wallet" type="tel" inputmode="numeric"
maxlength="11" required ${focus} placeholder="${text.walletHint}" value="${typedWallet ?? known}"${invalid}>`;
  }
  if (step === 'otp') {
    const wallet = progress.at === 'otp' ? progress.wallet : '';
    return html`<label for="otp">${text.otp} <b>${wallet.slice(0, 3)}•••••${wallet.slice(-3)}</b></label>
<input id="otp" name="otp" autocomplete="one-time-code" inputmode="numeric" maxlength="6" required ${focus} placeholder="${text.otpHint}"${invalid}>`;
  }
  return html`<label for="pin">${text.pin}</label><input id="pin" name="pin" type="password" autocomplete="off" inputmode="numeric" maxlength="5"
required ${focus} placeholder="${text.pinHint}"${invalid}>`;
}

function errorLine(
  language: Language,
  { error, triesLeft }: { error: CustomerError; triesLeft: number },
): Html {
  const text = words[language];
  const tries = error === 'invalid_wallet' ? '' : ` ${text.triesLeft(triesLeft)}`;
  return html`<div class="error" id="error" role="alert">${text[error]}${tries}</div>`;
}

function hint(language: Language, step: Step): Html {
  const text = words[language];
  const [label, value] = {
    wallet: [text.sandboxWallet, sandboxWallet],
    otp: [text.sandboxOtp, sandboxOtp],
    pin: [text.sandboxPin, sandboxPin],
  }[step];
  return html`<footer><p>${label ?? ''}: <code>${value ?? ''}</code></p></footer>`;
}

function linkTo({ address }: Pick<PageView, 'address'>, language: Language): string {
  return `${address}${address.includes('?') ? '&' : '?'}lang=${language}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
