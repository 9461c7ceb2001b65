import { expect, it } from 'vitest';
import { connectRefunds } from '../../shared/adapters/bkash/refund-generation.ts';
import type { Customer, Ground } from './ground.ts';
import type { Speaking } from './what-we-believe.ts';

/** A person needs a minute for wallet, OTP and PIN, and this is twice that many. */
const withPersonMs = 20 * 60_000;

/** The same, of payments that a customer approved: what nobody can look at without one. */
export function describePaidPayments(speaking: () => Speaking, customer: Customer, ground: Ground): void {
  it(
    'flips to Complete with the PIN, executes once, and shows one payment in every call (4, 2.5–2.8)',
    async () => {
      const { generation, dialect, ask, made, client, token } = speaking();
      const payment = await made(amountOfOurs());
      const { paymentId, amount, invoice } = payment;
      const named = { [dialect.paymentId]: paymentId };
      await customer.approves(payment);

      // Nobody has shown this answer: the policy `absentCustomer` stands on it (design rule 8).
      const approved = await ask('query', named);
      expect(approved.body).toMatchObject({ transactionStatus: 'Initiated', verificationStatus: 'Complete' });
      expect(approved.body).not.toHaveProperty(dialect.trxId);

      const executed = await ask('execute', named);
      expect(executed).toMatchObject({
        status: 200,
        body: {
          ...dialect.success,
          [dialect.paymentId]: paymentId,
          [dialect.trxId]: expect.stringMatching(/^[A-Z0-9]{10}$/),
          [dialect.payer]: expect.stringMatching(/^01\d{9}$/),
          transactionStatus: 'Completed',
          currency: 'BDT',
          merchantInvoiceNumber: invoice,
        },
      });
      const trxId: string = executed.body[dialect.trxId];
      expect(Number(executed.body.amount)).toBe(Number(amount));

      const captured = { trxId, amountPoisha: Math.round(Number(amount) * 100), currency: 'BDT', invoice };
      const queried = await client.queryPayment(token, paymentId);
      expect(queried).toMatchObject({ kind: 'completed', captured });
      const found = await client.searchTransaction(token, trxId);
      expect(found).toMatchObject({ kind: 'found', amountPoisha: captured.amountPoisha, completed: true });
      const again = await ask('execute', named);
      expect([dialect.refusal('2062'), dialect.refusal('2117')]).toContainEqual(again);

      const refund = { ...named, [dialect.trxId]: trxId, sku: 'drift', reason: 'drift suite' };
      const returned = await ask('refund', { ...refund, [dialect.refundAmount]: '1.00' });
      expect(returned).toMatchObject({ status: 200, body: dialect.refunded });
      const status = await ask('refundStatus', { ...named, [dialect.trxId]: trxId });
      expect(status).toMatchObject({ status: 200, body: dialect.refundListed });
      const refunds = connectRefunds(
        { stage: ground.stage, bkash: { generation, tokenizedOrigin: ground.origin } },
        ground.credentials,
      )[generation];
      const listed = await refunds.refundStatus(token, { paymentId, trxId });
      expect(listed).toMatchObject({ kind: 'listed', refunds: [{ amountPoisha: 100, completed: true }] });
    },
    withPersonMs,
  );

  it(
    'refuses the same payer and amount too soon with 2029, at Execute and not before (9)',
    async () => {
      const { dialect, ask, made } = speaking();
      const amount = amountOfOurs();
      const [first, second] = [await made(amount), await made(amount)];
      await customer.approves(first);
      const paid = await ask('execute', { [dialect.paymentId]: first.paymentId });
      expect(paid.body).toMatchObject({ transactionStatus: 'Completed' });
      await customer.approves(second);
      const refused = await ask('execute', { [dialect.paymentId]: second.paymentId });
      expect(refused).toEqual(dialect.refusal('2029'));
    },
    withPersonMs,
  );

  it(
    'says Initiated of a payment whose page was closed (4)',
    async () => {
      const { dialect, ask, made } = speaking();
      const payment = await made(amountOfOurs());
      await customer.closes(payment);
      const { body } = await ask('query', { [dialect.paymentId]: payment.paymentId });
      expect(body).toMatchObject({ transactionStatus: 'Initiated', verificationStatus: 'Incomplete' });
    },
    withPersonMs,
  );
}

/** Between 20 and 70 taka, another one each time: an equal amount would meet 2029 by itself. */
function amountOfOurs(): string {
  return (20 + (Date.now() % 5_000) / 100).toFixed(2);
}
