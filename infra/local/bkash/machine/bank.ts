import { poishaFromBkash } from '../../../../shared/domain/money.ts';
import type { Credentials } from '../credentials.ts';
import type { Books, TokenBooks } from './books.ts';
import { executePayment } from './execution.ts';
import { type Draw, newFramePaymentId, newPageKey, newPaymentId, newSignature, newTrxId } from './ids.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Operation } from './operations.ts';
import { type CreateCommand, createPayment, type Payment } from './payment.ts';
import { withCoupon } from './publication.ts';
import { entryOf, type RecordMoney } from './recording.ts';
import { capturedPayment, type RefundCommand, type Refunding, refundPayment } from './refund.ts';
import type { RefusalCode } from './refusals.ts';
import { refreshTokenLifeMs, spendTokenCall, tokenLifeMs } from './token-budget.ts';

export interface BankParts {
  books: Books;
  /** Of a product that is not the books' own. */
  tokenBooks?: TokenBooks;
  record: RecordMoney;
  now(): number;
  draw: Draw;
  issueTokens(now: number): { idToken: string; refreshToken: string };
  settings: BankSettings;
}

export interface BankSettings {
  credentials: Credentials;
  /** Absent: the tokenized product. A payment of the other product is none here. */
  product?: 'checkout';
  /** Same payer and amount within this time is refused with 2029; 0 switches it off. */
  duplicateWindowMs: number;
  /** How long after its capture a payment may be returned. */
  refundWindowMs: number;
}

export type TokenAnswer =
  | { kind: 'granted'; idToken: string; refreshToken: string }
  | { kind: 'locked_out' }
  | { kind: 'unauthorised' };
export type PaymentAnswer = { kind: 'payment'; payment: Payment } | { kind: 'refused'; code: RefusalCode };
export type SearchAnswer = { kind: 'entry'; entry: LedgerEntry } | { kind: 'refused'; code: RefusalCode };
export type RefundsAnswer =
  | { kind: 'refunds'; payment: Payment; entries: LedgerEntry[] }
  | { kind: 'refused'; code: RefusalCode };
export type TokenState = 'valid' | 'expired' | 'unknown';

export type Bank = ReturnType<typeof createBank>;

/**
 * bKash behind its API: each method is one call as both generations know it, one transaction, no words of
 * either. A caller that left while it waited changes nothing here.
 */
export function createBank({
  books,
  tokenBooks = books,
  record,
  now,
  draw,
  issueTokens,
  settings,
}: BankParts) {
  return {
    grant: (given: Credentials): TokenAnswer => books.transaction(() => token(given)),

    refresh: (given: Credentials, refreshToken: string): TokenAnswer =>
      books.transaction(() => token(given, refreshToken)),

    create: (command: CreateCommand): PaymentAnswer =>
      books.transaction(() => {
        const at = now();
        const ids = {
          paymentId: settings.product ? newFramePaymentId(draw, at) : newPaymentId(draw, at),
          signature: newSignature(draw),
          pageKey: newPageKey(draw),
        };
        const payment = createPayment(command, ids, at);
        books.addPayment(payment);
        return { kind: 'payment', payment };
      }),

    /** `statedAmount`: what Execute shall answer; below the ordered amount it makes this a coupon payment. */
    execute: (paymentId: string, statedAmount?: string): PaymentAnswer =>
      books.transaction(() => execute(paymentId, statedAmount)),

    query: (paymentId: string): PaymentAnswer => {
      const payment = ownPayment(paymentId);
      return payment ? { kind: 'payment', payment } : { kind: 'refused', code: '2002' };
    },

    search: (trxId: string): SearchAnswer => {
      const entry = books.entry(trxId);
      return entry ? { kind: 'entry', entry } : { kind: 'refused', code: '2033' };
    },

    /** No webhook follows: no source has shown one for a refund. */
    refund: (command: RefundCommand): Refunding => books.transaction(() => refund(command)),

    refundsOf: (paymentId: string, trxId: string): RefundsAnswer => {
      const found = capturedPayment(ownPayment(paymentId), trxId);
      if (found.kind === 'refused') return found;
      return { kind: 'refunds', payment: found.payment, entries: books.refundsOf(trxId) };
    },

    /** Old tokens stay valid until they expire, whatever was granted since. */
    tokenState: (idToken: string): TokenState => {
      const expiresAt = tokenBooks.tokenExpiry(idToken, 'id');
      if (expiresAt === undefined) return 'unknown';
      return expiresAt > now() ? 'valid' : 'expired';
    },

    /** A call that reached bKash counts, whatever comes of it. */
    count: (operation: Operation): void =>
      books.transaction(() => {
        books.countCall(operation);
        if (operation === 'grant' || operation === 'refresh') tokenBooks.noteTokenCall(now());
      }),
  };

  function ownPayment(paymentId: string): Payment | undefined {
    const payment = books.payment(paymentId);
    return payment?.product === settings.product ? payment : undefined;
  }

  function token(given: Credentials, refreshToken?: string): TokenAnswer {
    const at = now();
    const decision = spendTokenCall(tokenBooks.budget(), at);
    tokenBooks.saveBudget(decision.budget);
    if (!decision.allowed) return { kind: 'locked_out' };
    if (!sameCredentials(given, settings.credentials)) return { kind: 'unauthorised' };
    const refreshExpiry =
      refreshToken === undefined ? undefined : (tokenBooks.tokenExpiry(refreshToken, 'refresh') ?? 0);
    if (refreshExpiry !== undefined && refreshExpiry <= at) return { kind: 'unauthorised' };
    const issued = issueTokens(at);
    tokenBooks.addToken(issued.idToken, 'id', at + tokenLifeMs);
    tokenBooks.addToken(issued.refreshToken, 'refresh', at + refreshTokenLifeMs);
    return { kind: 'granted', ...issued };
  }

  function execute(paymentId: string, statedAmount: string | undefined): PaymentAnswer {
    const before = ownPayment(paymentId);
    if (!before) return { kind: 'refused', code: '2002' };
    const at = now();
    const { progress } = before;
    const lastEqual =
      progress.at === 'authorised' ? books.lastPaymentAt(progress.wallet, before.amountPoisha) : undefined;
    const statedPoisha = statedAmount === undefined ? undefined : poishaFromBkash(statedAmount);
    const coupon = (statedPoisha ?? before.amountPoisha) < before.amountPoisha ? statedAmount : undefined;
    const { duplicateWindowMs } = settings;
    const outcome = executePayment(before, newTrxId(draw, at), lastEqual, at, duplicateWindowMs, coupon);
    books.updatePayment(outcome.payment);
    if (outcome.kind === 'refused') return { kind: 'refused', code: outcome.code };
    record(withCoupon(entryOf(outcome, at), statedPoisha));
    return { kind: 'payment', payment: outcome.payment };
  }

  function refund(command: RefundCommand): Refunding {
    const at = now();
    const earlier = books.refundsOf(command.trxId);
    const payment = ownPayment(command.paymentId);
    const windowMs = settings.refundWindowMs;
    const outcome = refundPayment(payment, earlier, command, newTrxId(draw, at), at, windowMs);
    if (outcome.kind === 'refunded') books.addEntry(outcome.entry);
    return outcome;
  }
}

function sameCredentials(given: Credentials, ours: Credentials): boolean {
  const { username, password, appKey, appSecret } = ours;
  return (
    given.username === username &&
    given.password === password &&
    given.appKey === appKey &&
    given.appSecret === appSecret
  );
}
