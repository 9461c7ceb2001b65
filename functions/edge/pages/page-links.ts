import type { Order } from '../../../shared/domain/order.ts';
import type { Locale } from './locale.ts';

export type PageLinks = ReturnType<typeof pageLinks>;

/**
 * The ways between a customer's pages, each with the token that opened the first one: paths, so that none of them can
 * carry it to another host. `lang` travels only where the reader has left the order's own language.
 */
export function pageLinks(order: Pick<Order, 'orderId' | 'locale'>, token: string, locale: Locale) {
  const query = (lang: Locale) => `?token=${token}${lang === order.locale ? '' : `&lang=${lang}`}`;
  const own = query(locale);
  const other = query(locale === 'bn' ? 'en' : 'bn');
  const base = `/pay/${order.orderId}`;
  return {
    pay: base + own,
    status: `${base}/status${own}`,
    claimForm: `${base}/status${own}&claim=form`,
    /** Where the form is sent. */
    claims: `${base}/claims${own}`,
    inOtherLanguage: {
      pay: base + other,
      status: `${base}/status${other}`,
      claimForm: `${base}/status${other}&claim=form`,
    },
  };
}
