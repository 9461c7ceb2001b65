import type { BkashCall } from '../cloud/network.ts';
import type { Verdicts } from './verdicts.ts';

const hourMs = 3_600_000;
/** bKash answers within this or not at all. */
const callMs = 30_000;

/** I8: two token calls in any hour, counted where bKash counts them, and never two at the same time. */
export class TokenRules {
  readonly #verdicts: Verdicts;
  #underWay: BkashCall | undefined;

  constructor(verdicts: Verdicts) {
    this.#verdicts = verdicts;
  }

  sent(call: BkashCall): void {
    if (!isTokenCall(call)) return;
    const other = this.#underWay;
    const isOther = other && !other.by.isDead && call.sentAt - other.sentAt < callMs;
    if (isOther) {
      const message = `${call.by.name} asks for a token while ${other.by.name} does`;
      this.#verdicts.breach('I8 two token calls an hour', message);
    }
    this.#underWay = call;
  }

  answered(call: BkashCall): void {
    if (this.#underWay === call) this.#underWay = undefined;
  }

  /** All token calls that have reached bKash, the newest last. */
  reached(calls: readonly number[]): void {
    const [third, , latest] = calls.slice(-3);
    if (third === undefined || latest === undefined || latest - third >= hourMs) return;
    const seconds = Math.round((latest - third) / 1000);
    this.#verdicts.breach('I8 two token calls an hour', `three token calls within ${seconds} s`);
  }
}

function isTokenCall({ operation }: BkashCall): boolean {
  return operation === 'grant' || operation === 'refresh';
}
