import { type CheckoutRequest, checkoutRequestSchema } from '../../../shared/contract/checkout.ts';
import { latinDigits } from './locale.ts';
import type { WordKey } from './words.ts';

export const checkoutFields = ['name', 'phone', 'email', 'locale', 'mode'] as const;
export type CheckoutField = (typeof checkoutFields)[number];

/** What stands in the form, as typed. */
export type CheckoutValues = Record<CheckoutField, string>;
/** Which message stands next to which field. */
export type CheckoutErrors = Partial<Record<CheckoutField, WordKey>>;

export type CheckedForm =
  | ({ ok: true } & Pick<CheckoutRequest, 'customer' | 'locale' | 'mode'>)
  | { ok: false; errors: CheckoutErrors };

/** The contract's own schema judges; the shop adds only that it needs a name and a telephone to deliver. */
export function checkCheckoutForm(values: CheckoutValues): CheckedForm {
  const phone = latinDigits(values.phone);
  const email = values.email.trim();
  const customer = { name: values.name.trim(), phone, ...(email ? { email } : {}) };
  const rest = { orderId: 'x', amount: '1.00', currency: 'BDT', returnUrl: 'https://shop.example' };
  // A shop that offers one way asks nothing.
  const { locale, mode } = values;
  const parsed = checkoutRequestSchema.safeParse({ ...rest, customer, locale, ...(mode && { mode }) });
  if (parsed.success) return { ok: true, ...parsed.data };
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
  if (field === 'mode') return 'modeWrong';
  return field === 'email' ? 'emailWrong' : 'localeWrong';
}
