import { describe, expect, it } from 'vitest';
import type { Notice } from '../../shared/adapters/dynamodb/notice-port.ts';
import type { Order } from '../../shared/domain/order.ts';
import { resendNotice } from '../../shared/usecases/resend-notice.ts';
import { orderFor, paidAt, pendingOrder } from '../adapters/ses/orders.ts';
import { rememberedTelemetry } from '../fakes/telemetry.ts';

const paid = orderFor('order.paid').order;
const byEmail: Notice = { orderId: 'SB-1001', fact: 'order.paid', channel: 'email' };
const toShop: Notice = { ...byEmail, channel: 'shop' };

describe('an operator who has a fact told once more', () => {
  it('takes its ledger entry out and queues it, in this order', async () => {
    const desk = aDesk();
    expect(await desk.resend(byEmail)).toBeUndefined();
    expect(desk.steps).toEqual(['forget email', 'queue email']);
    expect(desk.telemetry.told).toEqual([{ name: 'NoticeResent', ...byEmail }]);
  });

  it('reaches the shop’s server by the shop’s own queue', async () => {
    const desk = aDesk();
    await desk.resend(toShop);
    expect(desk.steps).toEqual(['forget shop', 'queue for the shop']);
  });

  it.each<[string, Order | undefined, Notice, string]>([
    ['nobody knows the order', undefined, byEmail, 'no_order'],
    ['it is not true', pendingOrder(), byEmail, 'true_no_more'],
    ['the customer complained', { ...paid, emailTrouble: 'complained' }, byEmail, 'no_address'],
    ['no number was left', { ...paid, customer: {} }, { ...byEmail, channel: 'sms' }, 'no_address'],
  ])('is told why not, and changes nothing, where %s', async (_, order, notice, reason) => {
    const desk = aDesk({ order });
    expect(await desk.resend(notice)).toBe(reason);
    expect(desk.steps).toEqual([]);
  });

  it('loses nothing when the queue fails: the daily sweep finds a fact without an entry', async () => {
    const desk = aDesk({ queueIsDown: true });
    await expect(desk.resend(byEmail)).rejects.toThrow('the queue is down');
    expect(desk.steps).toEqual(['forget email']);
  });
});

function aDesk(given: { order?: Order | undefined; queueIsDown?: boolean } = {}) {
  const order = 'order' in given ? given.order : paid;
  const steps: string[] = [];
  const telemetry = rememberedTelemetry();
  const queue = (name: (notice: Notice) => string) => ({
    send: async (notice: Notice) => {
      if (given.queueIsDown) throw new Error('the queue is down');
      steps.push(name(notice));
    },
    sendAll: async () => undefined,
  });
  const ports = {
    settings: { sms: 'on' as const, shopWebhookUrl: 'https://shop.example/hook' },
    orders: { find: async () => order },
    ledger: { forget: async ({ channel }: Notice) => void steps.push(`forget ${channel}`) },
    noticeQueue: queue(({ channel }) => `queue ${channel}`),
    shopQueue: queue(() => 'queue for the shop'),
    clock: { now: () => paidAt },
    telemetry,
  };
  return { steps, telemetry, resend: (notice: Notice) => resendNotice(ports, notice) };
}
