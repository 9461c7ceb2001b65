import { describe, expect, it } from 'vitest';
import { checkoutResponseSchema } from '../../shared/contract/checkout-response.ts';
import { orderViewSchema } from '../../shared/contract/order-view.ts';
import type { Order } from '../../shared/domain/order.ts';
import type { TimelineWhat } from '../../shared/domain/timeline.ts';
import { checkoutView, orderView } from '../../shared/usecases/order-view.ts';
import { timelineTexts } from '../../shared/usecases/timeline-texts.ts';
import { captured } from '../fakes/bkash.ts';
import { World } from '../fakes/world.ts';

describe('the order view', () => {
  it('is the contract’s in every state of an order', async () => {
    const world = new World();
    await world.checkout();
    await world.comesBack('cancel');
    await world.comesBack('success');
    for (const order of world.table.written) {
      expect(orderViewSchema.parse(orderView(order, 'key', world.now))).toBeDefined();
      expect(checkoutResponseSchema.parse(checkoutView(order, world.ports.links, world.now))).toBeDefined();
    }
  });

  it('tells a paid order as the shop needs it', async () => {
    const world = new World();
    await world.checkout();
    await world.comesBack('success');
    expect(orderView(world.order, 'key', world.now)).toMatchObject({
      status: 'paid',
      payable: false,
      amount: '1050.00',
      amountPaid: '1050.00',
      attempts: [{ invoice: 'SB-1-1', state: 'completed', trxID: 'DKN1A2B3C4', payer: '017*****575' }],
      timeline: [
        { what: 'checkout' },
        { what: 'bkash_created' },
        { what: 'execute_sent' },
        { what: 'completed' },
      ],
    });
  });

  it('shows no personal data to a token’s holder, and no full wallet to anybody', async () => {
    const world = new World();
    await world.checkout();
    await world.comesBack('success');
    const personal = /rahima|01712345678|01770618575|orders\/SB-1/i;
    expect(JSON.stringify(orderView(world.order, 'key', world.now))).not.toMatch(personal);
    const forToken = JSON.stringify(orderView(world.order, 'token', world.now));
    expect(forToken).not.toMatch(personal);
    expect(forToken).not.toContain('payer');
  });

  it('says a refusal in the customer’s language, with the code for the shop', async () => {
    const world = new World();
    const message = { en: 'Not enough balance', bn: 'পর্যাপ্ত ব্যালেন্স নেই' };
    world.bkash.executes.push({ kind: 'refused', refusal: { code: '2023', handling: 'customer', message } });
    await world.checkout();
    await world.comesBack('success');
    const view = orderView(world.order, 'token', world.now);
    expect(view).toMatchObject({ status: 'failed', payable: true, amountPaid: '0.00' });
    expect(view.attempts).toMatchObject([{ state: 'refused', reason: '2023', message: message.bn }]);
  });

  it('sends nobody to bKash for an order that another attempt has paid', async () => {
    const world = new World();
    await world.checkout();
    expect(checkoutView(world.order, world.ports.links, world.now).bkashUrl).not.toBeNull();
    const [first] = world.order.attempts;
    await world.comesBack('success');
    const twice = { ...world.order, attempts: [...world.order.attempts, { ...first, attempt: 2 }] } as Order;
    expect(checkoutView(twice, world.ports.links, world.now).bkashUrl).toBeNull();
  });

  it('counts nothing as paid while money is in review', async () => {
    const world = new World();
    world.bkash.executes.push({ kind: 'completed', captured: captured({ amountPoisha: 1 }) });
    await world.checkout();
    await world.comesBack('success');
    expect(orderView(world.order, 'key', world.now)).toMatchObject({
      status: 'review',
      amountPaid: '0.00',
      payable: false,
    });
  });

  it('explains every entry a timeline can have', () => {
    for (const what of Object.keys(timelineTexts) as TimelineWhat[]) {
      expect(timelineTexts[what]).toMatch(/^(?:[A-Z]|bKash).{10,}[^.]$/);
    }
  });
});
