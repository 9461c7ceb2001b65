import { describe, expect, it } from 'vitest';
import type { Notice } from '../../shared/adapters/dynamodb/notice-port.ts';
import type { Order } from '../../shared/domain/order.ts';
import { announceSweep } from '../../shared/usecases/announce.ts';
import { listResendable, resendNotice } from '../../shared/usecases/resend-notice.ts';
import { orderFor, paidAt, pendingOrder } from '../adapters/ses/orders.ts';
import { paidOrder } from '../fakes/refunding.ts';
import { rememberedTelemetry } from '../fakes/telemetry.ts';

const paid = orderFor('order.paid').order;
const byEmail: Notice = { orderId: 'SB-1001', fact: 'order.paid', channel: 'email' };
const toShop: Notice = { ...byEmail, channel: 'shop' };
const to = { email: 'r*****@example.com', sms: '017*****678', shop: 'shop.example' };

describe('an operator who has a fact told once more', () => {
  it('tells it in the timeline, takes its ledger entry out and queues it, in this order', async () => {
    const desk = aDesk();
    expect(await desk.resend(byEmail)).toEqual({ kind: 'queued', to: to.email });
    expect(desk.steps).toEqual(['note told_again', 'forget email', 'queue email']);
    expect(desk.telemetry.told).toEqual([{ name: 'NoticeResent', ...byEmail }]);
  });

  it('reaches the shop’s server by the shop’s own queue', async () => {
    const desk = aDesk();
    expect(await desk.resend(toShop)).toEqual({ kind: 'queued', to: to.shop });
    expect(desk.steps).toEqual(['note told_again', 'forget shop', 'queue for the shop']);
  });

  it.each<[string, Order | undefined, Notice, string]>([
    ['nobody knows the order', undefined, byEmail, 'no_order'],
    ['it is not true', pendingOrder(), byEmail, 'true_no_more'],
    ['the customer complained', { ...paid, emailTrouble: 'complained' }, byEmail, 'no_address'],
    ['no number was left', { ...paid, customer: {} }, { ...byEmail, channel: 'sms' }, 'no_address'],
  ])('is told why not, and changes nothing, where %s', async (_, order, notice, why) => {
    const desk = aDesk({ order });
    expect(await desk.resend(notice)).toEqual({ kind: 'refused', why });
    expect(desk.steps).toEqual([]);
  });

  it('loses nothing when the queue fails, however old the order: the sweep finds a fact without an entry', async () => {
    const world = await paidOrder();
    const notice: Notice = { orderId: 'SB-1', fact: 'order.paid', channel: 'email' };
    await world.table.ledger.claim(notice, 'm-1', world.now);
    world.passes(90 * 24 * 60 * 60_000);
    world.queueIsDown = true;
    await expect(resendNotice(world.ports, notice)).rejects.toThrow('the queue is down');
    const ports = { ...world.ports, orders: world.table.sweep };
    expect(await announceSweep(ports, world.now - 1_000)).toBe(1);
    expect(world.notices).toEqual([notice]);
  });
});

describe('what can be told once more', () => {
  it('is every fact that is true now, by each channel that it goes by, to a masked address', async () => {
    const { email: _, ...phoneOnly } = paid.customer;
    expect(await aDesk().list()).toEqual([
      { notice: byEmail, to: to.email },
      { notice: toShop, to: to.shop },
    ]);
    expect(
      await aDesk({ order: { ...paid, customer: { ...phoneOnly, phone: '01712345678' } } }).list(),
    ).toEqual([
      { notice: { ...byEmail, channel: 'sms' }, to: to.sms },
      { notice: toShop, to: to.shop },
    ]);
  });

  it('is nothing where nothing is true, and a link only as long as it leads to a payment', async () => {
    const { order } = orderFor('order.payment_link');
    expect(await aDesk({ order: pendingOrder() }).list()).toEqual([]);
    expect(await aDesk({ order, now: order.expiresAt - 1 }).list()).toHaveLength(1);
    expect(await aDesk({ order, now: order.expiresAt }).list()).toEqual([]);
    expect(await aDesk({ order: undefined }).list()).toBeUndefined();
  });
});

function aDesk(given: { order?: Order | undefined; now?: number } = {}) {
  const order = 'order' in given ? given.order : paid;
  const steps: string[] = [];
  const telemetry = rememberedTelemetry();
  const queue = (name: (notice: Notice) => string) => ({
    send: async (notice: Notice) => void steps.push(name(notice)),
    sendAll: async () => undefined,
  });
  const ports = {
    settings: { sms: 'on' as const, shopWebhookUrl: 'https://shop.example/hook?key=secret' },
    orders: {
      find: async () => order,
      save: async (next: Order) => {
        steps.push(`note ${next.timeline.at(-1)?.what}`);
        return { kind: 'saved' as const, order: next };
      },
    },
    ledger: { forget: async ({ channel }: Notice) => void steps.push(`forget ${channel}`) },
    noticeQueue: queue(({ channel }) => `queue ${channel}`),
    shopQueue: queue(() => 'queue for the shop'),
    clock: { now: () => given.now ?? paidAt },
    telemetry,
  };
  return {
    steps,
    telemetry,
    resend: (notice: Notice) => resendNotice(ports, notice),
    list: () => listResendable(ports, 'SB-1001'),
  };
}
