import type { AnnouncementLedger, CustomerNotice } from '../../shared/adapters/dynamodb/notice-port.ts';
import type { Sending } from '../../shared/adapters/ses/port.ts';
import type { Order } from '../../shared/domain/order.ts';
import { deliver } from '../../shared/usecases/deliver.ts';
import { orderFor } from '../adapters/ses/orders.ts';
import { rememberedTelemetry } from './telemetry.ts';

const paid = orderFor('order.paid').order;
export const notice: CustomerNotice = { orderId: 'SB-1001', fact: 'order.paid', channel: 'email' };

/** The use case on ports that note each step, with one carrier's answer to every send. */
export function aPost(
  given: {
    order?: Order | undefined;
    claim?: 'send' | 'sent' | 'busy';
    sending?: Sending;
    ledger?: AnnouncementLedger;
  } = {},
) {
  const { claim = 'send', sending = { kind: 'accepted' } as const } = given;
  const order = 'order' in given ? given.order : paid;
  const steps: string[] = [];
  const telemetry = rememberedTelemetry();
  const ledger: AnnouncementLedger = given.ledger ?? {
    claim: async (_notice, messageId, now) => {
      steps.push(`claim ${messageId} at ${now}`);
      return claim;
    },
    release: async ({ orderId }) => void steps.push(`release ${orderId}`),
    has: async () => false,
  };
  const ports = {
    settings: { sms: 'on' as const },
    orders: {
      find: async (orderId: string) => {
        steps.push(`find ${orderId}`);
        return order;
      },
    },
    ledger,
    senders: {
      email: {
        send: async (_order: Order, fact: string) => {
          steps.push(`send ${fact}`);
          await new Promise(setImmediate);
          return sending;
        },
      },
      sms: {
        send: async (_order: Order, fact: string) => {
          steps.push(`send ${fact} by SMS`);
          return sending;
        },
      },
    },
    clock: { now: () => 5000 },
    telemetry,
  };
  return {
    steps,
    telemetry,
    sends: () => steps.filter((step) => step.startsWith('send')).length,
    deliver: (messageId = 'message-1', which = notice) => deliver(ports, which, messageId),
  };
}

/** One claim, as the table's conditional write gives it. */
export function aLedger(): AnnouncementLedger {
  let holder: string | undefined;
  return {
    claim: async (_notice, messageId) => {
      if (holder !== undefined) return holder === messageId ? 'busy' : 'sent';
      holder = messageId;
      return 'send';
    },
    release: async () => {
      holder = undefined;
    },
    has: async () => holder !== undefined,
  };
}
