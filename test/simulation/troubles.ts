import type { Product } from '../../shared/domain/order.ts';
import type { MemoryTable } from '../in-memory/table.ts';
import type { InProcessBkash } from './bkash/in-process.ts';
import type { Ground } from './cloud/instance.ts';
import type { BkashCall } from './cloud/network.ts';
import { drawCallFault, type Plan } from './plan.ts';

const products: readonly Product[] = ['tokenized', 'checkout'];

/** What goes wrong in the large: bKash's outages, lock-outs and moods, an index that lags, certificates out of reach. */
export class Troubles {
  readonly #ground: Ground;
  readonly #plan: Plan;
  readonly #bkash: InProcessBkash;
  readonly #table: MemoryTable;
  readonly #bkashNow: () => number;
  readonly #beganAt: number;

  constructor(ground: Ground, plan: Plan, bkash: InProcessBkash, table: MemoryTable, bkashNow: () => number) {
    this.#ground = ground;
    this.#plan = plan;
    this.#bkash = bkash;
    this.#table = table;
    this.#bkashNow = bkashNow;
    this.#beganAt = ground.timeline.now;
  }

  begin(): void {
    const { outages, lockOuts } = this.#plan.bkash;
    this.#each(outages, 'bkash_outage', ({ forMs, isRefusing, of }) => {
      if (isRefusing) return;
      for (const product of products)
        if (isDown(product, of)) this.#bkash.saveOutageOf(product, this.#bkashNow() + forMs);
    });
    this.#each(lockOuts, 'token_lockout', ({ forMs }) => this.#bkash.unasked.lockOutTokens(forMs));
    if (this.#plan.indexLagMs > 0) {
      this.#ground.faults.counted('stale_index');
      this.#lag();
    }
  }

  end(): void {
    this.#ground.faults.end();
    for (const product of products) this.#bkash.saveOutageOf(product, 0);
    this.#table.due.catchUp();
  }

  /** The product's host takes no connection. */
  isRefusing(product: Product): boolean {
    return this.#plan.bkash.outages.some(
      (outage) => outage.isRefusing && isDown(product, outage.of) && this.#isDuring(outage),
    );
  }

  isWithoutCertificate(): boolean {
    const { withoutCertificate } = this.#plan.sns;
    return withoutCertificate !== undefined && this.#isDuring(withoutCertificate);
  }

  /** bKash does something wrong with this one call. */
  disturb({ operation }: BkashCall): void {
    const { faults, random } = this.#ground;
    if (faults.isOver || !random.chance(this.#plan.bkash.faultRate)) return;
    const fault = drawCallFault(random, random.pick(this.#plan.bkash.faults), operation);
    faults.counted(`bkash_${fault.fault}`);
    this.#bkash.faults.add(fault);
  }

  #isDuring({ at, forMs }: { at: number; forMs: number }): boolean {
    const { faults, timeline } = this.#ground;
    const ageMs = timeline.now - this.#beganAt;
    return !faults.isOver && ageMs >= at && ageMs < at + forMs;
  }

  #each<Trouble extends { at: number }>(
    troubles: Trouble[],
    kind: string,
    begin: (trouble: Trouble) => void,
  ): void {
    const { faults, timeline } = this.#ground;
    for (const trouble of troubles) {
      timeline.after(trouble.at, () => {
        if (faults.isOver) return;
        faults.counted(kind);
        begin(trouble);
      });
    }
  }

  #lag(): void {
    const { faults, timeline } = this.#ground;
    if (faults.isOver) return;
    this.#table.due.catchUp();
    this.#table.due.lag();
    timeline.after(this.#plan.indexLagMs, () => this.#lag());
  }
}

function isDown(product: Product, of: Product | undefined): boolean {
  return of === undefined || of === product;
}
