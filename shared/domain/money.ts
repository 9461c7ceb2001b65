/** Money is a whole number of poisha (1 taka = 100 poisha), never a float. Currency is BDT throughout. */
export type Poisha = number;

/** How the contract spells an amount (its section 3): taka, two decimals, no sign, no leading zero. */
export const publicAmount = /^(0|[1-9][0-9]{0,7})\.[0-9]{2}$/;
const bkashAmount = /^(0|[1-9][0-9]{0,9})(?:\.([0-9]{1,2}))?$/;

/** `"1050.00"` → 105000. Only the contract's spelling, two decimals, is an amount; anything else is undefined. */
export function poishaFromAmount(amount: string): Poisha | undefined {
  return publicAmount.test(amount) ? Number(amount.replace('.', '')) : undefined;
}

/** bKash spells amounts as it received them: `"15"`, `"4.5"`, `"600.00"` (`bkash-api.md` section 7). */
export function poishaFromBkash(amount: string): Poisha | undefined {
  const match = bkashAmount.exec(amount);
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : undefined;
}

/** 105000 → `"1050.00"`. */
export function amountFromPoisha(poisha: Poisha): string {
  const digits = String(poisha).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
