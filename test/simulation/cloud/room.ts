import { localCheckoutCredentials, localCredentials } from '../../../infra/local/bkash/credentials.ts';
import { checkoutClientOf } from '../../../shared/adapters/bkash/checkout-client.ts';
import { clientOf } from '../../../shared/adapters/bkash/client.ts';
import { dialectV1 } from '../../../shared/adapters/bkash/dialect-v1.ts';
import { dialectV2 } from '../../../shared/adapters/bkash/dialect-v2.ts';
import type {
  BkashCheckout,
  BkashGenerations,
  BkashRefunds,
  RefundGenerations,
} from '../../../shared/adapters/bkash/port.ts';
import { refundClientOf } from '../../../shared/adapters/bkash/refund-client.ts';
import { refundDialectCheckout } from '../../../shared/adapters/bkash/refund-dialect-checkout.ts';
import { refundDialectV1 } from '../../../shared/adapters/bkash/refund-dialect-v1.ts';
import { refundDialectV2 } from '../../../shared/adapters/bkash/refund-dialect-v2.ts';
import type { TokenStore } from '../../../shared/adapters/bkash/token-record.ts';
import type { HealthGate } from '../../../shared/adapters/dynamodb/port.ts';
import type { Sender } from '../../../shared/adapters/ses/port.ts';
import { parseEnvelope } from '../../../shared/adapters/sns/envelope.ts';
import { parsePaymentNotice } from '../../../shared/adapters/sns/notification.ts';
import type { SnsVerifier } from '../../../shared/adapters/sns/port.ts';
import {
  type NoticeQueue,
  type Queue,
  type SettleQueue,
  type ShopQueue,
  UnsentError,
} from '../../../shared/adapters/sqs/port.ts';
import type { Telemetry } from '../../../shared/adapters/telemetry/port.ts';
import type { FunctionName } from '../../../shared/config/environment.ts';
import type { StageConfig } from '../../../shared/config/stage.ts';
import type { Fact } from '../../../shared/domain/facts.ts';
import type { Gate } from '../../../shared/domain/gate.ts';
import type { Order, Product } from '../../../shared/domain/order.ts';
import type { Clock, Links } from '../../../shared/usecases/ports.ts';
import { ofNoShop } from '../../in-memory/no-shop.ts';
import type { MemoryTable } from '../../in-memory/table.ts';
import { type Ground, type Instance, PortFailed } from './instance.ts';
import { type BkashSide, networkOf } from './network.ts';
import { type ProductLine, productLine } from './product-line.ts';
import { type StorePorts, storePorts, type WriteWatch } from './store-ports.ts';

/** What every function of a world stands on. */
export interface Premises extends BkashSide {
  ground: Ground;
  table: MemoryTable;
  settings: StageConfig;
  settleQueue: SettleQueue;
  noticeQueue: NoticeQueue;
  carrier: Carrier;
  verifier: SnsVerifier;
  telemetry: Telemetry;
  written: WriteWatch;
  /** What a container wrote of a product's gate. */
  gateWritten(product: Product, gate: Gate, by: Instance): void;
  /** What a container takes for the shared token's record. */
  tokenStore(store: TokenStore): TokenStore;
}

/** A message reaches its customer. */
export type Carrier = (order: Order, fact: Fact) => void;

export type CheckoutRoom = ProductLine & { bkash: BkashCheckout };

/** Whose handler takes `checkoutLine`. */
export const functionsInPage: ReadonlySet<FunctionName> = new Set<FunctionName>([
  'create-sdk-payment',
  'execute-sdk-payment',
  'get-order',
  'operate',
  'pay-link',
  'renew-token',
  'settle-payments',
]);

/** All ports of one container. A function takes what it needs of them, as its own wiring does. */
export interface Room extends StorePorts, ProductLine {
  settings: StageConfig;
  clock: Clock;
  links: Links;
  telemetry: Telemetry;
  bkash: BkashGenerations;
  refunds: RefundGenerations;
  /** The product in the shop's page, with its own token and gate; absent in functions that never meet a payment of it. */
  checkout?: CheckoutRoom;
  checkoutGate: HealthGate;
  checkoutRefunds: BkashRefunds;
  settleQueue: SettleQueue;
  noticeQueue: NoticeQueue;
  shopQueue: ShopQueue;
  senders: { email: Sender; sms: Sender };
  verifier: SnsVerifier;
  confirmer: { confirm(): Promise<void> };
  readEnvelope: (body: string) => ReturnType<typeof parseEnvelope>;
  readNotice: typeof parsePaymentNotice;
}

/** Production's clients, dialects and token over this world's network, as `functions/edge/wiring.ts` puts them together. */
export function furnished(premises: Premises, instance: Instance, name: FunctionName): Room {
  const { ground, table, settings, telemetry } = premises;
  const store = storePorts(table, instance, settings, premises.written);
  const transport = networkOf(instance, ground, premises);
  const options = { transport, credentials: localCredentials, plainHttp: false };
  const bkash = { v1: clientOf(dialectV1, options), v2: clientOf(dialectV2, options) };
  const inPage = { ...options, credentials: localCheckoutCredentials };
  const checkoutClient = checkoutClientOf(inPage);
  const checkout = {
    ...productLine('checkout', checkoutClient, premises, instance),
    bkash: checkoutClient,
  };
  const { now, sleep } = instance;

  return {
    ...store,
    ...productLine('tokenized', bkash[settings.bkash.generation], premises, instance),
    ...(functionsInPage.has(name) && { checkout }),
    checkoutGate: checkout.gate,
    checkoutRefunds: refundClientOf(refundDialectCheckout, inPage),
    settings,
    clock: { now, sleep },
    links,
    telemetry,
    bkash,
    refunds: {
      v1: refundClientOf(refundDialectV1, options),
      v2: refundClientOf(refundDialectV2, options),
    },
    settleQueue: stepping('settleQueue', premises.settleQueue, instance, ground),
    noticeQueue: stepping('noticeQueue', premises.noticeQueue, instance, ground),
    shopQueue: ofNoShop,
    senders: { email: handing(premises.carrier, instance), sms: handing(premises.carrier, instance) },
    verifier: premises.verifier,
    confirmer: { confirm: async () => {} },
    readEnvelope: (body) => parseEnvelope(Buffer.from(body)),
    readNotice: parsePaymentNotice,
  };
}

/** Links without their proofs: who may open one is for the doors' tests. */
const links: Links = {
  currentKeyId: 'k1',
  payUrl: ({ orderId }) => `https://pay.example/pay/${orderId}`,
  orderToken: ({ orderId }) => `token-of-${orderId}`,
  callbackUrl: ({ orderId }, attempt) => `https://pay.example/callbacks/bkash/${orderId}/${attempt}`,
};

function stepping<Message>(
  name: string,
  queue: Queue<Message>,
  instance: Instance,
  { random, faults }: Ground,
): Queue<Message> {
  return {
    send: (message, options) =>
      instance.call({
        site: `${name}.send`,
        work: () => queue.send(message, options),
        detail: () => JSON.stringify([message, options]),
      }),
    sendAll: (messages, options) =>
      instance.call({
        site: `${name}.sendAll`,
        async work() {
          const unsent = faults.isPartial() ? messages.filter(() => random.chance(0.5)) : [];
          for (const message of messages) if (!unsent.includes(message)) await queue.send(message, options);
          if (unsent.length > 0) throw new UnsentError(unsent, messages.length);
        },
        detail: () => JSON.stringify([messages, options]),
      }),
  };
}

/** What one container hands to the carrier. It never throws, and of a lost answer it says that it is lost. */
function handing(carrier: Carrier, instance: Instance): Sender {
  return {
    async send(order, fact) {
      try {
        await instance.call({
          site: 'carrier.send',
          work: () => carrier(order, fact),
          again: () => undefined,
          detail: () => `${order.orderId} ${fact}`,
        });
        return { kind: 'accepted' };
      } catch (error) {
        const isRefused = error instanceof PortFailed && error.fault === 'throttle';
        return isRefused
          ? { kind: 'refused', code: 'Throttling' }
          : { kind: 'unanswered', code: 'TimeoutError' };
      }
    },
  };
}
