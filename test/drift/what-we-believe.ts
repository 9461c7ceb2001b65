import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { connectBkash } from '../../shared/adapters/bkash/generation.ts';
import type { Bkash, BkashToken } from '../../shared/adapters/bkash/port.ts';
import type { Generation } from '../../shared/domain/order.ts';
import { type DriftDialect, driftDialects } from './dialects.ts';
import { type Answer, type Ground, post } from './ground.ts';
import { describePaidPayments } from './what-we-believe-of-money.ts';

/** A payment that the suite made. */
export interface Made {
  paymentId: string;
  bkashUrl: string;
  invoice: string;
  amount: string;
}

/** One generation of one bKash, as a merchant and as our own client speak it. */
export interface Speaking {
  generation: Generation;
  dialect: DriftDialect;
  ask(operation: keyof DriftDialect['paths'], body: object): Promise<Answer>;
  made(amount: string): Promise<Made>;
  client: Bkash;
  token: BkashToken;
}

const unknownPaymentId = 'TR0011AAAAAAA1747579752377';
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d:\d{3} GMT\+0600$/;

/**
 * What our client and our simulator take for granted of bKash, section by section of `bkash-api.md`: the raw answers
 * field by field, and what production's own client makes of them. Held against the simulator in CI and against the real
 * sandbox where somebody has credentials: whatever fails there and not here has drifted.
 */
export function describeWhatWeBelieve(ground: Ground): void {
  describe.each(ground.generations)(`${ground.name}, API %s`, (generation) => {
    let speaking: Speaking;
    beforeAll(async () => {
      speaking = await speakingTo(ground, generation);
    });

    it('gives a token of Cognito’s, for this app and an hour (section 1)', async () => {
      const claims = JSON.parse(
        Buffer.from(speaking.token.value.split('.')[1] ?? '', 'base64url').toString(),
      );
      expect(claims).toMatchObject({ aud: ground.credentials.appKey, token_use: 'id' });
      expect(claims.exp - claims.iat).toBe(3600);
      expect(claims.iss).toMatch(/^https:\/\/cognito-idp\.ap-southeast-1\.amazonaws\.com\//);
    });

    it('creates a payment, repeats what it was sent, and announces three addresses with one signature (2.4)', async () => {
      const { dialect } = speaking;
      const asked = orderOf('15', invoiceOfOurs());
      const { status, body } = await speaking.ask('create', { ...asked, ...dialect.createFields });
      expect(status).toBe(200);
      expect(body).toMatchObject({
        ...dialect.success,
        [dialect.paymentId]: expect.stringMatching(/^TR0011[A-Za-z0-9]{2,10}\d{13}$/),
        amount: '15',
        currency: 'BDT',
        intent: 'sale',
        merchantInvoiceNumber: asked.merchantInvoiceNumber,
        transactionStatus: 'Initiated',
        paymentCreateTime: expect.stringMatching(time),
        callbackURL: asked.callbackURL,
      });
      for (const name of dialect.absentFromSuccess) expect(body).not.toHaveProperty(name);
      const addresses = [body.successCallbackURL, body.failureCallbackURL, body.cancelledCallbackURL];
      const parameters = addresses.map((address) => new URL(address).searchParams);
      expect(parameters.map((each) => each.get('status'))).toEqual(['success', 'failure', 'cancel']);
      expect(new Set(parameters.map((each) => each.get('paymentID')))).toEqual(
        new Set([body[dialect.paymentId]]),
      );
      const [signature] = parameters.map((each) => each.get('signature'));
      expect(signature).toMatch(/^[A-Za-z0-9]{10}$/);
      expect(new Set(parameters.map((each) => each.get('signature')))).toEqual(new Set([signature]));
      if (generation === 'v2') expect(body.signature).toBe(signature);
      expect(new URL(body.bkashURL).searchParams.get('paymentId')).toBe(body[dialect.paymentId]);
    });

    it('says of a new payment that it is Initiated and Incomplete (2.6)', async () => {
      const { dialect } = speaking;
      const { paymentId, invoice } = await speaking.made('16.50');
      const { status, body } = await speaking.ask('query', { [dialect.paymentId]: paymentId });
      expect(status).toBe(200);
      expect(body).toMatchObject({
        ...dialect.success,
        [dialect.paymentId]: paymentId,
        [dialect.queriedInvoice]: invoice,
        transactionStatus: 'Initiated',
        verificationStatus: 'Incomplete',
        amount: '16.50',
      });
      expect(body).not.toHaveProperty(dialect.trxId);
      const outcome = await speaking.client.queryPayment(speaking.token, paymentId);
      expect(outcome).toEqual({ kind: 'initiated', verification: 'incomplete' });
    });

    it('refuses to execute what nobody approved, with 2056, and still says Initiated (4, 9)', async () => {
      const { dialect } = speaking;
      const { paymentId } = await speaking.made('17.00');
      const answer = await speaking.ask('execute', { [dialect.paymentId]: paymentId });
      expect(answer).toEqual(dialect.refusal('2056'));
      const outcome = await speaking.client.queryPayment(speaking.token, paymentId);
      expect(outcome).toMatchObject({ kind: 'initiated' });
    });

    it('knows no payment that it never gave: 2002 (9)', async () => {
      const { dialect } = speaking;
      const answer = await speaking.ask('query', { [dialect.paymentId]: unknownPaymentId });
      expect(answer).toEqual(dialect.refusal('2002'));
      const outcome = await speaking.client.queryPayment(speaking.token, unknownPaymentId);
      expect(outcome).toEqual({ kind: 'dead', reason: 'code_2002' });
    });

    it('refuses an amount of nothing: 2006 (9)', async () => {
      const { dialect } = speaking;
      const asked = { ...orderOf('0', invoiceOfOurs()), ...dialect.createFields };
      expect(await speaking.ask('create', asked)).toEqual(dialect.refusal('2006'));
    });

    it('refuses a trxID that it does not know, in the envelope of its generation (2.7, 8)', async () => {
      const { dialect } = speaking;
      const answer = await speaking.ask('search', { [dialect.trxId]: 'NOSUCHTRXX' });
      expect(answer).toEqual(dialect.refusal(/^\d{3,4}$/));
      const outcome = await speaking.client.searchTransaction(speaking.token, 'NOSUCHTRXX');
      expect(outcome).toMatchObject({ kind: 'unanswered', unauthorised: false });
    });

    it('turns a token that is none away before it acts: 401 Unauthorized (8)', async () => {
      const { dialect } = speaking;
      const body = { [dialect.paymentId]: unknownPaymentId };
      const answer = await post(ground, dialect.root + dialect.paths.query, 'no-token', body);
      expect(answer).toEqual({ status: 401, body: { message: 'Unauthorized' } });
      const bad = { ...speaking.token, value: 'no-token' };
      const outcome = await speaking.client.executePayment(bad, unknownPaymentId, 30_000);
      expect(outcome).toEqual({ kind: 'not_sent', reason: 'unauthorised' });
    });

    it('has the gateway’s words for a path that is none (8)', async () => {
      const { dialect, token } = speaking;
      const answer = await post(ground, `${dialect.root}/no/such/path`, token.value, {});
      expect(answer).toEqual({ status: 403, body: { message: 'Missing Authentication Token' } });
    });

    if (generation === 'v2') {
      it('takes no refund without sku and reason: 400 Invalid request body (2.8)', async () => {
        const body = { paymentId: unknownPaymentId, trxId: 'NOSUCHTRXX', refundAmount: '1.00' };
        const answer = await speaking.ask('refund', body);
        expect(answer).toEqual({ status: 400, body: { message: 'Invalid request body' } });
      });
    }

    const { customer } = ground;
    if (customer) describePaidPayments(() => speaking, customer, ground);
  });
}

async function speakingTo(ground: Ground, generation: Generation): Promise<Speaking> {
  const { origin, stage, credentials } = ground;
  const dialect = driftDialects[generation];
  const token = { value: await ground.token(), expiresAt: Number.MAX_SAFE_INTEGER };
  const settings = { stage, bkash: { generation, tokenizedOrigin: origin } };
  const speaking: Speaking = {
    generation,
    dialect,
    token,
    client: connectBkash(settings, credentials).bkash[generation],
    ask: (operation, body) => post(ground, dialect.root + dialect.paths[operation], token.value, body),
    async made(amount) {
      const invoice = invoiceOfOurs();
      const { body } = await speaking.ask('create', { ...orderOf(amount, invoice), ...dialect.createFields });
      return { paymentId: body[dialect.paymentId], bkashUrl: body.bkashURL, invoice, amount };
    },
  };
  return speaking;
}

/** Of no order: whatever arrives under it is recognisable as this suite's. */
function invoiceOfOurs(): string {
  return `drift.${randomUUID()}-1`;
}

function orderOf(amount: string, merchantInvoiceNumber: string) {
  return {
    payerReference: 'drift',
    callbackURL: 'https://shop.example/callbacks/bkash/drift',
    amount,
    currency: 'BDT',
    intent: 'sale',
    merchantInvoiceNumber,
  };
}
