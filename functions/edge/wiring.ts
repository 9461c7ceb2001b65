import { connectBkash } from '../../shared/adapters/bkash/generation.ts';
import type { PaymentClaimStore } from '../../shared/adapters/dynamodb/money-port.ts';
import { dynamoOrders } from '../../shared/adapters/dynamodb/orders.ts';
import { dynamoPaymentClaims } from '../../shared/adapters/dynamodb/payment-claims.ts';
import type { Orders } from '../../shared/adapters/dynamodb/port.ts';
import type { Table } from '../../shared/adapters/dynamodb/table.ts';
import { dynamoTrxTies } from '../../shared/adapters/dynamodb/trx-ties.ts';
import { dynamoUnclaimedMoney } from '../../shared/adapters/dynamodb/unclaimed-money.ts';
import { createSigner } from '../../shared/adapters/signing/hmac.ts';
import type { Telemetry } from '../../shared/adapters/telemetry/port.ts';
import type { Secret } from '../../shared/config/secret.ts';
import type { StageConfig } from '../../shared/config/stage.ts';
import type { CheckoutLine } from '../../shared/usecases/bkash-line.ts';
import type { CreatePorts } from '../../shared/usecases/create-payment.ts';
import type { ExecutePorts } from '../../shared/usecases/execute-payment.ts';
import type { Clock, Settings } from '../../shared/usecases/ports.ts';
import { clock } from './clock.ts';
import { linksOf } from './links.ts';
import { telemetry } from './log.ts';
import { secretReaderOf } from './secret.ts';
import { tableOf } from './table.ts';
import { tokenAndGate } from './token-and-gate.ts';

/** What a function that settles payments works with: every port, and the secret its callers are checked against. */
export type PaymentRoom = Room<CreatePorts & ExecutePorts>;

interface RoomEnvironment {
  STAGE_CONFIG: StageConfig;
  PUBLIC_BASE_URL: string;
  TABLE_NAME: string;
  SECRET_ID: string;
}

/** `checkoutLine`, where a function may meet a payment in the shop's page. */
type CheckoutOf = (settings: StageConfig, secret: Secret, table: Table) => CheckoutLine | undefined;

/**
 * The one place where ports meet their adapters. Built at the first event and again only when the secret was
 * rotated, so that a warm function keeps its connections, its token and its knowledge of the gate.
 */
export function paymentRoom(env: RoomEnvironment, checkoutOf?: CheckoutOf): () => Promise<PaymentRoom> {
  return roomOf(env, (secret) => portsOf(env, secret, checkoutOf));
}

/** What a function works with that talks to a customer about his order, and never to bKash. */
export type OrderRoom = Room<Settings & { clock: Clock; telemetry: Telemetry } & OrderStores>;

interface OrderStores {
  orders: Orders;
  claims: PaymentClaimStore;
}

/** Nothing in here depends on the secret: it only lets callers in. */
export function orderRoom(env: Omit<RoomEnvironment, 'PUBLIC_BASE_URL'>): () => Promise<OrderRoom> {
  const settings = env.STAGE_CONFIG;
  const table = tableOf(env);
  const stores = { orders: dynamoOrders(table, settings.waits), claims: dynamoPaymentClaims(table) };
  return roomOf(env, () => ({ settings, clock, telemetry, ...stores }));
}

interface Room<Ports> {
  secret: Secret;
  ports: Ports;
}

function roomOf<Ports>(
  env: Pick<RoomEnvironment, 'SECRET_ID'>,
  portsFor: (secret: Secret) => Ports,
): () => Promise<Room<Ports>> {
  const readSecret = secretReaderOf(env);
  let room: Room<Ports> | undefined;
  return async () => {
    const secret = await readSecret();
    if (room?.secret !== secret) room = { secret, ports: portsFor(secret) };
    return room;
  };
}

function portsOf(env: RoomEnvironment, secret: Secret, checkoutOf?: CheckoutOf): PaymentRoom['ports'] {
  const settings = settingsWith(secret, env.STAGE_CONFIG);
  const table = tableOf(env);
  const { bkash, tokenCalls } = connectBkash(settings, secret.bkash.tokenized);
  // If nobody answers, one call of the hour's two is left, and a probe without a token hears no more than bKash's
  // gateway: a few minutes are better waited than an hour.
  const closeForMs = settings.waits.closedWithoutTokenMs;
  const signer = createSigner({ environment: settings.stage, keys: secret.signingKeys });
  return {
    settings,
    clock,
    telemetry,
    bkash,
    ...tokenAndGate(table, settings, 'tokenized', tokenCalls, closeForMs),
    checkout: checkoutOf?.(settings, secret, table),
    orders: dynamoOrders(table, settings.waits),
    ties: dynamoTrxTies(table),
    unclaimed: dynamoUnclaimedMoney(table, clock.now),
    links: linksOf(env.PUBLIC_BASE_URL, signer),
  };
}

/** A product without credentials is none: it is refused at checkout instead of failing at its first payment. */
function settingsWith(secret: Secret, settings: StageConfig): StageConfig {
  if (secret.bkash.checkout !== undefined) return settings;
  const { checkoutOrigin: _, ...bkash } = settings.bkash;
  return { ...settings, bkash };
}
