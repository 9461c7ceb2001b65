import { beforeEach, describe, expect, it } from 'vitest';
import type { ShopNotice } from '../../shared/adapters/dynamodb/notice-port.ts';
import type { Sending } from '../../shared/adapters/ses/port.ts';
import type { ShopMessage } from '../../shared/adapters/sqs/port.ts';
import type { Order } from '../../shared/domain/order.ts';
import { orderView } from '../../shared/usecases/order-view.ts';
import { orderFor, paidAt, pendingOrder } from '../adapters/ses/orders.ts';
import { aShopWorld } from '../fakes/shop-world.ts';

const notice: ShopNotice = { orderId: 'SB-1001', fact: 'order.paid', channel: 'shop' };
const paid = orderFor('order.paid').order;
const down: Sending = { kind: 'refused', code: 'http_503' };
const threeDays = 3 * 86_400_000;

let world: ReturnType<typeof aShopWorld>;
beforeEach(() => {
  world = aShopWorld();
});

describe('a fact for the shop', () => {
  it('is posted with the order as the shop may see it, and noted when it was taken', async () => {
    await world.tell(notice);
    expect(world.posts).toEqual([
      {
        id: expect.stringMatching(/^msg_[0-9a-f]{32}$/),
        type: 'order.paid',
        at: paidAt,
        order: orderView(paid, 'key', world.now),
      },
    ]);
    expect(world.ledger).toEqual(['taken']);
    expect(world.queued).toEqual([]);
    expect(world.telemetry.told).toEqual([{ name: 'NoticeSent', ...notice }]);
  });

  it('that was taken is not posted again', async () => {
    await world.tell(notice);
    await world.tell(notice);
    expect(world.posts).toHaveLength(1);
    expect(world.telemetry.told[1]).toMatchObject({ name: 'NoticeDropped', reason: 'told_already' });
  });

  it('has one id at every try and in every message about it, and no other fact has it', async () => {
    world.answers = [down];
    await world.tell(notice);
    world.now += 60_000;
    await world.tell(world.queued[0]?.message as ShopMessage);
    const other = { ...paid, orderId: 'SB-2' };
    world.orders = [paid, other];
    await world.tell({ ...notice, orderId: 'SB-2' });
    const [first, again, another] = world.posts.map(({ id }) => id);
    expect(again).toBe(first);
    expect(another).not.toBe(first);
  });

  it.each<[string, Order[], string]>([
    ['whose order is pending after all', [pendingOrder()], 'true_no_more'],
    ['whose order nobody knows', [], 'no_order'],
  ])('%s is dropped', async (_, orders, reason) => {
    world.orders = orders;
    await world.tell(notice);
    expect(world.posts).toEqual([]);
    expect(world.telemetry.told).toEqual([{ name: 'NoticeDropped', ...notice, reason }]);
  });

  it('is dropped where the stage names no server any more', async () => {
    world.settings.shopWebhookUrl = undefined;
    await world.tell(notice);
    expect(world.posts).toEqual([]);
  });
});

describe('a shop that does not take a message', () => {
  it('is asked again later, by a fresh message, and the try is counted', async () => {
    world.answers = [down];
    await world.tell(notice);
    expect(world.ledger).toEqual(['failed']);
    const retry = { since: world.now, dueAt: world.now + 30_000, tries: 1 };
    expect(world.queued).toEqual([{ message: { ...notice, retry }, delaySeconds: 30 }]);
    expect(world.telemetry.told).toMatchObject([
      { name: 'NoticeFailed', reason: 'refused', code: 'http_503' },
    ]);
  });

  it('is not asked before its time: a pause of hours is several sends of a quarter of an hour', async () => {
    const retry = { since: world.now, dueAt: world.now + 3 * 3_600_000, tries: 9 };
    await world.tell({ ...notice, retry });
    expect(world.posts).toEqual([]);
    expect(world.queued).toEqual([{ message: { ...notice, retry }, delaySeconds: 900 }]);
    world.now = retry.dueAt - 1_500;
    await world.tell({ ...notice, retry });
    expect(world.queued[1]?.delaySeconds).toBe(2);
    world.now = retry.dueAt;
    await world.tell({ ...notice, retry });
    expect(world.posts).toHaveLength(1);
  });

  it('hears it after two days of silence', async () => {
    world.answers = Array.from({ length: 25 }, () => down);
    await world.untilQuiet(notice);
    expect(world.ledger.at(-1)).toBe('taken');
    expect(world.posts).toHaveLength(26);
  });

  it('for three days leaves the message to a person: it fails, and the queue parks it', async () => {
    world.isDown = true;
    await expect(world.untilQuiet(notice)).rejects.toThrow('three days: http_503');
    expect(world.now - world.startedAt).toBeGreaterThanOrEqual(threeDays);
    expect(world.now - world.startedAt).toBeLessThan(threeDays + 3 * 3_600_000);
    expect(world.ledger).not.toContain('taken');
  });

  it('is heard of while it lasts: how long the message has waited is measured', async () => {
    const retry = { since: world.now - 7_200_000, dueAt: 0, tries: 8 };
    world.answers = [down];
    await world.tell({ ...notice, retry });
    expect(world.telemetry.measured).toEqual([['ShopWaitsSeconds', 7_200]]);
  });

  it('takes the parked message when it is replayed, under the same id', async () => {
    await world.tell({ ...notice, retry: { since: world.now - 5 * threeDays, dueAt: 0, tries: 30 } });
    expect(world.ledger).toEqual(['taken']);
  });

  it('learns of no customer’s name by it, nor does the log', async () => {
    world.answers = [down];
    await world.tell(notice);
    const said = JSON.stringify([world.posts, world.queued, world.telemetry.told]);
    expect(said).not.toMatch(/rahela|khatun|01712345678|@/i);
  });
});

describe('a crash between the answer and the ledger', () => {
  it('posts once more, and loses nothing', async () => {
    world.ledgerIsDown = true;
    await expect(world.tell(notice)).rejects.toThrow('the table is down');
    world.ledgerIsDown = false;
    await world.tell(notice);
    expect(world.posts.map(({ id }) => id)).toEqual([world.posts[0]?.id, world.posts[0]?.id]);
    expect(world.ledger).toEqual(['taken']);
  });
});
