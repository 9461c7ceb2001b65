import { requireOrderToken } from './edge/auth.ts';
import { readEnvironment } from './edge/environment.ts';
import { browserDoor, html } from './edge/http.ts';
import { claimPage } from './edge/pages/claim-page.ts';
import { chosenLocale } from './edge/pages/locale.ts';
import { pageLinks } from './edge/pages/page-links.ts';
import { statusPage } from './edge/pages/status-page.ts';
import { ProblemError } from './edge/problem.ts';
import { shopUrl } from './edge/shop-url.ts';
import { orderRoom } from './edge/wiring.ts';

const room = orderRoom(readEnvironment('status-page'));

/**
 * `GET /pay/{orderId}/status`: how the order stands, or with `claim=form` the form for a TrxID. It starts nothing and
 * asks bKash nothing, so that it opens at once whatever bKash does; its script reads the order's view, which looks.
 */
export const handler = browserDoor(async (request) => {
  const { secret, ports } = await room();
  const { settings, clock, orders, claims } = ports;
  const { orderId = '' } = request.params;
  const now = clock.now();
  const token = requireOrderToken(request, { secret, stage: settings.stage, orderId, nowMs: now });
  const order = await orders.find(orderId);
  if (!order) throw new ProblemError('not_found', 'There is no such order.');
  const { shopName } = settings;
  const locale = chosenLocale(request.query.lang, order);
  const links = pageLinks(order, token, locale);
  if (request.query.claim === 'form') return html(200, claimPage({ order, shopName, locale, links }));
  return html(
    200,
    statusPage({
      order,
      claims: await claims.find(orderId),
      shopName,
      shopUrl: shopUrl(order),
      locale,
      links,
      now,
    }),
  );
});
