import type { OrderView } from '../../shared/contract/order-view.ts';

/** What is left of one purchase, seen from every side. */
export type Evidence = {
  order: OrderView;
  /** The amount the shop asked for. */
  ordered: string;
  /** How many emails about this order lie in the inbox. */
  emails: number;
  /** bKash's own record, of everything that ever happened on a fresh system. */
  ledger: Array<{ kind: string; trxID: string; paymentID?: string; invoice?: string; amount: string }>;
  calls: Record<'create' | 'execute' | 'query', number>;
};

export type Verdict = { sentence: string; holds: boolean };

/** The demo's promise, sentence by sentence. */
export function judge({ order, ordered, emails, ledger, calls }: Evidence): Verdict[] {
  const completed = order.attempts.filter(({ state }) => state === 'completed');
  const [entry] = ledger;
  const sameAsLedger =
    ledger.length === 1 &&
    entry?.kind === 'payment' &&
    entry.trxID === completed[0]?.trxID &&
    entry.paymentID === completed[0]?.paymentID &&
    entry.invoice === completed[0]?.invoice &&
    entry.amount === order.amountPaid;
  return [
    {
      sentence: `the order is paid, ${ordered} BDT`,
      holds: order.status === 'paid' && order.amountPaid === ordered && completed.length === 1,
    },
    { sentence: 'the customer was told once', holds: emails === 1 },
    { sentence: "bKash's ledger holds this payment and nothing else", holds: sameAsLedger },
    {
      sentence: 'bKash was asked to take the money once, and after that only what became of it',
      holds: calls.create === 1 && calls.execute === 1 && calls.query > 0,
    },
  ];
}
