import { bangladeshParts } from './bangladesh-time.ts';

/** A source of chance that the caller owns: `count` characters drawn from `alphabet`. */
export type Draw = (alphabet: string, count: number) => string;

const digits = '0123456789';
const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const alphanumeric = digits + upper + upper.toLowerCase();

/** `TR` + mode + seven alphanumerics + creation time in epoch ms (`bkash-api.md` section 2.4). */
export function newPaymentId(draw: Draw, now: number): string {
  return `TR0011${draw(alphanumeric, 7)}${now}`;
}

/** In the shop's page: without the mode. An assumption, nobody recorded one; the creation time is as in the others. */
export function newFramePaymentId(draw: Draw, now: number): string {
  return `${draw(digits + upper, 7)}${now}`;
}

/**
 * Ten upper-case alphanumerics whose first three encode year, month and day in Bangladesh: `6` is 2019,
 * `A` 2023, `D` 2026, months run `A`–`L`, days `1`–`9` then `A` = 10 … `V` = 31 (`bkash-api.md` section 2.4).
 */
export function newTrxId(draw: Draw, now: number): string {
  const { year, month, day } = bangladeshParts(now);
  const yearLetter = (digits + upper)[(year - 2013) % 36];
  const dayLetter = (digits.slice(1) + upper)[day - 1];
  return `${yearLetter}${upper[month - 1]}${dayLetter}${draw(digits + upper, 7)}`;
}

export function newSignature(draw: Draw): string {
  return draw(alphanumeric, 10);
}

export function newPageKey(draw: Draw): string {
  return draw(alphanumeric, 43);
}
