import type { Sending } from './ses/port.ts';

/**
 * What became of a message whose send threw: "no" only where the service said so or no connection was opened. The
 * error's own message stays behind: services quote addresses and numbers in it.
 */
export function sendingOf(error: unknown): Sending {
  if (!(error instanceof Error)) return { kind: 'unanswered', code: 'unknown' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const saidNo = '$fault' in error && error.$fault === 'client';
  return { kind: saidNo || neverConnected.has(code) ? 'refused' : 'unanswered', code };
}

const neverConnected: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);
