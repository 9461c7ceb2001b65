import { paymentServer } from 'sundarban-pay-client/server';

type Context = { params: Promise<{ orderId: string }> };

/** `POST /checkout/SB-1`: on to bKash. The amount is your server's to know. */
export async function POST(_request: Request, { params }: Context): Promise<Response> {
  const { PAY_URL = '', PAY_KEY = '', SHOP_URL } = process.env;
  const { orderId } = await params;
  const { payUrl } = await paymentServer({ baseUrl: PAY_URL, key: PAY_KEY }).startCheckout({
    orderId,
    amount: '1050.00',
    currency: 'BDT',
    customer: {},
    returnUrl: `${SHOP_URL}/orders/${orderId}`,
  });
  return Response.redirect(payUrl, 303);
}
