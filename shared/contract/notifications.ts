import * as z from 'zod/mini';

/** One thing that the order's customer is told in the shop's own page. */
export const notificationSchema = z.strictObject({
  /** The same as long as it is true, and good in a path as it stands. */
  id: z.string(),
  fact: z.enum([
    'order.paid',
    'order.review',
    'order.expired',
    'order.cancelled',
    'order.payment_link',
    'order.refunded',
    'order.surplus_returned',
  ]),
  /** In the order's language; names nobody. */
  text: z.string(),
  at: z.iso.datetime(),
  readAt: z.nullable(z.iso.datetime()),
});

/** `GET /orders/{orderId}/notifications`, newest first. */
export const notificationsSchema = z.strictObject({
  items: z.array(notificationSchema),
  unread: z.int(),
});

export type Notification = z.infer<typeof notificationSchema>;
export type Notifications = z.infer<typeof notificationsSchema>;

/** Of a notification's address: no longer than the longest refundId and its kind. */
export const notificationIdSchema = z.string().check(z.regex(/^[a-z_.]{1,32}[A-Za-z0-9_.-]{0,65}$/));
