import { parseSettleMessage } from '../../../shared/adapters/sqs/settle-message.ts';
import { completed } from '../../../shared/domain/completing.ts';
import { orderOfInvoice } from '../../../shared/domain/ids.ts';
import { attemptNumbered, type Order } from '../../../shared/domain/order.ts';
import { transition } from '../../../shared/usecases/transition.ts';
import type { Alteration } from '../alteration.ts';
import { withPorts } from './wrapping.ts';

/** Safeguards of what comes in and goes out: durable before answered, never dropped, told once. */
export const messageSabotages = {
  /** SNS has its 200 before the message is queued. */
  'acknowledged-before-queued': {
    functions: (production) => ({
      ...production,
      receiveWebhook: (room, envelope) => {
        const { settleQueue } = room;
        const hasty = {
          ...settleQueue,
          send: async (...given: Parameters<typeof settleQueue.send>) => {
            void settleQueue.send(...given).catch(() => {});
          },
        };
        return production.receiveWebhook({ ...room, settleQueue: hasty }, envelope);
      },
    }),
  },

  /** What cannot be believed or understood is dropped. */
  'quarantine-drops': withPorts(() => ({ quarantine: { keep: async () => {} } })),

  /** A message that has to wait is not queued again. */
  'put-back-dropped': withPorts(({ settleQueue }) => ({
    settleQueue: {
      ...settleQueue,
      send: async (message, options) =>
        message.kind === 'webhook' && message.putBacks > 0 ? undefined : settleQueue.send(message, options),
    },
  })),

  /** A failed message leaves the queue with its batch. */
  'failed-message-acknowledged': {
    functions: (production) => ({
      ...production,
      settle: (room, body) => production.settle(room, body).catch(() => {}),
    }),
  },

  /** Money that nobody claims is not kept. */
  'unclaimed-dropped': withPorts(({ unclaimed }) => ({ unclaimed: { ...unclaimed, keep: async () => {} } })),

  /** A notification makes an order paid, without a word from bKash to us. */
  'webhook-pays': {
    functions: (production) => ({
      ...production,
      async settle(room, body) {
        const message = parseSettleMessage(body);
        const owner = message?.kind === 'webhook' && orderOfInvoice('live', message.notice.invoice ?? '');
        const order = owner ? await room.orders.find(owner.orderId) : undefined;
        if (message?.kind !== 'webhook' || !owner || !order) return production.settle(room, body);
        const { trxId, amountPoisha = 0, currency } = message.notice;
        await room.ties.tie(trxId, owner);
        await transition(room.orders, order, (current) =>
          paidBy(
            current,
            owner.attempt,
            { trxId, amountPoisha, currency },
            room.clock.now(),
            room.settings.waits,
          ),
        );
        return production.settle(room, body);
      },
    }),
  },

  /** A trxID is not tied to its attempt. */
  'tie-forgotten': withPorts(({ ties }) => ({ ties: { ...ties, tie: async () => 'tied' } })),

  /** Whoever claims an announcement may send it. */
  'ledger-always-sends': withPorts(({ ledger }) => ({ ledger: { ...ledger, claim: async () => 'send' } })),

  /** The message goes out first, and its claim is written afterwards. */
  'sent-before-claimed': {
    functions: (production) => ({
      ...production,
      async deliver(room, body, messageId) {
        const { orderId, fact } = JSON.parse(body) as { orderId: string; fact: 'order.paid' };
        const order = await room.orders.find(orderId);
        if (order && fact === 'order.paid') await room.senders.email.send(order, fact);
        return production.deliver(room, body, messageId);
      },
    }),
  },

  /** The stream's consumer forgets what it could not queue, and the sweep finds nothing. */
  'unqueued-notices-forgotten': {
    functions: (production) => ({
      ...production,
      announce: (room, writes) => production.announce(room, writes).then(() => []),
      announceSweep: async () => 0,
    }),
  },
} satisfies Record<string, Alteration>;

function paidBy(
  order: Order,
  attempt: number,
  captured: Parameters<typeof completed>[2]['captured'],
  now: number,
  waits: Parameters<typeof completed>[4],
): Order {
  const one = attemptNumbered(order, attempt);
  if (!one || !('paymentId' in one) || one.state === 'completed') return order;
  return completed(order, attempt, { captured, heldByAnother: false }, now, waits);
}
