import { paymentServer } from 'sundarban-pay-client/server';

type Context = { params: Promise<{ orderId: string }> };

/** `GET /orders/SB-1`: where the customer comes back to. The status in the address decides nothing. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { PAY_URL = '', PAY_KEY = '' } = process.env;
  const { orderId } = await params;
  const { status } = await paymentServer({ baseUrl: PAY_URL, key: PAY_KEY }).getOrder(orderId);
  return new Response(`Your order is ${status}.`);
}
