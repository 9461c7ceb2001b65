import { type CheckoutRequest, checkoutRequestSchema } from '../shared/contract/checkout.ts';
import type { Checkout } from '../shared/domain/checkout.ts';
import { poishaFromAmount } from '../shared/domain/money.ts';
import { checkoutView } from '../shared/usecases/order-view.ts';
import { startCheckout } from '../shared/usecases/start-checkout.ts';
import { requireStorefrontKey } from './edge/auth.ts';
import { readEnvironment } from './edge/environment.ts';
import { json, jsonDoor } from './edge/http.ts';
import { parseBody } from './edge/input.ts';
import { ProblemError } from './edge/problem.ts';
import { paymentRoom } from './edge/wiring.ts';

const room = paymentRoom(readEnvironment('start-checkout'));

/** `POST /checkouts`: 201 for a new order, 200 for the same body again. */
export const handler = jsonDoor(async (request) => {
  const { secret, ports } = await room();
  requireStorefrontKey(request, secret);
  const checkout = checkoutOf(parseBody(request, checkoutRequestSchema));
  const outcome = await startCheckout(ports, checkout);
  switch (outcome.kind) {
    case 'accepted':
      return json(outcome.isNew ? 201 : 200, checkoutView(outcome.order, ports.links, ports.clock.now()));
    case 'conflict':
      throw new ProblemError('order_conflict', 'This orderId exists with another body; use a new one.');
    case 'invalid':
      throw new ProblemError('invalid_request', `Not valid: ${outcome.error.path}.`, [outcome.error]);
  }
});

function checkoutOf({ amount, currency: _, customer, ...rest }: CheckoutRequest): Checkout {
  const amountPoisha = poishaFromAmount(amount);
  if (amountPoisha === undefined) throw new Error('The schema let an amount pass that is none.');
  const given = Object.entries(customer).filter(([, value]) => value !== undefined);
  return { ...rest, amountPoisha, customer: Object.fromEntries(given) };
}
