import { inPath } from './address.ts';
import { type CallOptions, type ConnectionOptions, connect } from './connection.ts';
import type { Notification, Notifications, Order, SdkExecuteResponse } from './contract.ts';
import { type FollowOptions, follow } from './follow.ts';
import { realTime } from './time.ts';

export interface PaymentBrowserOptions extends ConnectionOptions {
  orderId: string;
  /** The order's token, from its checkout. It opens this one order, and nothing of the shop. */
  token: string;
}

export type PaymentBrowser = ReturnType<typeof paymentBrowser>;

/**
 * One order for the page of its customer: how it stands, what he was told, and bKash's own script. Its address must be
 * on the stage's list of return origins.
 *
 * @throws PaymentError from every call; TypeError at once for options that cannot be right
 */
export function paymentBrowser({ orderId, token, ...options }: PaymentBrowserOptions) {
  const ask = connect(options, token);
  const order = `/orders/${inPath(orderId, 'orderId')}`;
  const getOrder = async ({ signal }: CallOptions = {}): Promise<Order> =>
    ask({ method: 'GET', path: order, isRepeatable: true, signal });
  return {
    /** How the order stands; without anything personal. */
    getOrder,

    /** Follows the order until it is decided, or for half an hour, and gives it as it then stands. */
    follow: (following: FollowOptions = {}): Promise<Order> =>
      follow(getOrder, following, options.time ?? realTime),

    /** What the customer was told, for a bell with a count. */
    getNotifications: async ({ signal }: CallOptions = {}): Promise<Notifications> =>
      ask({ method: 'GET', path: `${order}/notifications`, isRepeatable: true, signal }),

    /** Gives it as it then is: of several readings the first counts. */
    markRead: async (notificationId: string, { signal }: CallOptions = {}): Promise<Notification> => {
      const path = `${order}/notifications/${inPath(notificationId, 'notificationId')}/read`;
      return ask({ method: 'POST', path, isRepeatable: false, signal });
    },

    /** “I paid”: has the order's own payments looked at now. Says nothing about a TrxID of somebody else. */
    claim: async (trxID: string, { signal }: CallOptions = {}): Promise<Order> =>
      ask({ method: 'POST', path: `${order}/claims`, body: { trxID }, isRepeatable: false, signal }),

    /** For bKash.js, `createRequest`: bKash's answer as it came, `paymentID` in it. */
    createPayment: async ({ signal }: CallOptions = {}): Promise<Record<string, unknown>> =>
      ask({ method: 'POST', path: `${order}/bkash/create`, isRepeatable: false, signal }),

    /** For bKash.js, `executeRequestOnAuthorization`. `pending` is no failure: follow the order. */
    executePayment: async (paymentID: string, { signal }: CallOptions = {}): Promise<SdkExecuteResponse> =>
      ask({
        method: 'POST',
        path: `${order}/bkash/execute`,
        body: { paymentID },
        isRepeatable: false,
        signal,
      }),
  };
}
