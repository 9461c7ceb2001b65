import { amountFromPoisha } from '../../../shared/domain/money.ts';
import type { BkashClock } from './clock.ts';
import { type HttpReply, type HttpRequest, json, jsonObject } from './http.ts';
import type { Books } from './machine/books.ts';
import { type CustomerAct, type CustomerOutcome, customerActs } from './machine/customer.ts';
import type { LedgerEntry } from './machine/ledger.ts';
import { callbackUrlOf } from './machine/payment.ts';
import { sandboxOtp, sandboxPin, walletForPayment } from './machine/wallets.ts';
import type { Outbox } from './webhook/outbox.ts';

export const controlRoot = '/simulator';

const hourMs = 60 * 60 * 1000;

export interface ControlParts {
  books: Books;
  outbox: Outbox;
  clock: BkashClock;
  /** After the clock has moved: what was not due may be now. */
  clockMoved(): void;
}

/** What tests and the demo ask of the simulator itself: contract section 4. No token; loopback only. */
export function controlRoutes(parts: ControlParts): (request: HttpRequest) => Promise<HttpReply> {
  const { books, outbox, clock } = parts;
  return async (request) => {
    const path = request.path.slice(controlRoot.length);
    const authorise = /^\/payments\/([A-Za-z0-9]+)\/authorise$/.exec(path);
    switch (`${request.method} ${authorise ? '/authorise' : path}`) {
      case 'GET /ledger':
        return json(200, { entries: books.entries().map(entryView) });
      case 'GET /stats':
        return json(200, stats());
      case 'GET /webhooks':
        return json(200, { items: outbox.sent() });
      case 'POST /authorise':
        return authorisePayment(authorise?.[1] ?? '', jsonObject(request.body || '{}'));
      case 'POST /clock':
        return await advance(jsonObject(request.body)?.advanceSeconds);
      default:
        return json(404, { error: `no control route ${request.method} ${request.path}` });
    }
  };

  function stats() {
    const { lockedUntil } = books.budget();
    const locked = lockedUntil !== null && lockedUntil > clock.now();
    return {
      calls: books.calls(),
      tokenCallsLastHour: books.tokenCallsSince(clock.now() - hourMs),
      lockedUntil: locked ? new Date(lockedUntil).toISOString() : null,
    };
  }

  async function advance(seconds: unknown): Promise<HttpReply> {
    if (typeof seconds !== 'number' || !Number.isFinite(seconds) || seconds < 0) {
      return json(400, { error: 'advanceSeconds must be a number, zero or more' });
    }
    await clock.advance(seconds);
    parts.clockMoved();
    return json(200, { now: new Date(clock.now()).toISOString() });
  }

  /** Wallet, OTP and PIN in one go, through the same acts as the page's. */
  function authorisePayment(paymentId: string, body: Record<string, unknown> | undefined): HttpReply {
    const action = body?.action ?? 'pay';
    if (!body || (action !== 'pay' && action !== 'cancel' && action !== 'fail')) {
      return json(400, { error: 'expected {wallet?, otp?, pin?, action?: "pay" | "cancel" | "fail"}' });
    }
    return books.transaction(() => {
      if (!books.payment(paymentId)) return json(404, { error: 'no such payment' });
      const wallet = textOr(body.wallet, walletForPayment(books.sequenceOf(paymentId)));
      const paying: CustomerAct[] = [
        { act: 'wallet', wallet },
        { act: 'otp', otp: textOr(body.otp, sandboxOtp) },
        { act: 'pin', pin: textOr(body.pin, sandboxPin) },
      ];
      const acts: Record<typeof action, CustomerAct[]> = {
        pay: paying,
        cancel: [{ act: 'close' }],
        fail: [{ act: 'give_up' }],
      };
      return actsReply(paymentId, acts[action]);
    });
  }

  function actsReply(paymentId: string, acts: CustomerAct[]): HttpReply {
    let outcome: CustomerOutcome | undefined;
    for (const act of acts) {
      const payment = outcome?.payment ?? books.payment(paymentId);
      if (!payment) break;
      outcome = customerActs(payment, act, clock.now());
      if (outcome.kind !== 'next') break;
    }
    if (!outcome) return json(404, { error: 'no such payment' });
    books.updatePayment(outcome.payment);
    switch (outcome.kind) {
      case 'leave':
        return json(200, { redirectUrl: callbackUrlOf(outcome.payment, outcome.status) });
      case 'again':
        return json(200, { error: outcome.error, triesLeft: outcome.triesLeft });
      case 'closed':
        return json(409, { error: `this payment is ${outcome.why}` });
      case 'next':
        return json(409, { error: 'the page waits for its next step' });
    }
  }
}

function entryView(entry: LedgerEntry) {
  const { kind, trxId, paymentId, invoice, amountPoisha, wallet, at, of } = entry;
  return {
    kind,
    trxID: trxId,
    ...(paymentId === undefined ? {} : { paymentID: paymentId }),
    ...(invoice === undefined ? {} : { invoice }),
    amount: amountFromPoisha(amountPoisha),
    wallet,
    at: new Date(at).toISOString(),
    ...(of === undefined ? {} : { of }),
  };
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}
