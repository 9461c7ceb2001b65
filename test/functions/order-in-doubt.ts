import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { itemFromOrder } from '../../shared/adapters/dynamodb/order-item.ts';
import { keys } from '../../shared/adapters/dynamodb/table.ts';
import { signOrderToken } from '../../shared/adapters/signing/hmac.ts';
import { localWaits } from '../../shared/config/stage.ts';
import type { Order } from '../../shared/domain/order.ts';
import { localStage } from '../fakes/stage.ts';
import { World } from '../fakes/world.ts';
import { aSecret } from './edge/a-secret.ts';
import { table } from './payment-api.ts';

/** Order SB-1 in doubt, in the mocked table, and the token of whoever pays it. */
export const environment = localStage.stage;
export const params = { orderId: 'SB-1' };
export const token = tokenFor('SB-1');

export function tokenFor(orderId: string): string {
  const [key] = aSecret.signingKeys;
  if (!key) throw new Error('The made-up secret has no signing key.');
  const expiresAtSeconds = Math.floor(Date.now() / 1000) + 3600;
  return signOrderToken({ environment, orderId, expiresAtSeconds, key });
}

export async function storeOrderInDoubt(): Promise<void> {
  table.reset();
  table.on(GetItemCommand).resolves({});
  stored({ ...(await silentNow()).order, environment });
}

/** An order whose Execute nobody has answered a moment ago. */
async function silentNow(): Promise<World> {
  const world = new World();
  world.now = Date.now();
  await world.checkout();
  world.bkash.executes.push({ kind: 'unknown', reason: 'timeout' });
  await world.comesBack('success');
  return world;
}

function stored(order: Order): void {
  table
    .on(GetItemCommand, { Key: marshall(keys.order(environment, 'SB-1')) })
    .resolves({ Item: itemFromOrder(order, localWaits) });
}

/** So many TrxIDs were told within the last minutes. */
export function claimed(times: number): void {
  const heardAt = Array.from({ length: times }, (_, n) => Date.now() - (times - n) * 120_000);
  const claims = heardAt.map((at, n) => ({ trxId: `DKN1A2B3${n + 10}`, at }));
  const item = { ...keys.claims(environment, 'SB-1'), version: times, claims, heardAt };
  table
    .on(GetItemCommand, { Key: marshall(keys.claims(environment, 'SB-1')) })
    .resolves({ Item: marshall(item) });
}
