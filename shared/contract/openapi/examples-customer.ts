import type { Notification, Notifications } from '../notifications.ts';
import type { ExecuteResponse } from '../sdk-payment.ts';

export const claimRequest = { trxID: 'DKN1A2B3C4' };

export const notification: Notification = {
  id: 'order.paid',
  fact: 'order.paid',
  text: 'Your bKash payment of Tk 1,050.00 has been received. There is nothing more to pay.',
  at: '2026-11-23T06:01:12.903Z',
  readAt: '2026-11-23T06:05:00.000Z',
};

export const notifications: Notifications = { items: [{ ...notification, readAt: null }], unread: 1 };

export const createAnswer = '{"paymentID":"TR0011…","transactionStatus":"Initiated","amount":"1050.00",…}';

export const sdkExecuteRequest = { paymentID: 'B1A2C3D4E51795413671870' };

export const paidInPage: ExecuteResponse = {
  status: 'paid',
  bkash: {
    paymentID: 'B1A2C3D4E51795413671870',
    trxID: 'DKN1A2B3C4',
    transactionStatus: 'Completed',
    amount: '1050.00',
    currency: 'BDT',
    intent: 'sale',
    merchantInvoiceNumber: 'SB-20481-1',
  },
};
