import { join } from 'node:path';
import { moveDate } from '../moved-date.ts';
import { startStorefront } from './storefront.ts';

/**
 * The demo shop as a program. Environment: STOREFRONT_PORT, PAYMENT_API_URL, STOREFRONT_KEY, SHOP_WEBHOOK_SECRET, and if
 * wished CLOCK_OFFSET_MS, which a parent moves by `{type: 'clock', offsetMs}`, PUBLIC_URL (where customers reach it),
 * BKASH_SCRIPT_URL (to be paid inside its own page) and LOCAL_DIR (its orders go to `storefront/` in there; default
 * `.local`).
 * A parent with an IPC channel is told `{type: 'ready', url}`; when that channel closes the shop ends with it.
 */
const { STOREFRONT_PORT, PAYMENT_API_URL, STOREFRONT_KEY, SHOP_WEBHOOK_SECRET } = process.env;
const { PUBLIC_URL, BKASH_SCRIPT_URL, LOCAL_DIR } = process.env;

// A message is signed by the clock of the local system, and one that is five minutes off is refused.
let offsetMs = Number(process.env.CLOCK_OFFSET_MS ?? 0);
moveDate(() => offsetMs);
process.on('message', (message: { type?: string; offsetMs?: number }) => {
  if (message.type === 'clock' && message.offsetMs !== undefined) offsetMs = message.offsetMs;
});

if (!STOREFRONT_PORT || !PAYMENT_API_URL || !STOREFRONT_KEY || !SHOP_WEBHOOK_SECRET) {
  fail('set STOREFRONT_PORT, PAYMENT_API_URL, STOREFRONT_KEY and SHOP_WEBHOOK_SECRET.');
} else {
  try {
    const storefront = await startStorefront({
      port: Number(STOREFRONT_PORT),
      paymentApiUrl: PAYMENT_API_URL.replace(/\/$/, ''),
      storefrontKey: STOREFRONT_KEY,
      webhookSecret: SHOP_WEBHOOK_SECRET,
      dataDir: join(LOCAL_DIR || '.local', 'storefront'),
      ...(BKASH_SCRIPT_URL ? { bkashScriptUrl: BKASH_SCRIPT_URL } : {}),
      ...(PUBLIC_URL ? { publicUrl: PUBLIC_URL.replace(/\/$/, '') } : {}),
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end(storefront));
    process.once('disconnect', () => end(storefront));
    if (process.send) process.send({ type: 'ready', url: storefront.url });
    else console.log(`storefront: ${storefront.url}`);
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
  }
}

function end(storefront: { close(): Promise<void> }): void {
  void storefront.close().finally(() => process.exit(0));
}

function fail(message: string): void {
  console.error(`storefront: ${message}`);
  process.exit(1);
}
