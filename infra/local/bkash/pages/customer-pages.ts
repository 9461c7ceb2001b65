import type { HttpReply, HttpRequest } from '../http.ts';
import type { Books } from '../machine/books.ts';
import { type CustomerAct, type CustomerOutcome, customerActs, whereItStands } from '../machine/customer.ts';
import { type Payment, redirectUrlOf } from '../machine/payment.ts';
import { noticePage, type PageView, type Step, stepPage } from './page.ts';
import type { Language } from './words.ts';

export const pagesPath = '/redirect/tokenized';

/** The address that Create hands out, in the manner of bKash's own: the key keeps guessed ids out. */
export function pageUrl(publicUrl: string, { paymentId, pageKey, generation }: Payment): string {
  const version = { v1: 'v1.2.0-beta', v2: 'v2' }[generation];
  return `${publicUrl}${pagesPath}?paymentId=${paymentId}&hash=${pageKey}&mode=0011&apiVersion=${version}/`;
}

/** bKash's page: wallet, OTP, PIN, or Close. Every step is a form post, so it works without JavaScript. */
export function customerPages(
  books: Books,
  now: () => number,
  isDown: () => boolean,
): (request: HttpRequest) => HttpReply {
  return (request) => {
    const language = languageOf(request);
    if (isDown()) return noticePage(503, { language, address: sameAddress(request) }, 'down');
    const payment = books.payment(request.query.get('paymentId') ?? '');
    if (!payment || request.query.get('hash') !== payment.pageKey) {
      return noticePage(404, { language, address: pagesPath }, 'unknown');
    }
    const address = pageUrl('', payment);
    if (request.method !== 'POST') return show({ language, address, payment });
    const { outcome, ...typed } = posted(books, payment, request.body, now());
    return afterAct({ language, address, payment: outcome.payment, ...typed }, outcome);
  };

  function show(view: PageView): HttpReply {
    const settled = whereItStands(view.payment, now());
    return settled ? afterAct(view, settled) : stepPage(view, stepOf(view.payment));
  }
}

/** One posted form, done; with the number that was typed, to be mended where it was refused. */
export function posted(
  books: Books,
  payment: Payment,
  form: string,
  now: number,
): { outcome: CustomerOutcome; typedWallet?: string } {
  return books.transaction(() => {
    const act = actOf(new URLSearchParams(form));
    const outcome = act ? customerActs(payment, act, now) : ({ kind: 'next', payment } as const);
    if (outcome.payment !== payment) books.updatePayment(outcome.payment);
    return { outcome, ...(act?.act === 'wallet' && { typedWallet: act.wallet.slice(0, 11) }) };
  });
}

function afterAct(view: PageView, outcome: CustomerOutcome): HttpReply {
  switch (outcome.kind) {
    case 'leave':
      return seeOther(redirectUrlOf(outcome.payment, outcome.status));
    case 'closed':
      return noticePage(200, view, outcome.why);
    case 'again':
      return stepPage(view, stepOf(outcome.payment), outcome);
    case 'next':
      // So that a reload shows the step again instead of sending the form twice.
      return seeOther(`${view.address}&lang=${view.language}`);
  }
}

/** The form names its step, so that a stale tab's OTP is not taken for a PIN. */
function actOf(form: URLSearchParams): CustomerAct | undefined {
  if (form.get('action') === 'close') return { act: 'close' };
  const given = (name: string) => (form.get(name) ?? '').trim();
  switch (form.get('step')) {
    case 'wallet':
      return { act: 'wallet', wallet: given('wallet') };
    case 'otp':
      return { act: 'otp', otp: given('otp') };
    case 'pin':
      return { act: 'pin', pin: given('pin') };
    default:
      return undefined;
  }
}

export function stepOf({ progress }: Payment): Step {
  return progress.at === 'otp' || progress.at === 'pin' ? progress.at : 'wallet';
}

/** The customer's own choice first, then the browser's; Bangla where neither says. */
export function languageOf({ query, headers }: HttpRequest): Language {
  const chosen = query.get('lang');
  if (chosen === 'bn' || chosen === 'en') return chosen;
  const first = /^\s*(bn|en)\b/i.exec(headers['accept-language'] ?? '')?.[1];
  return first?.toLowerCase() === 'en' ? 'en' : 'bn';
}

/** Where the customer is, so that the page is his payment's again once bKash is back. */
function sameAddress({ query }: HttpRequest): string {
  const asked = new URLSearchParams(query);
  asked.delete('lang');
  return `${pagesPath}?${asked}`;
}

function seeOther(location: string): HttpReply {
  return { status: 303, body: '', headers: { location, 'referrer-policy': 'no-referrer' } };
}
