import { poishaFromBkash } from '../../../../shared/domain/money.ts';
import type { BkashClock } from '../clock.ts';
import { type HttpReply, type HttpRequest, json, jsonObject } from '../http.ts';
import type { Books, TokenBooks } from '../machine/books.ts';
import type { FaultBook } from '../machine/faults.ts';
import type { Unasked } from '../machine/unasked.ts';
import type { Outbox } from '../webhook/outbox.ts';
import { authorise } from './authorise.ts';
import { readFault } from './fault-request.ts';
import { entryView, statsView } from './views.ts';

export const controlRoot = '/simulator';

export interface ControlParts {
  books: Books;
  /** Of the product in the shop's page. */
  checkoutTokens: TokenBooks;
  faults: FaultBook;
  unasked: Unasked;
  outbox: Outbox;
  clock: BkashClock;
  /** After the clock has moved: what was not due may be now. */
  clockMoved(): void;
}

/** Undefined: a body that is no JSON object. None at all is an empty one. */
type ControlBody = Record<string, unknown> | undefined;

interface ControlRoute {
  method: 'GET' | 'POST' | 'DELETE';
  /** Its one group is the id. */
  path: RegExp;
  answer(body: ControlBody, id: string): HttpReply | Promise<HttpReply>;
}

/** What tests and the demo ask of the simulator itself: contract section 4. No token; loopback only. */
export function controlRoutes(parts: ControlParts): (request: HttpRequest) => Promise<HttpReply> {
  const { books, checkoutTokens, faults, unasked, outbox, clock } = parts;
  const routes: ControlRoute[] = [
    {
      method: 'GET',
      path: /^\/ledger$/,
      answer: () => json(200, { entries: books.entries().map(entryView) }),
    },
    {
      method: 'GET',
      path: /^\/stats$/,
      answer: () => json(200, statsView(books, checkoutTokens, clock.now())),
    },
    { method: 'GET', path: /^\/webhooks$/, answer: () => json(200, { items: outbox.sent() }) },
    { method: 'POST', path: /^\/faults$/, answer: addFault },
    {
      method: 'DELETE',
      path: /^\/faults$/,
      answer() {
        faults.clear();
        return json(200, {});
      },
    },
    { method: 'POST', path: /^\/outage$/, answer: outage },
    { method: 'POST', path: /^\/token-lockout$/, answer: tokenLockOut },
    { method: 'POST', path: /^\/clock$/, answer: advance },
    { method: 'POST', path: /^\/wallet-payments$/, answer: payIn },
    { method: 'POST', path: /^\/webhooks\/(\w+)\/resend$/, answer: (_, trxId) => resend(trxId) },
    { method: 'POST', path: /^\/payments\/(\w+)\/capture$/, answer: (_, paymentId) => capture(paymentId) },
    {
      method: 'POST',
      path: /^\/payments\/(\w+)\/authorise$/,
      answer: (body, paymentId) => authorise(books, paymentId, body, clock.now()),
    },
  ];

  return async ({ method, path, body }) => {
    const rest = path.slice(controlRoot.length);
    const route = routes.find((one) => one.method === method && one.path.test(rest));
    if (!route) return json(404, { error: `no control route ${method} ${path}` });
    return await route.answer(jsonObject(body || '{}'), route.path.exec(rest)?.[1] ?? '');
  };

  function addFault(body: ControlBody): HttpReply {
    const read = readFault(body);
    if ('error' in read) return json(400, read);
    faults.add(read.fault);
    return json(200, read.fault);
  }

  function outage(body: ControlBody): HttpReply {
    const seconds = body?.seconds;
    if (!isDuration(seconds)) return json(400, { error: 'seconds must be a number, zero or more' });
    const until = clock.now() + seconds * 1000;
    faults.saveOutage(until);
    return json(200, { until: new Date(until).toISOString() });
  }

  function tokenLockOut(body: ControlBody): HttpReply {
    const seconds = body?.seconds;
    if (!isDuration(seconds)) return json(400, { error: 'seconds must be a number, zero or more' });
    unasked.lockOutTokens(seconds * 1000);
    return json(200, { lockedUntil: statsView(books, checkoutTokens, clock.now()).lockedUntil });
  }

  async function advance(body: ControlBody): Promise<HttpReply> {
    const seconds = body?.advanceSeconds;
    if (!isDuration(seconds)) return json(400, { error: 'advanceSeconds must be a number, zero or more' });
    await clock.advance(seconds);
    parts.clockMoved();
    return json(200, { now: new Date(clock.now()).toISOString() });
  }

  function payIn(body: ControlBody): HttpReply {
    const { amount, reference } = body ?? {};
    const amountPoisha = typeof amount === 'string' ? poishaFromBkash(amount) : undefined;
    if (!amountPoisha) return json(400, { error: 'amount must be taka, such as "1050.00"' });
    if (reference !== undefined && (typeof reference !== 'string' || reference.length > 255))
      return json(400, { error: 'reference must be a text of 255 characters at most' });
    return json(200, entryView(unasked.payIn(amountPoisha, reference)));
  }

  function resend(trxId: string): HttpReply {
    const entry = books.entry(trxId);
    // A refund was never announced, so there is nothing to post again.
    if (entry?.kind !== 'payment') return json(404, { error: 'no such payment' });
    return unasked.announceAgain(entry)
      ? json(200, { trxID: trxId })
      : json(409, { error: 'nobody has subscribed' });
  }

  function capture(paymentId: string): HttpReply {
    const captured = unasked.capture(paymentId);
    if (captured === 'no_such_payment') return json(404, { error: 'no such payment' });
    if (captured === 'captured_before') return json(409, { error: 'this payment is captured already' });
    return json(200, entryView(captured));
  }
}

/** Seconds, up to some thirty years: beyond that a date ends. */
function isDuration(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1e9;
}
