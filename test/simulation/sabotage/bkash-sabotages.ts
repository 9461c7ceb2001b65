import type { TokenRecord, TokenStore } from '../../../shared/adapters/bkash/token-record.ts';
import type { Alteration } from '../alteration.ts';
import { withBkash, withRefunds } from './wrapping.ts';

const refusal = { code: '2014', handling: 'customer', message: { en: 'No.', bn: 'না।' } } as const;

/** Safeguards on the way to bKash: what an answer means, what is never repeated, how often a token is asked for. */
export const bkashSabotages = {
  /** No answer is taken for a no. */
  'silence-is-refusal': withBkash((client) => ({
    async executePayment(...given) {
      const outcome = await client.executePayment(...given);
      return outcome.kind === 'unknown' ? { kind: 'refused', refusal } : outcome;
    },
  })),

  /** 2062 and its like: "completed already" is taken for a no. */
  'already-completed-is-refusal': withBkash((client) => ({
    async executePayment(...given) {
      const outcome = await client.executePayment(...given);
      return outcome.kind === 'ask' ? { ...outcome, kind: 'refused' } : outcome;
    },
  })),

  /** A connection that broke is taken for one that was never opened. */
  'lost-is-never-sent': withBkash((client) => ({
    async executePayment(...given) {
      const outcome = await client.executePayment(...given);
      return outcome.kind === 'unknown' ? { kind: 'not_sent', reason: 'unreachable' } : outcome;
    },
  })),

  /** An Execute that nobody answered is sent again at once. */
  'execute-retried': withBkash((client) => ({
    async executePayment(...given) {
      const outcome = await client.executePayment(...given);
      return outcome.kind === 'unknown' ? client.executePayment(...given) : outcome;
    },
  })),

  /** bKash is asked about a payment whose Execute it has just answered. */
  'happy-payment-queried': {
    functions: (production) => ({
      ...production,
      async returnFromBkash(room, back) {
        const order = await production.returnFromBkash(room, back);
        const paid = order?.attempts.find(({ state }) => state === 'completed');
        const token = paid && (await room.tokens.usable());
        if (token) await room.bkash[paid.generation].queryPayment(token, back.paymentId);
        return order;
      },
    }),
  },

  /** A Query that was not answered counts as one that found nothing. */
  'unanswered-look-counts': withBkash((client) => ({
    async queryPayment(...given) {
      const outcome = await client.queryPayment(...given);
      return outcome.kind === 'unanswered' ? { kind: 'initiated', verification: 'incomplete' } : outcome;
    },
  })),

  /** "Initiated" is taken for the end of a payment. */
  'initiated-is-executed-again': withBkash((client) => ({
    async queryPayment(token, paymentId, ...rest) {
      const outcome = await client.queryPayment(token, paymentId, ...rest);
      if (outcome.kind === 'initiated') await client.executePayment(token, paymentId, 28_000);
      return outcome;
    },
  })),

  /** A refund that nobody answered is sent again at once. */
  'refund-retried': withRefunds((client) => ({
    async refundPayment(...given) {
      const outcome = await client.refundPayment(...given);
      return outcome.kind === 'unknown' ? client.refundPayment(...given) : outcome;
    },
  })),

  /** A refund that nobody answered is called done. */
  'silent-refund-is-done': withRefunds((client) => ({
    async refundPayment(token, refund, abortMs) {
      const outcome = await client.refundPayment(token, refund, abortMs);
      if (outcome.kind !== 'unknown') return outcome;
      return { kind: 'succeeded', refundTrxId: 'SUPPOSED', amountPoisha: refund.amountPoisha };
    },
  })),

  /** The token's lease is taken whoever holds it. */
  'lease-without-owner': withTokenStore((store) => ({
    async read() {
      const { lease: _, ...record } = await store.read();
      return record;
    },
    async write(next) {
      const written = await store.write(next);
      if (written.kind === 'written') return written;
      return store.write({ ...next, version: written.record.version });
    },
  })),

  /** Token calls that brought none are not counted. */
  'failed-token-calls-uncounted': withTokenStore((store) => ({
    write: ({ failedAt, lockedUntil, ...next }) =>
      store.write(failedAt === undefined && lockedUntil === undefined ? next : { ...next, calls: [] }),
  })),

  /** Each container keeps a token of its own. */
  'token-unshared': {
    tokenStore() {
      let record: TokenRecord = { version: 0, calls: [] };
      return {
        read: async () => record,
        async write(next) {
          record = { ...next, version: next.version + 1 };
          return { kind: 'written', record };
        },
      };
    },
  },
} satisfies Record<string, Alteration>;

function withTokenStore(change: (store: TokenStore) => Partial<TokenStore>): Alteration {
  return { tokenStore: (store) => ({ ...store, ...change(store) }) };
}
