import { gateOfCalls } from '../../../infra/local/bkash/calls.ts';
import { localCheckoutCredentials, localCredentials } from '../../../infra/local/bkash/credentials.ts';
import type { Dialect } from '../../../infra/local/bkash/dialect.ts';
import { dialectCheckout } from '../../../infra/local/bkash/dialect-checkout.ts';
import { dialectV1 } from '../../../infra/local/bkash/dialect-v1.ts';
import { dialectV2 } from '../../../infra/local/bkash/dialect-v2.ts';
import type { HttpOutcome, HttpRequest } from '../../../infra/local/bkash/http.ts';
import { type BankSettings, createBank } from '../../../infra/local/bkash/machine/bank.ts';
import type { TokenBooks } from '../../../infra/local/bkash/machine/books.ts';
import {
  type CustomerAct,
  type CustomerOutcome,
  customerActs,
} from '../../../infra/local/bkash/machine/customer.ts';
import { duplicateWindowMs } from '../../../infra/local/bkash/machine/execution.ts';
import type { Draw } from '../../../infra/local/bkash/machine/ids.ts';
import type { Payment } from '../../../infra/local/bkash/machine/payment.ts';
import type { Publication } from '../../../infra/local/bkash/machine/publication.ts';
import { recordMoney } from '../../../infra/local/bkash/machine/recording.ts';
import { refundWindowDays } from '../../../infra/local/bkash/machine/refund.ts';
import { unaskedActs } from '../../../infra/local/bkash/machine/unasked.ts';
import { merchantApi } from '../../../infra/local/bkash/merchant-api.ts';
import type { Wait } from '../../../infra/local/bkash/waiting.ts';
import type { Product } from '../../../shared/domain/order.ts';
import { type BooksWatch, memoryBooks } from './memory-books.ts';
import { memoryFaults } from './memory-faults.ts';

export interface InProcessBkashOptions {
  /** bKash's own clock, epoch ms. */
  now(): number;
  /** Delays of faults. */
  wait: Wait;
  draw: Draw;
  /** A notification that bKash leaves for SNS; `dueAt` on bKash's clock. */
  publish?(publication: Publication): void;
  /** How long after the money moved its notification is due. */
  webhookDelayMs?: number;
  watch?: BooksWatch;
}

export type InProcessBkash = ReturnType<typeof inProcessBkash>;

const dayMs = 24 * 60 * 60_000;

/**
 * bKash without sockets and without a disk: the simulator's own state machine, all of its dialects and all of its
 * faults, over books in memory, on whatever clock and chance the caller has. Both products are there, over the same
 * money. Only tokens are plain strings, since nobody here reads what is in them.
 */
export function inProcessBkash(options: InProcessBkashOptions) {
  const { now, wait, draw, publish = () => {}, webhookDelayMs = 1_000, watch } = options;
  const books = memoryBooks(publish, watch);
  const faults = memoryFaults();
  const record = recordMoney(books, faults, webhookDelayMs);
  const windows = { duplicateWindowMs, refundWindowMs: refundWindowDays * dayMs };
  const downUntil: Record<Product, number> = { tokenized: 0, checkout: 0 };
  let issued = 0;
  const tokenized = productOf('tokenized', [dialectV1, dialectV2], books, {
    ...windows,
    credentials: localCredentials,
  });
  const checkout = productOf('checkout', [dialectCheckout], books.checkoutTokens, {
    ...windows,
    credentials: localCheckoutCredentials,
    product: 'checkout',
  });
  const apis = [...tokenized.apis, ...checkout.apis];

  return {
    books,
    faults,
    unasked: unaskedActs(books, record, now, draw, [books, books.checkoutTokens]),

    /** One product's host answers nothing until then, on bKash's clock. */
    saveOutageOf(product: Product, until: number): void {
      downUntil[product] = until;
    },

    /** One call of the merchant's: it acts at once, or after its fault's delay. */
    async answer(request: Omit<HttpRequest, 'query'>): Promise<HttpOutcome> {
      const api = apis.find(({ root }) => request.path.startsWith(root));
      if (!api) throw new Error(`bKash has no ${request.path}.`);
      return api.answer({ ...request, query: noQuery });
    },

    /** Money that the shop gives back in bKash's own portal: our system hears nothing of it. */
    refundedAtPortal(trxId: string, amountPoisha: number): string | undefined {
      const paymentId = books.entry(trxId)?.paymentId ?? '';
      const { bank } = books.payment(paymentId)?.product === 'checkout' ? checkout : tokenized;
      const outcome = bank.refund({ generation: 'v2', paymentId, trxId, amountPoisha });
      return outcome.kind === 'refunded' ? outcome.entry.trxId : undefined;
    },

    /** What a customer does on bKash's page, or in its frame; undefined where there is no such payment. */
    customerActs(paymentId: string, act: CustomerAct): CustomerOutcome | undefined {
      return books.transaction(() => {
        const payment = books.payment(paymentId);
        if (!payment) return undefined;
        const outcome = customerActs(payment, act, now());
        books.updatePayment(outcome.payment);
        return outcome;
      });
    },
  };

  function productOf(product: Product, dialects: Dialect[], tokenBooks: TokenBooks, settings: BankSettings) {
    const bank = createBank({ books, tokenBooks, record, now, draw, issueTokens, settings });
    const itsFaults = {
      ...faults,
      outageUntil: () => Math.max(faults.outageUntil(), downUntil[product]),
    };
    const perform = gateOfCalls({ bank, books, faults: itsFaults, delays: {}, now, wait });
    const pageUrlOf = ({ paymentId }: Payment) => `https://page.bkash.example/${paymentId}`;
    const apisOf = dialects.map((dialect) => ({
      root: `${dialect.root}/`,
      answer: merchantApi(dialect, bank, perform, pageUrlOf, settings.credentials.appKey),
    }));
    return { bank, apis: apisOf };
  }

  function issueTokens() {
    issued += 1;
    return { idToken: `token-${issued}`, refreshToken: `refresh-${issued}` };
  }
}

const noQuery = new URLSearchParams();
