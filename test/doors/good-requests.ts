import { aSecret } from '../functions/edge/a-secret.ts';
import type { Request } from './gateway.ts';
import { portsOf, wired } from './wired-world.ts';

export const authorization = `Bearer ${aSecret.storefrontKeys[0]}`;

export const aBody = {
  orderId: 'SB-9',
  amount: '1050.00',
  currency: 'BDT',
  customer: { name: 'Rahima', email: 'rahima@example.com', phone: '01712345678' },
  returnUrl: 'https://shop.example/orders',
};

/** At least one for every route. */
export function goodRequests(notification: Record<string, string>): Request[] {
  const { links } = portsOf(wired.world);
  const { order } = wired.world;
  const ordered = wired.world.table.stored.get('SB-3');
  const inPage = { authorization: `Bearer ${ordered && links.orderToken(ordered)}` };
  const inUrl = (url: string) => url.slice('https://pay.example'.length);
  const callback = (status: string, payment = 'TR00111') =>
    `${inUrl(links.callbackUrl(order, 1))}?paymentID=${payment}&status=${status}&signature=abcdefghij`;
  const headers = { authorization, 'content-type': 'application/json' };
  return [
    { method: 'POST', path: '/checkouts', headers, body: JSON.stringify(aBody) },
    { method: 'POST', path: '/checkouts', headers, body: JSON.stringify({ ...aBody, orderId: 'SB-8' }) },
    { method: 'GET', path: inUrl(links.payUrl(order)) },
    { method: 'GET', path: inUrl(links.payUrl(order)).replace('?', '/status?') },
    { method: 'POST', path: inUrl(links.payUrl(order)).replace('?', '/claims?'), body: 'trxID=dkn1a2b3c4' },
    {
      method: 'POST',
      path: `/orders/SB-1/claims?token=${links.orderToken(order)}`,
      headers: { 'content-type': 'application/json' },
      body: '{"trxID":"DKN1A2B3C4"}',
    },
    { method: 'GET', path: callback('cancel') },
    { method: 'GET', path: callback('failure') },
    { method: 'GET', path: callback('success') },
    { method: 'GET', path: `/orders/SB-1?token=${links.orderToken(order)}` },
    { method: 'GET', path: '/orders/SB-2', headers: { authorization } },
    { method: 'GET', path: `/orders/SB-1/notifications?token=${links.orderToken(order)}` },
    { method: 'POST', path: '/orders/SB-3/bkash/create', headers: inPage },
    {
      method: 'POST',
      path: '/orders/SB-3/bkash/execute',
      headers: { ...inPage, 'content-type': 'application/json' },
      body: JSON.stringify({ paymentID: 'FRAMETR00111' }),
    },
    { method: 'POST', path: '/orders/SB-2/cancel', headers: { authorization } },
    {
      method: 'POST',
      path: '/webhooks/bkash',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify(notification),
    },
    { method: 'GET', path: '/health' },
  ];
}
