import { type CheckoutRequest, checkoutRequestSchema } from '../../../shared/contract/checkout.ts';
import { latinDigits } from './locale.ts';
import type { WordKey } from './words.ts';

export const checkoutFields = ['name', 'phone', 'email', 'locale'] as const;
export type CheckoutField = (typeof checkoutFields)[number];

/** What stands in the form, as typed. */
export type CheckoutValues = Record<CheckoutField, string>;
/** Which message stands next to which field. */
export type CheckoutErrors = Partial<Record<CheckoutField, WordKey>>;

export type CheckedForm =
  | { ok: true; customer: CheckoutRequest['customer']; locale: CheckoutRequest['locale'] }
  | { ok: false; errors: CheckoutErrors };

/** The contract's own schema judges; the shop adds only that it needs a name and a telephone to deliver. */
export function checkCheckoutForm(values: CheckoutValues): CheckedForm {
  const phone = latinDigits(values.phone);
  const email = values.email.trim();
  const customer = { name: values.name.trim(), phone, ...(email ? { email } : {}) };
  const rest = { orderId: 'x', amount: '1.00', currency: 'BDT', returnUrl: 'https://shop.example' };
  const parsed = checkoutRequestSchema.safeParse({ ...rest, customer, locale: values.locale });
  if (parsed.success) return { ok: true, customer: parsed.data.customer, locale: parsed.data.locale };
  return {
    ok: false,
    errors: errorsAt(
      parsed.error.issues.map((issue) => issue.path.join('.')),
      values,
    ),
  };
}

/** The payment API's `errors[].path`, or our own, to the field it is about. Paths of no field are left out. */
export function errorsAt(paths: string[], values: CheckoutValues): CheckoutErrors {
  const fields = checkoutFields.filter((field) => paths.some((path) => path.split('.').at(-1) === field));
  return Object.fromEntries(fields.map((field) => [field, messageFor(field, values)]));
}

function messageFor(field: CheckoutField, values: CheckoutValues): WordKey {
  if (field === 'name') return values.name.trim() ? 'nameWrong' : 'nameMissing';
  if (field === 'phone') return values.phone.trim() ? 'phoneWrong' : 'phoneMissing';
  return field === 'email' ? 'emailWrong' : 'localeWrong';
}
