/** Bangladesh is six hours ahead of UTC all the year. */
const offsetMs = 6 * 60 * 60 * 1000;

export function bangladeshParts(epochMs: number): { year: number; month: number; day: number } {
  const local = new Date(epochMs + offsetMs);
  return { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() };
}

/** `2026-09-18T06:00:19:952 GMT+0600`, with bKash's colon before the milliseconds. */
export function apiTime(epochMs: number): string {
  const iso = new Date(epochMs + offsetMs).toISOString();
  return `${iso.slice(0, 19)}:${iso.slice(20, 23)} GMT+0600`;
}

/** `2024-06-13T16:27:24:000`, as the list of refunds writes it: no zone, Bangladesh time all the same. */
export function zonelessTime(epochMs: number): string {
  return apiTime(epochMs).slice(0, 23);
}

/** `20260918060019`, as the webhook writes it. */
export function webhookTime(epochMs: number): string {
  return new Date(epochMs + offsetMs).toISOString().replace(/\D/g, '').slice(0, 14);
}
