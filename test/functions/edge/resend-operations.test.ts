import { describe, expect, it } from 'vitest';
import { operate } from '../../../functions/edge/operations.ts';
import { paidOrder } from '../../fakes/refunding.ts';
import { World } from '../../fakes/world.ts';

const paid = { orderId: 'SB-1', fact: 'order.paid' };

describe('the operator who sends a message once more', () => {
  it('is shown what there is, and to whom, with masked addresses', async () => {
    expect(await asks(await paidWithShop(), 'resend.list', { orderId: 'SB-1' })).toEqual({
      outcome: 'done',
      code: 'listed',
      message: '2 to choose from.',
      resendable: [
        { ...paid, channel: 'email', to: 'r*****@example.com' },
        { ...paid, channel: 'shop', to: 'shop.example' },
      ],
    });
  });

  it('sends to the customer where he names no channel, and reads to whom', async () => {
    const world = await paidWithShop();
    expect(await asks(world, 'resend.send', paid)).toEqual({
      outcome: 'done',
      code: 'queued',
      message: 'order.paid of SB-1 is on its way once more, by email to r*****@example.com.',
    });
    expect(world.notices).toEqual([{ ...paid, channel: 'email' }]);
    expect(world.order.timeline.at(-1)).toMatchObject({ what: 'told_again' });
  });

  it('sends to the shop’s server only where he names it', async () => {
    const world = await paidWithShop();
    const { message } = await asks(world, 'resend.send', { ...paid, channel: 'shop' });
    expect(message).toContain('by webhook to shop.example');
    expect(world.notices).toEqual([{ ...paid, channel: 'shop' }]);
  });

  it.each([
    [{ ...paid, orderId: 'SB-9' }, 'no_order', /no order SB-9/],
    [{ ...paid, fact: 'order.expired' }, 'not_true', /order.expired is not true of SB-1/],
    [{ ...paid, fact: 'attempt.failed:1' }, 'not_true', /see resend SB-1/],
    [{ ...paid, channel: 'sms' }, 'no_address', /goes by email, shop only/],
    [{ ...paid, channel: 'pigeon' }, 'invalid_request', /^channel must be email, sms or shop/],
    [{ ...paid, fact: 'paid' }, 'invalid_request', /^fact must be one that/],
  ])('is refused %j, and nothing leaves (%s)', async (input, code, line) => {
    const world = await paidWithShop();
    const answer = await asks(world, 'resend.send', input);
    expect(answer).toMatchObject({ outcome: 'refused', code });
    expect(answer.message).toMatch(line);
    expect(world.notices).toEqual([]);
  });

  it('is told by which channel news goes that no customer hears', async () => {
    const world = withShop(new World());
    await world.checkout();
    await world.comesBack('cancel');
    const news = { orderId: 'SB-1', fact: 'attempt.cancelled:1' };
    expect(await asks(world, 'resend.send', news)).toMatchObject({ code: 'no_address' });
    expect(await asks(world, 'resend.send', { ...news, channel: 'shop' })).toMatchObject({ code: 'queued' });
  });

  it('is told where there is nothing to tell', async () => {
    const world = new World();
    await world.checkout();
    expect((await asks(world, 'resend.list', { orderId: 'SB-1' })).message).toContain(
      'nothing to tell of SB-1',
    );
  });

  it('leaves no address in a log', async () => {
    const world = await paidWithShop();
    await asks(world, 'resend.send', paid);
    const told = JSON.stringify(world.telemetry.told);
    expect(told).toContain('NoticeResent');
    expect(told).not.toContain('@');
  });
});

async function paidWithShop(): Promise<World> {
  return withShop(await paidOrder());
}

function withShop(world: World): World {
  world.settings = { ...world.settings, shopWebhookUrl: 'https://shop.example/hook' };
  return world;
}

function asks(world: World, operation: string, input: unknown) {
  return operate(world.ports, { operation, input });
}
