import { html } from 'hono/html';
import { totalPoisha } from '../cart.ts';
import type { CheckoutErrors, CheckoutValues } from '../checkout-form.ts';
import { showMoney } from '../locale.ts';
import type { Visit } from '../visit.ts';
import type { WordKey } from '../words.ts';
import { summary } from './cart.ts';
import { layout, type Markup } from './layout.ts';

export type CheckoutForm = {
  values: CheckoutValues;
  errors: CheckoutErrors;
  /** Numbers this form: sent twice, it is still one order. */
  once: string;
  /** A refusal that belongs to no field. */
  refusal?: WordKey;
  /** The shop can be paid inside its own page as well. */
  offersInPage: boolean;
};

export function checkoutPage(visit: Visit, form: CheckoutForm): Markup {
  const { say, locale, cart } = visit;
  const hasErrors = Object.keys(form.errors).length > 0;
  const trouble = form.refusal ?? (hasErrors ? 'formHasErrors' : undefined);
  const amount = showMoney(locale, totalPoisha(cart));
  return layout({
    visit,
    kind: 'checkout',
    title: say('checkout'),
    body: html`<h1>${say('checkout')}</h1><div class="columns">
<form class="card form" method="post" action="/checkout" novalidate><h2>${say('yourDetails')}</h2>
${trouble ? html`<p class="trouble" role="alert">${say(trouble)}</p>` : ''}
<input type="hidden" name="once" value="${form.once}">
${textField(visit, form, { field: 'name', type: 'text', autocomplete: 'name', required: true })}
${textField(visit, form, { field: 'phone', type: 'tel', autocomplete: 'tel', required: true, hint: 'phoneHint' })}
${textField(visit, form, { field: 'email', type: 'email', autocomplete: 'email', hint: 'emailHint' })}
${languageChoice(visit, form)}
${form.offersInPage ? wayChoice(visit, form) : ''}
<button class="button bkash wide">${say('payWithBkash', { amount })}</button>
<p class="note">${say('payNote')}</p></form>
<div class="aside">${summary(visit, cart)}</div></div>`,
  });
}

type TextField = {
  field: 'name' | 'phone' | 'email';
  type: string;
  autocomplete: string;
  required?: boolean;
  hint?: WordKey;
};

function textField({ say }: Visit, { values, errors }: CheckoutForm, at: TextField): Markup {
  const { field, hint } = at;
  const error = errors[field];
  const notes = [hint && `${field}-hint`, error && `${field}-error`].filter(Boolean).join(' ');
  return html`<div class="field"><label for="${field}">${say(field)}</label>
<input id="${field}" name="${field}" type="${at.type}" value="${values[field]}" autocomplete="${at.autocomplete}" ${at.required ? 'required' : ''}
${notes ? html`aria-describedby="${notes}"` : ''} ${error ? html`aria-invalid="true"` : ''}>
${error ? html`<p class="error" id="${field}-error">${say(error)}</p>` : ''}
${hint ? html`<p class="hint" id="${field}-hint">${say(hint)}</p>` : ''}</div>`;
}

function languageChoice({ say }: Visit, { values, errors }: CheckoutForm): Markup {
  const choice = (value: string, name: string) =>
    html`<label class="choice" lang="${value}"><input type="radio" name="locale" value="${value}" ${values.locale === value ? 'checked' : ''}> ${name}</label>`;
  return html`<fieldset class="field"><legend>${say('locale')}</legend>
<div class="choices">${choice('bn', 'বাংলা')}${choice('en', 'English')}</div>
${errors.locale ? html`<p class="error">${say(errors.locale)}</p>` : ''}</fieldset>`;
}

function wayChoice({ say }: Visit, { values, errors }: CheckoutForm): Markup {
  const choice = (value: string, name: string) =>
    html`<label class="choice"><input type="radio" name="mode" value="${value}" ${values.mode === value ? 'checked' : ''}> ${name}</label>`;
  return html`<fieldset class="field"><legend>${say('way')}</legend>
<div class="choices">${choice('redirect', say('wayRedirect'))}${choice('sdk', say('waySdk'))}</div>
${errors.mode ? html`<p class="error">${say(errors.mode)}</p>` : ''}</fieldset>`;
}
