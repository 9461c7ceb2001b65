import { PaymentError } from './payment-error.ts';

/** The shop's own ids, as the API has them. */
const ownId = {
  pattern: /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/,
  message: 'must have 1 to 64 letters, digits, "-" or "_" and begin with a letter or digit',
};

const rules = {
  orderId: ownId,
  refundId: ownId,
  /** The API's; whatever it gave is given back, but for what leads to another address. */
  notificationId: { pattern: /^(?!\.{1,2}$).{1,128}$/, message: 'must be an id that the API gave' },
};

/** An id as a part of a path. What the API would refuse is refused before anything is sent. */
export function inPath(id: string, name: keyof typeof rules): string {
  const { pattern, message } = rules[name];
  if (pattern.test(id)) return encodeURIComponent(id);
  throw new PaymentError('invalid_request', `Not valid: ${name}.`, { errors: [{ path: name, message }] });
}
