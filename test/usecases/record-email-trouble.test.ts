import { beforeEach, describe, expect, it } from 'vitest';
import type { EmailEvent } from '../../shared/adapters/sqs/port.ts';
import { announce } from '../../shared/usecases/announce.ts';
import { channelsOf } from '../../shared/usecases/channels.ts';
import { orderView } from '../../shared/usecases/order-view.ts';
import { recordEmailTrouble } from '../../shared/usecases/record-email-trouble.ts';
import { captured } from '../fakes/bkash.ts';
import { aQueue } from '../fakes/notice-queues.ts';
import { aCheckout, World } from '../fakes/world.ts';

/** A paid order, told by email; then SES tells what became of the email. */
let world: World;
beforeEach(async () => {
  world = await paidWorld();
});

describe('an email that came back', () => {
  it('is written down on its order, once, and seen in its timeline', async () => {
    await told('bounce');
    await told('bounce');
    const turns = orderView(world.order, 'key', world.now).timeline.map(({ what }) => what);
    expect(turns.filter((what) => what === 'email_bounced')).toHaveLength(1);
    expect(world.order.emailTrouble).toBe('bounced');
    expect(world.telemetry.told.at(-1)).toEqual({ name: 'EmailBounced', orderId: 'SB-1' });
  });

  it('makes the stream tell by SMS what it told, once, and everything later too', async () => {
    expect(await announcedBy(() => told('bounce'))).toEqual([
      { orderId: 'SB-1', fact: 'order.paid', channel: 'sms' },
    ]);
    expect(await announcedBy(() => told('bounce'))).toEqual([]);
  });

  it('is not made up for by SMS where the stage sends none', async () => {
    expect(await announcedBy(() => told('bounce'), 'off')).toEqual([]);
  });

  it('since the mailbox is full is told by SMS as well; without a number the next email is tried', async () => {
    await told('soft_bounce');
    expect(world.order.emailTrouble).toBe('bounced');
    world = await paidWorld({ email: 'rahima@example.com' });
    await told('soft_bounce');
    expect(world.order.emailTrouble).toBeUndefined();
  });

  it('since the mailbox is full silences nobody where the stage sends no SMS', async () => {
    world.settings = { ...world.settings, sms: 'off' };
    await told('soft_bounce');
    expect(world.order.emailTrouble).toBeUndefined();
    await told('bounce');
    expect(world.order.emailTrouble).toBe('bounced');
  });
});

describe('a reader who calls it spam', () => {
  it('is written no more, and gets no SMS in its place: he was reached', async () => {
    expect(await announcedBy(() => told('complaint'))).toEqual([]);
    expect(world.order.emailTrouble).toBe('complained');
    expect(world.telemetry.told.at(-1)).toEqual({ name: 'EmailComplained', orderId: 'SB-1' });
  });

  it('is sent no SMS either, though an email of the order had come back before', async () => {
    await told('soft_bounce');
    await told('complaint');
    expect(world.order.emailTrouble).toBe('complained');
    expect(channelsOf(world.order, 'order.paid', { sms: 'on' })).toEqual([]);
  });

  it('stays so when a late bounce is told', async () => {
    await told('complaint');
    await told('bounce');
    expect(world.order.emailTrouble).toBe('complained');
  });
});

describe('an event', () => {
  it('of an order that nobody knows changes nothing', async () => {
    await recordEmailTrouble(world.ports, { orderId: 'SB-2', kind: 'bounce' });
    expect(world.telemetry.told.at(-1)).toMatchObject({ name: 'NoticeDropped', orderId: 'SB-2' });
  });

  it('that meets another writer of the order decides again on what that one left', async () => {
    world.table.beforeNextSave(async () => {
      await world.table.orders.save({ ...world.order, updatedAt: world.now + 1 });
    });
    await told('bounce');
    expect(world.order).toMatchObject({ emailTrouble: 'bounced' });
  });

  it('says nothing of the address, whatever becomes of it', async () => {
    for (const kind of ['bounce', 'soft_bounce', 'complaint'] as const) await told(kind);
    expect(JSON.stringify(world.telemetry.told)).not.toMatch(/rahima|017|@/i);
  });
});

async function paidWorld(customer = aCheckout.customer): Promise<World> {
  const paid = new World();
  await paid.checkout({ customer });
  paid.bkash.executes.push({ kind: 'completed', captured: captured() });
  await paid.comesBack('success');
  return paid;
}

function told(kind: EmailEvent['kind']): Promise<void> {
  return recordEmailTrouble(world.ports, { orderId: 'SB-1', kind });
}

/** What the stream queues for the writes of `act`. */
async function announcedBy(act: () => Promise<void>, sms: 'on' | 'off' = 'on') {
  const before = world.order;
  await act();
  const queue = aQueue({ settings: { sms } });
  await announce(queue.ports, [{ sequenceNumber: '1', before, after: world.order }]);
  return queue.sent;
}
