import type { LetterKind } from '../../../shared/adapters/ses/messages.ts';
import type { ToldFact } from '../../../shared/domain/facts.ts';
import type { Attempt, Customer, Order } from '../../../shared/domain/order.ts';

/** 18:53 in Bangladesh. */
export const paidAt = Date.UTC(2026, 10, 23, 12, 53);
export const trxId = 'BKN7A1C2D3';

export const shop = { shopName: 'SundarBan', linkTo: ({ returnUrl }: Order) => returnUrl };

/** An order of which this letter tells: `fact` is true of it. */
export function orderFor(
  kind: LetterKind,
  given: { locale?: Order['locale']; customer?: Customer } = {},
): { order: Order; fact: ToldFact } {
  const order = { ...pendingOrder(), ...given };
  const withdrawn = { ...order, closed: { as: 'withdrawn' as const, at: paidAt } };
  const expired = { ...order, closed: { as: 'expired' as const, at: paidAt } };
  const late = {
    surplus: [{ trxId, attempt: 1, amountPoisha: 60_000, at: paidAt + 1, progress: setOut }],
    attempts: [completed],
  };
  const sentBack = { ...late, surplus: late.surplus.map((one) => ({ ...one, at: paidAt })) };
  const held = {
    ...late,
    surplus: late.surplus.map(({ progress: _, ...one }) => ({ ...one, heldByAnother: true as const })),
  };
  switch (kind) {
    case 'order.paid':
      return { fact: kind, order: { ...order, attempts: [completed] } };
    case 'order.review':
      return {
        fact: kind,
        order: { ...order, attempts: [completed], review: { attempt: 1, reason: 'amount', at: paidAt } },
      };
    case 'order.expired':
      return { fact: kind, order: { ...expired, attempts: [neverCaptured] } };
    case 'order.expired, late money':
      return { fact: 'order.expired', order: { ...expired, ...late } };
    case 'order.expired, money sent back':
      return { fact: 'order.expired', order: { ...expired, ...sentBack } };
    case 'order.expired, money held':
      return { fact: 'order.expired', order: { ...expired, ...held } };
    case 'order.cancelled':
      return { fact: kind, order: withdrawn };
    case 'order.cancelled, late money':
      return { fact: 'order.cancelled', order: { ...withdrawn, ...late } };
    case 'order.cancelled, money sent back':
      return { fact: 'order.cancelled', order: { ...withdrawn, ...sentBack } };
    case 'order.cancelled, money held':
      return { fact: 'order.cancelled', order: { ...withdrawn, ...held } };
    case 'order.refunded':
      return {
        fact: 'order.refunded:R-1',
        order: {
          ...order,
          attempts: [completed],
          refunds: [{ ...returned, refundId: 'R-1', reason: 'Broken' }],
        },
      };
    case 'order.surplus_returned':
      return {
        fact: `order.surplus_returned:${trxId}`,
        order: { ...expired, attempts: [completed], surplus: [returned] },
      };
    case 'order.payment_link':
      return { fact: kind, order: { ...order, linkNotice: { state: 'ready', at: paidAt } } };
  }
}

const setOut = { state: 'requested' as const, changedAt: paidAt, nextTryAt: paidAt, tries: 0 };

const returned = {
  trxId,
  attempt: 1,
  amountPoisha: 60_000,
  at: paidAt,
  progress: { state: 'succeeded' as const, changedAt: paidAt, refundTrxId: 'BKN7RETURN' },
};

export function pendingOrder(): Order {
  return {
    environment: 'local',
    orderId: 'SB-1001',
    version: 3,
    amountPoisha: 105_000,
    customer: { name: 'Rahela Khatun', email: 'rahela@example.com', phone: '01712345678' },
    returnUrl: 'https://shop.example/orders?id=SB-1001&from=mail',
    locale: 'en',
    mode: 'redirect',
    createdAt: paidAt - 60_000,
    expiresAt: paidAt + 86_400_000,
    updatedAt: paidAt,
    token: { keyId: 'k1', expiresAt: 1_800_000_000 },
    attempts: [],
    refunds: [],
    surplus: [],
    timeline: [],
  };
}

/** He approved it, and bKash never captured it. */
const neverCaptured: Attempt = {
  state: 'lapsed',
  reason: 'never_captured',
  attempt: 1,
  product: 'tokenized',
  generation: 'v2',
  startedAt: paidAt - 60_000,
  changedAt: paidAt,
  sentAt: paidAt - 40_000,
};

const completed: Attempt = {
  state: 'completed',
  attempt: 1,
  product: 'tokenized',
  generation: 'v2',
  startedAt: paidAt - 60_000,
  changedAt: paidAt,
  paymentId: 'TR0011abc',
  paymentCreatedAt: paidAt - 50_000,
  captured: { trxId, amountPoisha: 60_000, currency: 'BDT', payer: '01787654321' },
};
