import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localCredentials } from '../../../infra/local/bkash/credentials.ts';
import { connectBkash } from '../../../shared/adapters/bkash/generation.ts';
import type { BkashToken, ExecuteOutcome, QueryOutcome } from '../../../shared/adapters/bkash/port.ts';
import type { Generation } from '../../../shared/domain/order.ts';
import { type Merchant, merchantWithSimulator } from '../bkash/merchant.ts';

/** Goal: our client and the simulator, two readings of the same documents, understand each other over real HTTP. */
let merchant: Merchant;
let generation: Generation;
let bkash: ReturnType<typeof connectTo>;
let token: BkashToken;

describe.each(['v1', 'v2'] as const)('bKash %s', (spoken) => {
  beforeAll(async () => {
    merchant = await merchantWithSimulator();
    generation = spoken;
    bkash = connectTo(merchant.simulator.url);
    const granted = await bkash.grantToken();
    if (granted.kind !== 'granted') throw new Error(`no token: ${granted.kind}`);
    token = { value: granted.token, expiresAt: Date.now() + granted.lifeMs };
  });
  afterAll(() => merchant.leave());

  describe('as our client sees it', () => {
    it('grants a token for an hour, and refreshes it', async () => {
      expect(token.expiresAt - Date.now()).toBeGreaterThan(3_590_000);
      const granted = await bkash.refreshToken('not-the-refresh-token');
      expect(granted.kind).toBe('refused');
    });

    it('takes one payment from create to money, and finds it again', async () => {
      const paymentId = await created('local.A1-01', 105_000);
      expect(await bkash.queryPayment(token, paymentId)).toEqual({
        kind: 'initiated',
        verification: 'incomplete',
      });
      await merchant.authorise(paymentId);
      expect(await bkash.queryPayment(token, paymentId)).toEqual({
        kind: 'initiated',
        verification: 'complete',
      });

      const executed = await bkash.executePayment(token, paymentId, 5_000);
      expect(executed).toMatchObject({
        kind: 'completed',
        captured: {
          trxId: expect.stringMatching(/^[A-Z0-9]{10}$/),
          amountPoisha: 105_000,
          currency: 'BDT',
          invoice: 'local.A1-01',
          payer: expect.stringMatching(/^01\d{9}$/),
        },
      });
      const { trxId: same, amountPoisha, currency, invoice, payer } = capturedBy(executed);
      const queried = capturedBy(await bkash.queryPayment(token, paymentId));
      expect(queried).toMatchObject({ trxId: same, amountPoisha, currency, invoice });
      // v1's Query does not say who paid.
      expect(queried.payer).toBe(generation === 'v1' ? undefined : payer);
      const found = await bkash.searchTransaction(token, same);
      expect(found).toMatchObject({ kind: 'found', amountPoisha: 105_000, completed: true });
    });

    it('is asked again, not believed, when it says that a payment is complete already', async () => {
      const paymentId = await agreed('local.A2-01', 2_000);
      await bkash.executePayment(token, paymentId, 5_000);
      const again = await bkash.executePayment(token, paymentId, 5_000);
      expect(again).toMatchObject({ kind: 'ask', refusal: { code: '2062', handling: 'ask' } });
    });

    it('says premature when the customer has not agreed yet', async () => {
      const paymentId = await created('local.A3-01', 3_000);
      const outcome = await bkash.executePayment(token, paymentId, 5_000);
      expect(outcome).toMatchObject({ kind: 'premature', refusal: { code: '2056' } });
    });

    it.each([
      ['without money', '01823074817', '2023'],
      ['that is blocked', '01823074818', '2037'],
    ])('refuses a wallet %s, in both languages', async (_, wallet, code) => {
      const paymentId = await agreed(`local.W${code}-01`, 4_000, wallet);
      const outcome = await bkash.executePayment(token, paymentId, 5_000);
      expect(outcome).toMatchObject({ kind: 'refused', refusal: { code, handling: 'customer' } });
      const message = outcome.kind === 'refused' ? outcome.refusal.message : { en: '', bn: '' };
      expect(message.en).toMatch(/[a-z]/);
      expect(message.bn).toMatch(/[\u0980-\u09ff]/);
    });

    it('refuses the same amount from the same wallet a moment later', async () => {
      const wallet = '01770618575';
      await bkash.executePayment(token, await agreed('local.D1-01', 5_000, wallet), 5_000);
      const outcome = await bkash.executePayment(token, await agreed('local.D2-01', 5_000, wallet), 5_000);
      expect(outcome).toMatchObject({ kind: 'refused', refusal: { code: '2029', handling: 'duplicate' } });
    });

    it('decides nothing about a transaction it does not know', async () => {
      const found = await bkash.searchTransaction(token, 'NOSUCHTRXX');
      expect(found).toEqual({ kind: 'unanswered', reason: 'code_2033', unauthorised: false });
    });

    it('says of a paymentID that it never gave that there is no such payment', async () => {
      const outcome = await bkash.queryPayment(token, 'TR0011AAAAAAA1747579752377');
      expect(outcome).toEqual({ kind: 'dead', reason: 'code_2002' });
    });

    it('takes the token of the other generation, and settles its payments no less', async () => {
      const paymentId = await agreed('local.S1-01', 6_000);
      const { bkash: clients } = connectBkash(stageOf(merchant.simulator.url), localCredentials);
      const other = clients[generation === 'v1' ? 'v2' : 'v1'];
      expect((await other.createPayment(token, order('local.S2-01', 100), 5_000)).kind).toBe('created');
      expect((await bkash.executePayment(token, paymentId, 5_000)).kind).toBe('completed');
    });
  });

  describe('a call that bKash certainly did not act on', () => {
    it('has a token that bKash does not take', async () => {
      const bad = { value: `${token.value}x`, expiresAt: token.expiresAt };
      const refused = { kind: 'not_sent', reason: 'unauthorised' };
      expect(await bkash.executePayment(bad, 'TR0011AAAAAAA1747579752377', 5_000)).toEqual(refused);
      expect(await bkash.createPayment(bad, order('local.X-01', 100), 5_000)).toEqual(refused);
      expect(await bkash.queryPayment(bad, 'TR0011AAAAAAA1747579752377')).toMatchObject({
        unauthorised: true,
      });
    });

    it('has a token that expired meanwhile', async () => {
      await merchant.advance(3_601);
      const outcome = await bkash.createPayment(token, order('local.X-02', 100), 5_000);
      expect(outcome).toEqual({ kind: 'not_sent', reason: 'unauthorised' });
    });

    it('met nobody at the door', async () => {
      const gone = await merchantWithSimulator();
      const nowhere = connectTo(gone.simulator.url);
      await gone.leave();
      const outcome = await nowhere.executePayment(token, 'TR0011AAAAAAA1747579752377', 5_000);
      expect(outcome).toEqual({ kind: 'not_sent', reason: 'unreachable' });
      expect(await nowhere.grantToken()).toEqual({ kind: 'not_sent' });
    });
  });
});

function connectTo(tokenizedOrigin: string) {
  const { bkash, tokenCalls } = connectBkash(stageOf(tokenizedOrigin), localCredentials);
  return { ...bkash[generation], ...tokenCalls };
}

function capturedBy(outcome: ExecuteOutcome | QueryOutcome) {
  if (outcome.kind !== 'completed') throw new Error(`not completed: ${outcome.kind}`);
  return outcome.captured;
}

function stageOf(tokenizedOrigin: string) {
  return { stage: 'local', bkash: { generation, tokenizedOrigin } };
}

function order(invoice: string, amountPoisha: number) {
  return { invoice, amountPoisha, callbackUrl: 'http://127.0.0.1:1/callbacks', payerReference: 'A1' };
}

async function created(invoice: string, amountPoisha: number): Promise<string> {
  const outcome = await bkash.createPayment(token, order(invoice, amountPoisha), 5_000);
  if (outcome.kind !== 'created') throw new Error(`not created: ${outcome.kind}`);
  expect(outcome.bkashUrl).toContain(merchant.simulator.url);
  return outcome.paymentId;
}

async function agreed(invoice: string, amountPoisha: number, wallet?: string): Promise<string> {
  const paymentId = await created(invoice, amountPoisha);
  await merchant.authorise(paymentId, wallet === undefined ? {} : { wallet });
  return paymentId;
}
