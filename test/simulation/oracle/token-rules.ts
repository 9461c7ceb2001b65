import type { Product } from '../../../shared/domain/order.ts';
import type { BkashCall } from '../cloud/network.ts';
import type { Verdicts } from './verdicts.ts';

const hourMs = 3_600_000;
/** bKash answers within this or not at all. */
const callMs = 30_000;

/** I8: two token calls in any hour for each product, counted where bKash counts them, and never two at the same time. */
export class TokenRules {
  readonly #verdicts: Verdicts;
  readonly #underWay = new Map<Product, BkashCall>();

  constructor(verdicts: Verdicts) {
    this.#verdicts = verdicts;
  }

  sent(call: BkashCall): void {
    if (!isTokenCall(call)) return;
    const other = this.#underWay.get(call.product);
    const isOther = other && !other.by.isDead && call.sentAt - other.sentAt < callMs;
    if (isOther) {
      const message = `${call.by.name} asks for a token while ${other.by.name} does`;
      this.#verdicts.breach('I8 two token calls an hour', message);
    }
    this.#underWay.set(call.product, call);
  }

  answered(call: BkashCall): void {
    if (this.#underWay.get(call.product) === call) this.#underWay.delete(call.product);
  }

  /** All token calls that have reached bKash, the newest last. */
  reached(product: Product, calls: readonly number[]): void {
    const [third, , latest] = calls.slice(-3);
    if (third === undefined || latest === undefined || latest - third >= hourMs) return;
    const seconds = Math.round((latest - third) / 1000);
    this.#verdicts.breach(
      'I8 two token calls an hour',
      `three token calls of ${product} within ${seconds} s`,
    );
  }
}

function isTokenCall({ operation }: BkashCall): boolean {
  return operation === 'grant' || operation === 'refresh';
}
