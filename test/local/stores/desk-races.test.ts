import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoOrderSweep } from '../../../shared/adapters/dynamodb/order-sweep.ts';
import { dynamoUnclaimedDesk } from '../../../shared/adapters/dynamodb/unclaimed-desk.ts';
import { productionWaits } from '../../../shared/config/stage.ts';
import { statusOf } from '../../../shared/domain/status.ts';
import { attachUnclaimed } from '../../../shared/usecases/attach-unclaimed.ts';
import { judgeReview } from '../../../shared/usecases/judge-order.ts';
import { listUnclaimed } from '../../../shared/usecases/list-unclaimed.ts';
import { askAbout } from '../../../shared/usecases/look-again.ts';
import { returnUnclaimed } from '../../../shared/usecases/return-unclaimed.ts';
import { startCheckout } from '../../../shared/usecases/start-checkout.ts';
import { writeOffUnclaimed } from '../../../shared/usecases/write-off-unclaimed.ts';
import { captured } from '../../fakes/bkash.ts';
import { anEntry, confirmed } from '../../fakes/unclaimed.ts';
import { aCheckout } from '../../fakes/world.ts';
import { emptyTable } from '../empty-table.ts';
import { shopOn } from './shop.ts';

/**
 * Goal: one trxID pays one order, or goes back, or is written off, whatever operators and late answers of bKash do at
 * once, by the conditions and transactions of a real DynamoDB server. Method: the use cases on one table, started
 * together. Each test has orders and a trxID of its own.
 */
let server: Awaited<ReturnType<typeof emptyTable>>;

beforeAll(async () => {
  server = await emptyTable('orders');
});
afterAll(() => server.remove());

describe('fifty attaches of one trxID to fifty orders', () => {
  it('pay one of them, and the others are told which', async () => {
    const desk = await deskOn('TRXFIFTY01');
    const orderIds = fifty((index) => `A-${index}`);
    for (const orderId of orderIds) await desk.checkout(orderId);
    confirmed(desk.world, 105_000, 500);
    const answers = await Promise.all(
      orderIds.map((orderId) => attachUnclaimed(desk.ports(), 'TRXFIFTY01', orderId)),
    );
    const paid = orderIds.filter((_, index) => answers[index]?.kind === 'attached');
    expect(paid).toHaveLength(1);
    // Who looked between the winner's write and his own second look saw it tied, the rest saw it closed.
    const others = answers.filter(({ kind }) => kind === 'closed' || kind === 'recorded');
    expect(others).toHaveLength(49);
    expect(await desk.statuses(orderIds)).toEqual(
      orderIds.map((orderId) => (orderId === paid[0] ? 'paid' : 'pending')),
    );
    expect(await desk.ports().ties.ownerOf('TRXFIFTY01')).toEqual({ orderId: paid[0], attempt: 2 });
    expect(await desk.ports().desk.find('TRXFIFTY01')).toMatchObject({
      closedAs: 'attached',
      closedFor: paid[0],
    });
  });
});

describe('fifty attaches of fifty trxIDs to one order', () => {
  it('pay it once; the other money stays on the list', async () => {
    const trxIds = fifty((index) => `TRXMANY${String(index).padStart(2, '0')}`);
    const desk = await deskOn(...trxIds);
    await desk.checkout('B-1');
    confirmed(desk.world, 105_000, 500);
    const answers = await Promise.all(trxIds.map((trxId) => attachUnclaimed(desk.ports(), trxId, 'B-1')));
    expect(answers.filter(({ kind }) => kind === 'attached')).toHaveLength(1);
    expect(answers.filter((one) => one.kind === 'refused' && one.why === 'paid')).toHaveLength(49);
    const open = await desk.ports().desk.open();
    expect(open.filter(({ trxId }) => trxIds.includes(trxId))).toHaveLength(49);
    expect((await desk.ports().orders.find('B-1'))?.attempts).toHaveLength(2);
  });
});

describe('an attach beside a late record of the same trxID', () => {
  it.each(fifty((index) => index))('lets one of them have it, run %i', async (run) => {
    const trxId = `TRXLATE${run}`;
    const [attachedTo, recordedBy] = [`C-${run}`, `D-${run}`];
    const desk = await deskOn(trxId);
    await desk.checkout(attachedTo);
    await desk.checkout(recordedBy);
    confirmed(desk.world, 105_000, 20);
    desk.world.bkash.queries.push({ kind: 'completed', captured: captured({ trxId }) });
    const late = await desk.ports().orders.find(recordedBy);
    if (!late) throw new Error('The order is not there.');
    const [answer] = await Promise.all([
      attachUnclaimed(desk.ports(), trxId, attachedTo),
      // By turns a little earlier and later, so that each side wins some runs.
      run % 2 === 0 ? askAbout(desk.ports(), late, 1) : pause().then(() => askAbout(desk.ports(), late, 1)),
    ]);
    const owner = await desk.ports().ties.ownerOf(trxId);
    const statuses = await desk.statuses([attachedTo, recordedBy]);
    // Whoever came second does not count it: the attach is refused, or the late record is for a person to judge.
    if (answer.kind === 'attached') {
      expect(owner).toEqual({ orderId: attachedTo, attempt: 2 });
      expect(statuses).toEqual(['paid', 'review']);
    } else {
      // Between the tie and its order the operator is told to ask again, and is told the truth then.
      const isBetween = answer.kind === 'refused' && answer.why === 'bkash_silent';
      const told = isBetween ? await attachUnclaimed(desk.ports(), trxId, attachedTo) : answer;
      expect(['recorded', 'closed']).toContain(told.kind);
      expect(owner).toEqual({ orderId: recordedBy, attempt: 1 });
      expect(statuses).toEqual(['pending', 'paid']);
    }
    expect((await desk.ports().desk.find(trxId))?.closedAt).toBeDefined();
  });
});

describe('an attach, a return and a write-off of the same money at once', () => {
  it.each(fifty((index) => index).slice(0, 10))('do one of the three, run %i', async (run) => {
    const [trxId, orderId] = [`TRXTHREE${run}`, `E-${run}`];
    const desk = await deskOn();
    await desk.checkout(orderId);
    await desk.ports().unclaimed.keep({ ...anEntry, trxId, invoice: `${orderId}-1`, reason: 'unanswered' });
    confirmed(desk.world, 105_000, 50);
    desk.world.bkash.queries.push(
      ...fifty(() => ({ kind: 'initiated' as const, verification: 'complete' as const })),
    );
    const answers = await Promise.all([
      ...fifty(() => attachUnclaimed(desk.ports(), trxId, orderId)).slice(0, 4),
      ...fifty(() => returnUnclaimed(desk.ports(), trxId)).slice(0, 4),
      ...fifty(() => writeOffUnclaimed(desk.ports(), trxId, 'settled')).slice(0, 4),
    ]);
    const acted = answers.map(({ kind }) => doneAs[kind]).filter((as) => as !== undefined);
    const { closedAs = 'nothing' } = (await desk.ports().desk.find(trxId)) ?? {};
    // None where the winner's own answer was lost and sent again: he is told that it is done already.
    expect([[], [closedAs]]).toContainEqual(acted);
    const order = await desk.ports().orders.find(orderId);
    const attemptsAndSurplus = { attached: [2, 0], returned: [1, 1], written_off: [1, 0], nothing: [] };
    expect([order?.attempts.length, order?.surplus.length]).toEqual(attemptsAndSurplus[closedAs]);
  });
});

/** How the entry is closed by the one whose answer this is. */
const doneAs: Record<string, string> = {
  attached: 'attached',
  returning: 'returned',
  written_off: 'written_off',
};

describe('fifty verdicts on one review', () => {
  it('count once: accepted or returned, never both', async () => {
    const desk = await deskOn();
    await desk.checkout('F-1');
    desk.world.bkash.queries.push({
      kind: 'completed',
      captured: captured({ trxId: 'TRXREVIEW1', amountPoisha: 105_001 }),
    });
    const order = await desk.ports().orders.find('F-1');
    if (!order) throw new Error('The order is not there.');
    await askAbout(desk.ports(), order, 1);
    const verdicts = fifty((index) => (index % 2 === 0 ? ('accepted' as const) : ('returned' as const)));
    const answers = await Promise.all(verdicts.map((verdict) => judgeReview(desk.ports(), 'F-1', verdict)));
    expect(answers.filter(({ kind }) => kind === 'done')).toHaveLength(1);
    expect(answers.filter(({ kind }) => kind === 'already')).toHaveLength(24);
    expect(answers.filter(({ kind }) => kind === 'refused')).toHaveLength(25);
  });
});

describe('the list', () => {
  it('has every open entry and suggests orders of the table', async () => {
    const desk = await deskOn('TRXLIST001');
    await desk.checkout('G-1', 31_415);
    await desk
      .ports()
      .unclaimed.keep({ ...anEntry, trxId: 'TRXLIST002', amountPoisha: 31_415, at: desk.world.now });
    const listed = await listUnclaimed(desk.ports());
    const mine = listed.find(({ money }) => money.trxId === 'TRXLIST002');
    expect(mine?.matches.map(({ order, why }) => [order.orderId, why])).toEqual([['G-1', ['amount']]]);
    expect(listed.some(({ money }) => money.trxId === 'TRXLIST001')).toBe(true);
  });
});

/** A shop whose operator sits at a real table, with these on his list. */
async function deskOn(...trxIds: string[]) {
  const shop = shopOn(server.client);
  const now = () => shop.world.now;
  const stores = {
    desk: dynamoUnclaimedDesk(shop.table, productionWaits, now),
    sweep: dynamoOrderSweep(shop.table),
  };
  // A search that was not scripted is silence, and the gate of the shared table must not close for it.
  const ports = () => ({ ...shop.ports(), ...stores, gate: shop.world.ports.gate });
  for (const trxId of trxIds) await ports().unclaimed.keep({ ...anEntry, trxId });
  return {
    world: shop.world,
    ports,
    checkout: (orderId: string, amountPoisha = aCheckout.amountPoisha) =>
      startCheckout(ports(), { ...aCheckout, orderId, amountPoisha }),
    statuses: (orderIds: string[]) =>
      Promise.all(
        orderIds.map(async (orderId) => {
          const order = await ports().orders.find(orderId);
          return order && statusOf(order);
        }),
      ),
  };
}

function fifty<T>(make: (index: number) => T): T[] {
  return Array.from({ length: 50 }, (_, index) => make(index));
}

const pause = () => new Promise((done) => setTimeout(done, 8));
