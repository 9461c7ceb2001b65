import { hasPayment, type Order } from '../../../shared/domain/order.ts';
import { statusOf } from '../../../shared/domain/status.ts';
import { returnFromBkash } from '../../../shared/usecases/return-from-bkash.ts';
import type { Alteration } from '../alteration.ts';
import type { CheckoutRoom, Room } from '../cloud/room.ts';
import { withAttemptsOf, withoutClaims, withoutUndecided } from './order-sabotages.ts';
import { reading, withPorts } from './wrapping.ts';

/** Safeguards of the product in the shop's page: its own way to bKash, and a door that any page may knock at. */
export const pageSabotages = {
  /** The page's execute is sent without anything having been written before it. */
  'sdk-execute-without-claim': {
    functions: (production) => ({
      ...production,
      executeSdkPayment: (room, approved) =>
        production.executeSdkPayment({ ...room, orders: withoutClaims(room.orders) }, approved),
    }),
  },

  /** Whatever payment a page names, the order's own is executed. */
  'sdk-execute-ignores-payment-id': {
    functions: (production) => ({
      ...production,
      async executeSdkPayment(room, { orderId }) {
        const paymentId = paymentOf(await room.orders.find(orderId));
        return paymentId === undefined
          ? undefined
          : production.executeSdkPayment(room, { orderId, paymentId });
      },
    }),
  },

  /** A payment of bKash's own page is executed without its return, whose path carries the proof. */
  'sdk-execute-takes-any-product': {
    functions: (production) => ({
      ...production,
      async executeSdkPayment(room, { orderId, paymentId }) {
        const order = await room.orders.find(orderId);
        const one = order?.attempts.find((other) => hasPayment(other) && other.paymentId === paymentId);
        if (one) await returnFromBkash(room, { orderId, attempt: one.attempt, paymentId, status: 'success' });
        return production.executeSdkPayment(room, { orderId, paymentId });
      },
    }),
  },

  /** A frame that the link's page has replaced is not executed any more, though its customer approved in time. */
  'sdk-late-success-dropped': {
    functions: (production) => ({
      ...production,
      async executeSdkPayment(room, approved) {
        const order = await room.orders.find(approved.orderId);
        const one = order?.attempts.find(
          (other) => hasPayment(other) && other.paymentId === approved.paymentId,
        );
        return order && one?.state === 'lapsed'
          ? { status: statusOf(order) }
          : production.executeSdkPayment(room, approved);
      },
    }),
  },

  /** The page hears of a failure as soon as its execute stays silent. */
  'sdk-silence-told-as-failure': {
    functions: (production) => ({
      ...production,
      async executeSdkPayment(room, approved) {
        const answer = await production.executeSdkPayment(room, approved);
        return answer?.status === 'pending' ? { ...answer, status: 'failed' } : answer;
      },
    }),
  },

  /** The button opens a new payment whatever became of the one before. */
  'sdk-create-beside-another': {
    functions: (production) => ({
      ...production,
      createSdkPayment: (room, orderId) =>
        production.createSdkPayment(reading(room, withoutUndecided, withAttemptsOf), orderId),
    }),
  },

  /** The other product's token is handed to it. */
  'sdk-token-of-the-page': onTheLine((_, { tokens }) => ({ tokens })),

  /** The other product's gate is asked, and told. */
  'sdk-gate-of-the-page': onTheLine((_, { gate }) => ({ gate })),

  /** What became of its payment is asked at the other product, which knows no such payment. */
  'sdk-asked-at-the-page': onTheLine(({ bkash }, { bkash: { v1 }, gate, tokens }) => ({
    gate,
    tokens,
    bkash: { ...bkash, queryPayment: v1.queryPayment },
  })),

  /** Its money is sent back by the other product. */
  'sdk-money-back-by-the-page': withPorts(({ refunds }) => ({ checkoutRefunds: refunds.v1 })),
} satisfies Record<string, Alteration>;

function paymentOf(order: Order | undefined): string | undefined {
  const own = order?.attempts.findLast((one) => one.product === 'checkout' && hasPayment(one));
  return hasPayment(own) ? own.paymentId : undefined;
}

/** Every container's way to the product is changed. */
function onTheLine(change: (line: CheckoutRoom, room: Room) => Partial<CheckoutRoom>): Alteration {
  return withPorts((room) => {
    const { checkout } = room;
    return checkout ? { checkout: { ...checkout, ...change(checkout, room) } } : {};
  });
}
