import { dueKeysOf } from '../../../shared/adapters/dynamodb/due-bucket.ts';
import type { Waits } from '../../../shared/config/stage.ts';
import type { Alteration } from '../alteration.ts';

/** Safeguards of time: when somebody looks, how long something is owed, and that nobody is forgotten. */
export const timeSabotages = {
  /** bKash is asked while the Execute may still be under way. */
  'looks-too-early': waiting({ looksAfterSilenceMs: [5_000, 155_000] }),

  /** Both looks after silence lie next to each other. */
  'looks-too-close': waiting({ looksAfterSilenceMs: [35_000, 36_000] }),

  /** A customer who agreed in time comes back to an order that has expired. */
  'grace-ignored': waiting({ graceAfterExpiryMs: 1 }),

  /** Whoever creates a payment is taken for dead while he is at it. */
  'create-lease-too-short': waiting({ createLeaseMs: 1 }),

  /** A customer is asked about as soon as he opens the link again. */
  'absence-asked-at-once': waiting({ absentCustomerByLinkMs: 1 }),

  /** The reconciler never comes back to some orders. */
  'due-look-forgotten': {
    room(room) {
      const { due, settleQueue } = room;
      const isForgotten = (orderId: string) => orderId.endsWith('3');
      return {
        ...room,
        settleQueue: {
          ...settleQueue,
          send: async (message, options) =>
            message.kind === 'look' && isForgotten(message.orderId)
              ? undefined
              : settleQueue.send(message, options),
        },
        due: {
          async *overdue(now, limit) {
            for await (const page of due.overdue(now, limit))
              yield page.filter((orderId) => !isForgotten(orderId));
          },
        },
      };
    },
  },

  /** The watermark of the index passes over an hour that is not empty. */
  'watermark-skips-an-hour': {
    room: (room) => ({
      ...room,
      due: {
        async *overdue(now, limit) {
          const thisHour = new Date(now).toISOString().slice(0, 13);
          for await (const page of room.due.overdue(now, limit)) {
            const orders = await Promise.all(page.map((orderId) => room.orders.find(orderId)));
            yield orders.flatMap((order) => {
              const bucket = order && dueKeysOf(order, room.settings.waits)?.dueBucket;
              return order && bucket?.includes(thisHour) ? [order.orderId] : [];
            });
          }
        },
      },
    }),
  },

  /** Nobody comes back by the second: only the schedule does, and it has stopped. */
  'reconciler-stopped': {
    functions: (production) => ({ ...production, reconcilePayments: async () => 0 }),
  },
} satisfies Record<string, Alteration>;

function waiting(waits: Partial<Waits>): Alteration {
  return { settings: (settings) => ({ ...settings, waits: { ...settings.waits, ...waits } }) };
}
