/** Nothing came that bKash itself could have written: an error page of something before it counts as silence. */
const silences: ReadonlySet<string> = new Set(['timeout', 'connection_lost', 'not_json', 'too_large']);

/** Maintenance and system error (`bkash-api.md` section 9). Its other codes speak of one payment. */
const codesOfTrouble: ReadonlySet<string> = new Set(['code_503', 'code_9999']);

/** Whether the reason of an undecided outcome speaks of bKash being down. Any other reason is bKash, talking. */
export function isOutage(reason: string): boolean {
  return silences.has(reason) || codesOfTrouble.has(reason) || /^http_5\d\d$/.test(reason);
}
