import { invoiceOf } from '../../shared/domain/ids.ts';
import type { Order } from '../../shared/domain/order.ts';
import { World } from '../fakes/world.ts';
import type { Books } from './books.ts';

/** Of an order whose first capture pays and was refunded in part, and whose second went back; and of stray money. */
export async function agreeingBooks(): Promise<{ books: Books; order: Order }> {
  const order = await anOrder();
  const books: Books = {
    orders: [order],
    ties: new Map([
      ['TRX1', { orderId: 'SB-1', attempt: 1 }],
      ['TRX2', { orderId: 'SB-1', attempt: 2 }],
    ]),
    unclaimed: new Map([['STRAY', 'open']]),
    notices: ['shop', 'email'].flatMap((channel) =>
      ['order.paid', 'order.refunded:R-1', 'order.surplus_returned:TRX2'].map((fact) => ({
        orderId: 'SB-1',
        fact,
        channel,
        sends: 1,
        isTaken: channel === 'shop',
      })),
    ),
    letters: new Map([['SB-1', 3]]),
    journal: new Map(),
    deadLetters: 0,
    ledger: [
      { kind: 'payment', trxId: 'TRX1', amountPoisha: 105_000, invoice: invoiceOf('live', 'SB-1', 1) },
      { kind: 'payment', trxId: 'TRX2', amountPoisha: 105_000, invoice: invoiceOf('live', 'SB-1', 2) },
      { kind: 'payment', trxId: 'STRAY', amountPoisha: 7_700 },
      { kind: 'refund', trxId: 'BACK1', amountPoisha: 40_000, of: 'TRX1' },
      { kind: 'refund', trxId: 'BACK2', amountPoisha: 105_000, of: 'TRX2' },
    ],
  };
  return { books, order };
}

async function anOrder(): Promise<Order> {
  const world = new World();
  await world.checkout();
  await world.comesBack('success');
  const [paid] = world.order.attempts;
  if (paid?.state !== 'completed') throw new Error('The order was not paid.');
  const second = { ...paid, attempt: 2, captured: { ...paid.captured, trxId: 'TRX2' } };
  const back = (refundTrxId: string) => ({ state: 'succeeded' as const, changedAt: 1, refundTrxId });
  return {
    ...world.order,
    attempts: [{ ...paid, captured: { ...paid.captured, trxId: 'TRX1' } }, second],
    surplus: [{ trxId: 'TRX2', attempt: 2, amountPoisha: 105_000, at: 1, progress: back('BACK2') }],
    refunds: [
      {
        refundId: 'R-1',
        attempt: 1,
        trxId: 'TRX1',
        amountPoisha: 40_000,
        reason: '',
        at: 1,
        progress: back('BACK1'),
      },
    ],
  };
}
