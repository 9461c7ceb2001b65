import type { UnclaimedEntry } from '../../shared/adapters/dynamodb/money-port.ts';
import { askAbout } from '../../shared/usecases/look-again.ts';
import { captured } from './bkash.ts';
import { World } from './world.ts';

/** The trxID of the money that lies on the list. */
export const trxId = 'DKN7Q7Q7Q7';

/** A shop with one order, and money of its amount that no attempt claims. */
export async function withMoney(changes: Partial<UnclaimedEntry> = {}): Promise<World> {
  const world = new World();
  await world.checkout();
  await world.table.unclaimed.keep({ ...anEntry, at: world.now, ...changes });
  return world;
}

export const anEntry: UnclaimedEntry = {
  trxId,
  amountPoisha: 105_000,
  payer: '017*****575',
  reason: 'no_order',
  messageId: 'm-1',
  at: Date.parse('2026-11-23T06:00:00Z'),
};

/** bKash's own word about it, each time it is searched for. */
export function confirmed(world: World, amountPoisha = 105_000, times = 1): void {
  for (let time = 0; time < times; time += 1) {
    world.bkash.searches.push({ kind: 'found', completed: true, amountPoisha });
  }
}

/** The payment of order SB-9 turns out to have brought that money. */
export async function recordedBySb9(world: World): Promise<void> {
  await world.checkout({ orderId: 'SB-9' });
  const order = await world.table.orders.find('SB-9');
  world.bkash.queries.push({ kind: 'completed', captured: captured({ trxId }) });
  if (order) await askAbout(world.ports, order, 1);
}
