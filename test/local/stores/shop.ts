import { dynamoHealthGate } from '../../../shared/adapters/dynamodb/health-gate.ts';
import { dynamoOrders } from '../../../shared/adapters/dynamodb/orders.ts';
import type { Table } from '../../../shared/adapters/dynamodb/table.ts';
import { dynamoTrxTies } from '../../../shared/adapters/dynamodb/trx-ties.ts';
import { dynamoUnclaimedMoney } from '../../../shared/adapters/dynamodb/unclaimed-money.ts';
import { productionWaits } from '../../../shared/config/stage.ts';
import { returnFromBkash } from '../../../shared/usecases/return-from-bkash.ts';
import { startCheckout } from '../../../shared/usecases/start-checkout.ts';
import { rememberedTelemetry } from '../../fakes/telemetry.ts';
import { aCheckout, World } from '../../fakes/world.ts';

/** The shop of the fakes, bKash and clock included, with every store on a real DynamoDB server. */
export function shopOn(client: Table['client']) {
  const world = new World();
  const table: Table = { client, name: 'orders', stage: world.settings.stage };
  const now = () => world.now;
  const stores = {
    orders: dynamoOrders(table, productionWaits),
    ties: dynamoTrxTies(table),
    unclaimed: dynamoUnclaimedMoney(table, now),
    gate: dynamoHealthGate(table, now, rememberedTelemetry()),
  };
  const ports = () => ({ ...world.ports, ...stores });
  return {
    world,
    table,
    ports,
    checkout: () => startCheckout(ports(), aCheckout),
    /** The customer of the first attempt comes back from bKash's page. */
    async comesBack(status: 'success' | 'cancel' = 'success') {
      const [made] = (await stores.orders.find(aCheckout.orderId))?.attempts ?? [];
      const paymentId = made && 'paymentId' in made ? (made.paymentId ?? '') : '';
      return returnFromBkash(ports(), { orderId: aCheckout.orderId, attempt: 1, paymentId, status });
    },
  };
}
