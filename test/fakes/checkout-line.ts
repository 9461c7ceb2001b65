import type { BkashCheckout } from '../../shared/adapters/bkash/port.ts';
import type { HealthGate } from '../../shared/adapters/dynamodb/port.ts';
import { healthy } from '../../shared/domain/gate.ts';
import type { CheckoutLine } from '../../shared/usecases/bkash-line.ts';
import { FakeBkash } from './bkash.ts';

/** The product in the shop's page as a script: its own token and gate, and paymentIDs that the other one never has. */
export class FakeCheckoutLine implements CheckoutLine {
  readonly script = new FakeBkash();
  gateOpen = true;
  gateFailures = 0;
  gatePass: 'probe' | undefined;
  gateSince: { since?: number } = {};

  readonly bkash: BkashCheckout = {
    createPayment: async (token, order, abortAfterMs) => {
      const outcome = await this.script.createPayment(token, order, abortAfterMs);
      if (outcome.kind !== 'created') return outcome;
      const paymentId = `FRAME${outcome.paymentId}`;
      return {
        kind: 'created',
        paymentId,
        createAnswer: JSON.stringify({ paymentID: paymentId, orgName: 'Shop' }),
      };
    },
    executePayment: (...call) => this.script.executePayment(...call),
    queryPayment: (token, paymentId) => this.script.queryPayment(token, paymentId),
    searchTransaction: (...call) => this.script.searchTransaction(...call),
  };

  readonly tokens = this.script.tokens;

  readonly gate: HealthGate = {
    admit: async () => this.gatePass ?? (this.gateOpen ? 'open' : 'closed'),
    standing: async () =>
      this.gateOpen
        ? { ...healthy, ...this.gateSince }
        : { kind: 'closed', pauseMs: 1_000, until: Number.MAX_SAFE_INTEGER },
    failed: async () => {
      this.gateFailures += 1;
    },
    answered: async () => {},
  };
}
