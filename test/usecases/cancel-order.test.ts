import { describe, expect, it } from 'vitest';
import { statusOf } from '../../shared/domain/status.ts';
import { cancelOrder } from '../../shared/usecases/cancel-order.ts';
import { lookAgain } from '../../shared/usecases/look-again.ts';
import { captured } from '../fakes/bkash.ts';
import { World } from '../fakes/world.ts';

async function ordered(): Promise<World> {
  const world = new World();
  await world.checkout();
  return world;
}

const cancel = (world: World) => cancelOrder(world.ports, 'SB-1');

describe('the shop withdraws an order', () => {
  it('lets what was never sent lapse in the same write, and executes nothing any more', async () => {
    const world = await ordered();
    expect(await cancel(world)).toMatchObject({ kind: 'withdrawn' });
    expect(world.order.attempts).toMatchObject([{ state: 'lapsed', reason: 'order_closed' }]);
    await world.comesBack('success');
    expect(world.bkash.count('execute')).toBe(0);
    expect(statusOf(world.order)).toBe('cancelled');
  });

  it('answers a repetition the same and writes nothing', async () => {
    const world = await ordered();
    await cancel(world);
    const { version } = world.order;
    expect(await cancel(world)).toMatchObject({ kind: 'already' });
    expect(world.order.version).toBe(version);
  });

  it('is refused once the order is paid, in review or expired, or while an Execute is under way', async () => {
    const paid = await ordered();
    await paid.comesBack('success');
    expect(await cancel(paid)).toEqual({ kind: 'refused', why: 'paid' });

    const deciding = await ordered();
    deciding.bkash.executes.push({ kind: 'unknown', reason: 'timeout' });
    await deciding.comesBack('success');
    expect(await cancel(deciding)).toEqual({ kind: 'refused', why: 'deciding' });
    expect(statusOf(deciding.order)).toBe('pending');

    const sending = await ordered();
    sending.bkash.meanwhile = async () => {
      expect(await cancel(sending)).toEqual({ kind: 'refused', why: 'deciding' });
    };
    await sending.comesBack('success');
    expect(statusOf(sending.order)).toBe('paid');

    const review = await ordered();
    review.bkash.executes.push({ kind: 'completed', captured: captured({ amountPoisha: 1 }) });
    await review.comesBack('success');
    expect(await cancel(review)).toEqual({ kind: 'refused', why: 'review' });

    const over = await ordered();
    over.passes(25 * 60 * 60_000);
    await lookAgain(over.ports, over.order, {});
    expect(await cancel(over)).toEqual({ kind: 'refused', why: 'expired' });
  });

  it('takes back an approval whose Execute was owed but never sent', async () => {
    const world = await ordered();
    world.bkash.hasToken = false;
    await world.comesBack('success');
    expect(await cancel(world)).toMatchObject({ kind: 'withdrawn' });
    expect(world.order.attempts).toMatchObject([{ state: 'lapsed', reason: 'order_closed' }]);
    expect(statusOf(world.order)).toBe('cancelled');
  });

  it('wins or loses against a customer who pays at the same moment, never both', async () => {
    const world = await ordered();
    const [withdrawal] = await Promise.all([cancel(world), world.comesBack('success')]);
    const won = withdrawal?.kind === 'withdrawn';
    expect(statusOf(world.order)).toBe(won ? 'cancelled' : 'paid');
    expect(world.bkash.count('execute')).toBe(won ? 0 : 1);
  });

  it('is refused when the customer paid between its read and its write', async () => {
    const world = await ordered();
    world.table.beforeNextSave(() => world.comesBack('success'));
    expect(await cancel(world)).toEqual({ kind: 'refused', why: 'paid' });
  });

  it('gives up a create that is under way: its paymentID is never executed', async () => {
    const world = new World();
    world.bkash.meanwhile = async () => {
      await cancel(world);
    };
    await world.checkout();
    expect(statusOf(world.order)).toBe('cancelled');
    expect(world.order.attempts).toMatchObject([{ state: 'lapsed' }]);
  });

  it('knows no order that does not exist', async () => {
    expect(await cancelOrder(new World().ports, 'SB-404')).toBeUndefined();
  });
});
