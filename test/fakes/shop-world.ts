import type { ShopNotice } from '../../shared/adapters/dynamodb/notice-port.ts';
import type { Sending } from '../../shared/adapters/ses/port.ts';
import type { ShopPost } from '../../shared/adapters/shop/port.ts';
import type { ShopMessage } from '../../shared/adapters/sqs/port.ts';
import { productionWaits } from '../../shared/config/stage.ts';
import type { Order } from '../../shared/domain/order.ts';
import { tellShop } from '../../shared/usecases/tell-shop.ts';
import { orderFor, paidAt } from '../adapters/ses/orders.ts';
import { rememberedTelemetry } from './telemetry.ts';

/** A shop's server that answers what it is told to, then 204. */
export function aShopWorld() {
  const startedAt = paidAt + 1_000;
  const world = {
    startedAt,
    now: startedAt,
    orders: [orderFor('order.paid').order] as Order[],
    settings: {
      shopWebhookUrl: 'https://shop.example/hook' as string | undefined,
      waits: productionWaits,
      sms: 'off' as const,
    },
    answers: [] as Sending[],
    isDown: false,
    ledgerIsDown: false,
    posts: [] as ShopPost[],
    ledger: [] as string[],
    queued: [] as Array<{ message: ShopMessage; delaySeconds: number }>,
    telemetry: rememberedTelemetry(),
    tell: (message: ShopMessage) => tellShop(ports(), message),
    /** What the queue brings is worked on when its delay is over, until nothing is left. */
    async untilQuiet(first: ShopMessage) {
      for (let next: ShopMessage | undefined = first; next; ) {
        await world.tell(next);
        const sent = world.queued.shift();
        world.now += (sent?.delaySeconds ?? 0) * 1_000;
        next = sent?.message;
      }
    },
  };
  const taken = new Set<string>();
  const ports = () => ({
    settings: world.settings,
    orders: { find: async (orderId: string) => world.orders.find((one) => one.orderId === orderId) },
    ledger: {
      hasTaken: async ({ orderId, fact }: ShopNotice) => taken.has(`${orderId} ${fact}`),
      tried: async ({ orderId, fact }: ShopNotice, outcome: 'taken' | 'failed') => {
        if (world.ledgerIsDown) throw new Error('the table is down');
        world.ledger.push(outcome);
        if (outcome === 'taken') taken.add(`${orderId} ${fact}`);
      },
    },
    shop: {
      post: async (message: ShopPost): Promise<Sending> => {
        world.posts.push(message);
        return (
          world.answers.shift() ??
          (world.isDown ? { kind: 'refused', code: 'http_503' } : { kind: 'accepted' })
        );
      },
    },
    shopQueue: {
      send: async (message: ShopMessage, { delaySeconds = 0 } = {}) => {
        world.queued.push({ message, delaySeconds });
      },
      sendAll: async () => undefined,
    },
    clock: { now: () => world.now },
    random: () => 0.5,
    telemetry: world.telemetry,
  });
  return world;
}
