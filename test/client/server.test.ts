import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type PaymentServer, paymentServer } from '../../shared/client/src/server.ts';
import { answerSchemas } from '../../shared/contract/openapi/schemas.ts';
import { openGateway } from '../doors/gateway.ts';
import { newWorld, publicBaseUrl, wired } from '../doors/wired-world.ts';
import { aSecret } from '../functions/edge/a-secret.ts';
import { gatewayFetch } from './gateway-fetch.ts';

vi.mock('../../functions/edge/wiring.ts', () => import('../doors/wired-world.ts'));

/** The client against the real handlers, in this process, on a world in memory. */
let server: PaymentServer;
const [key = ''] = aSecret.storefrontKeys;

beforeAll(async () => {
  const fetch = gatewayFetch(await openGateway());
  server = paymentServer({ baseUrl: publicBaseUrl, key, fetch });
});
beforeEach(() => {
  wired.world = newWorld();
});

const request = {
  orderId: 'SB-1',
  amount: '1050.00',
  currency: 'BDT',
  customer: { email: 'rahima@example.com' },
  returnUrl: 'https://shop.example/orders/SB-1',
} as const;

describe('the shop’s server', () => {
  it('begins a payment, and again without a second attempt', async () => {
    const first = await server.startCheckout(request);
    expect(answerSchemas.CheckoutResponse.parse(first)).toEqual(first);
    expect(await server.startCheckout(request)).toEqual(first);
    expect((await server.getOrder('SB-1')).attempts).toHaveLength(1);
  });

  it('sees the order paid once the customer came back', async () => {
    await server.startCheckout(request);
    await wired.world.comesBack('success');
    const order = await server.getOrder('SB-1');
    expect(order).toMatchObject({ status: 'paid', amountPaid: '1050.00' });
    expect(answerSchemas.Order.parse(order)).toEqual(order);
  });

  it('withdraws an order, twice the same', async () => {
    await server.startCheckout(request);
    expect(await server.cancelOrder('SB-1')).toMatchObject({ status: 'cancelled', payable: false });
    expect(await server.cancelOrder('SB-1')).toMatchObject({ status: 'cancelled' });
  });

  it('gives money back once per refundId, and reads how it goes', async () => {
    await server.startCheckout(request);
    await wired.world.comesBack('success');
    const refund = { refundId: 'R-1', amount: '250.00', reason: 'One jar was broken' };
    const asked = await server.requestRefund('SB-1', refund);
    expect(answerSchemas.Refund.parse(asked)).toEqual(asked);
    expect(await server.requestRefund('SB-1', refund)).toEqual(asked);
    expect(await server.getRefund('SB-1', 'R-1')).toEqual(asked);
    const more = { ...refund, refundId: 'R-2', amount: '900.00' };
    await expect(server.requestRefund('SB-1', more)).rejects.toMatchObject({
      code: 'over_refund',
      status: 422,
    });
  });

  it('is told by code what it did wrong', async () => {
    await server.startCheckout(request);
    await expect(server.startCheckout({ ...request, amount: '1.00' })).rejects.toMatchObject({
      code: 'order_conflict',
      requestId: 'request-1',
    });
    await expect(server.getOrder('SB-2')).rejects.toMatchObject({ code: 'not_found' });
    await expect(server.startCheckout({ ...request, amount: '0.00' })).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [{ path: 'amount', message: 'must be above zero' }],
    });
  });
});
