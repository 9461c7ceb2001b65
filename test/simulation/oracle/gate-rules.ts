import type { Gate } from '../../../shared/domain/gate.ts';
import type { Product } from '../../../shared/domain/order.ts';
import type { Instance } from '../cloud/instance.ts';
import type { BkashCall } from '../cloud/network.ts';
import type { Verdicts } from './verdicts.ts';

/** Rule 17: each product's gate is told of that product's calls, and of nothing else. */
export class GateRules {
  readonly #verdicts: Verdicts;
  /** The products of which a container has ever heard anything, be it silence. */
  readonly #heard = new Map<Instance, Set<Product>>();

  constructor(verdicts: Verdicts) {
    this.#verdicts = verdicts;
  }

  answered({ by, product }: BkashCall): void {
    this.#heard.set(by, (this.#heard.get(by) ?? new Set()).add(product));
  }

  written(product: Product, gate: Gate, by: Instance): void {
    // Whoever goes to find out whether bKash is back has heard nothing yet.
    const isProbe = gate.kind === 'closed' && gate.probe !== undefined;
    this.#verdicts.unless(
      isProbe || this.#heard.get(by)?.has(product) === true,
      'rule 17: a gate hears of its own product',
      () => `${by.name} tells the gate of ${product}, which it has never called`,
    );
  }
}
