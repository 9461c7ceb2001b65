import { readFileSync } from 'node:fs';
import type { HttpReply } from '../http.ts';

/** As on bKash's own host of scripts (`bkash-api.md` section 3.2). */
export const scriptPath = '/versions/1.2.0-beta/checkout/bKash-checkout-sandbox.js';

const script = readFileSync(new URL('bkash-checkout.js', import.meta.url), 'utf8');

export function scriptReply(): HttpReply {
  return { status: 200, body: script, headers: { 'content-type': 'text/javascript; charset=utf-8' } };
}
