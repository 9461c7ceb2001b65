import { localWaits } from '../../shared/config/stage.ts';
import type { CheckoutResponse } from '../../shared/contract/checkout-response.ts';
import { payByLink } from './pay-by-link.ts';
import type { Act, Stage } from './stage.ts';

/**
 * Whoever presses the button again later than `absentCustomerByLinkMs` after his payment was made is asked about then,
 * and only once (design rule 8): if he had not approved yet, nobody executes for him when he leaves, so he stays.
 */
const unaskedForMs = localWaits.absentCustomerByLinkMs - 2_000;

/** What the customers do who pay inside the shop's page. */
export const actsInPage = {
  'pays in the page': async (stage, order) => {
    const paymentID = await approveInFrame(stage, order);
    if (paymentID) await stage.insisting.executed(order, paymentID);
    stage.step();
  },

  'pays in two pages': async (stage, order) => {
    const paymentID = await approveInFrame(stage, order);
    const tell = () => paymentID && stage.insisting.executed(order, paymentID);
    await Promise.all([tell(), tell()]);
    stage.step();
  },

  'loses the page': async (stage, order) => {
    const pressedAt = Date.now();
    const paymentID = await approveInFrame(stage, order);
    const isAskedAbout = Date.now() - pressedAt > unaskedForMs;
    if (paymentID && isAskedAbout) await stage.insisting.executed(order, paymentID);
  },

  'leaves the page for the link': async (stage, order) => {
    const paymentID = await approveInFrame(stage, order);
    await payByLink(stage, order);
    stage.step();
    if (paymentID) await stage.insisting.executed(order, paymentID);
    stage.step();
  },
} satisfies Record<string, Act>;

/** The button, then wallet, OTP and PIN. Resolves to the paymentID; undefined: no frame opens, since it is paid already. */
async function approveInFrame(
  { insisting, step }: Stage,
  order: CheckoutResponse,
): Promise<string | undefined> {
  const paymentID = await insisting.frame(order);
  if (paymentID === undefined) return undefined;
  await insisting.control(`/payments/${paymentID}/authorise`, {});
  step();
  return paymentID;
}
