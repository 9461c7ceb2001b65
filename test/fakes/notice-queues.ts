import type { Notice } from '../../shared/adapters/dynamodb/notice-port.ts';
import { UnsentError } from '../../shared/adapters/sqs/port.ts';
import type { Reach } from '../../shared/usecases/channels.ts';
import { orderFor, pendingOrder } from '../adapters/ses/orders.ts';
import { rememberedTelemetry } from './telemetry.ts';

interface QueueTrouble {
  refuses?: (notice: Notice) => boolean;
  silent?: boolean;
  /** The queue of the shop alone. */
  shopSilent?: boolean;
  settings?: Partial<Reach>;
}

export function aQueue(given: QueueTrouble = {}) {
  const { refuses = () => false, silent = false, shopSilent = silent, settings = {} } = given;
  const sent: Notice[] = [];
  const sentToShop: Notice[] = [];
  const telemetry = rememberedTelemetry();
  const into = (list: Notice[], isSilent: boolean) => ({
    send: async () => {
      throw new Error('notices go in batches');
    },
    sendAll: async (notices: readonly Notice[]) => {
      if (isSilent) throw new Error('SQS is silent');
      list.push(...notices.filter((notice) => !refuses(notice)));
      const unsent = notices.filter(refuses);
      if (unsent.length > 0) throw new UnsentError(unsent, notices.length);
    },
  });
  const noticeQueue = into(sent, silent);
  const shopQueue = into(sentToShop, shopSilent);
  return {
    sent,
    sentToShop,
    telemetry,
    ports: { settings: { sms: 'off' as const, ...settings }, noticeQueue, shopQueue, telemetry },
  };
}

/** A write that made this true of an order. */
export function became(
  kind: 'order.paid' | 'order.review' | 'order.expired' | 'order.cancelled',
  orderId = 'SB-1001',
) {
  const after = { ...orderFor(kind).order, orderId };
  return { sequenceNumber: orderId, before: { ...pendingOrder(), orderId }, after };
}
