import type {
  Bkash,
  BkashToken,
  CreateOutcome,
  ExecuteOutcome,
  QueryOutcome,
  SearchOutcome,
  TokenSource,
} from '../../shared/adapters/bkash/port.ts';
import type { Captured } from '../../shared/domain/payment.ts';

/** bKash as a script: says what the test wrote down, and remembers what it was asked. */
export class FakeBkash implements Bkash {
  readonly calls: Array<{ operation: 'create' | 'execute' | 'query' | 'search'; of: string }> = [];
  readonly creates: CreateOutcome[] = [];
  readonly executes: ExecuteOutcome[] = [];
  readonly queries: QueryOutcome[] = [];
  readonly searches: SearchOutcome[] = [];
  readonly rejectedTokens: string[] = [];
  /** Runs while a call is under way: what others do meanwhile. */
  meanwhile: (() => Promise<void>) | undefined;
  hasToken = true;
  /** What is left of an earlier token. */
  lastToken: BkashToken | undefined;
  /** How long a caller waits for the token; the world's clock moves by it. */
  tokenWaitMs = 0;
  passes: (ms: number) => void = () => {};
  readonly createAborts: number[] = [];
  readonly executeAborts: number[] = [];
  /** Undefined: bKash's own limit. */
  readonly searchAborts: Array<number | undefined> = [];
  #payments = 0;

  readonly tokens: TokenSource = {
    usable: async () => {
      this.passes(this.tokenWaitMs);
      const value = `token-${this.rejectedTokens.length + 1}`;
      return this.hasToken ? { value, expiresAt: Number.MAX_SAFE_INTEGER } : undefined;
    },
    lastKnown: async () => this.lastToken,
    rejected: async (token) => {
      this.rejectedTokens.push(token.value);
    },
  };

  async createPayment(
    _token: unknown,
    { invoice }: { invoice: string },
    abortAfterMs: number,
  ): Promise<CreateOutcome> {
    this.createAborts.push(abortAfterMs);
    await this.#called('create', invoice);
    this.#payments += 1;
    const paymentId = `TR0011${this.#payments}`;
    const created = { kind: 'created' as const, paymentId, bkashUrl: `https://page.example/${paymentId}` };
    return this.creates.shift() ?? created;
  }

  async executePayment(_token: unknown, paymentId: string, abortAfterMs: number): Promise<ExecuteOutcome> {
    this.executeAborts.push(abortAfterMs);
    await this.#called('execute', paymentId);
    return this.executes.shift() ?? { kind: 'completed', captured: captured() };
  }

  async queryPayment(_token: unknown, paymentId: string): Promise<QueryOutcome> {
    await this.#called('query', paymentId);
    return this.queries.shift() ?? { kind: 'unanswered', reason: 'timeout', unauthorised: false };
  }

  async searchTransaction(_token: unknown, trxId: string, abortAfterMs?: number): Promise<SearchOutcome> {
    this.searchAborts.push(abortAfterMs);
    await this.#called('search', trxId);
    return this.searches.shift() ?? { kind: 'unanswered', reason: 'timeout', unauthorised: false };
  }

  count(operation: string): number {
    return this.calls.filter((call) => call.operation === operation).length;
  }

  async #called(operation: (typeof this.calls)[number]['operation'], of: string): Promise<void> {
    this.calls.push({ operation, of });
    const { meanwhile } = this;
    this.meanwhile = undefined;
    await meanwhile?.();
  }
}

export function captured(changes: Partial<Captured> = {}): Captured {
  return { trxId: 'DKN1A2B3C4', amountPoisha: 105_000, currency: 'BDT', payer: '01770618575', ...changes };
}
