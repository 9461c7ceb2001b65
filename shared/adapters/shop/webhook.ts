import { Webhook } from 'standardwebhooks';
import type { PaymentEvent } from '../../contract/payment-event.ts';
import type { Sending } from '../ses/port.ts';
import type { ShopPost, ShopServer } from './port.ts';

/**
 * A shop's server that needs longer than this should queue the message itself: ten times what writing it down takes,
 * and short enough that ten of them at once fit the function.
 */
const answerWithinMs = 10_000;

/**
 * Posts to the shop's server, signed as Standard Webhooks says (https://www.standardwebhooks.com): with every secret,
 * so that a receiver who knows either of two accepts it while they are being exchanged. A redirect is not followed,
 * since the signed body would go to an address that nobody configured, and of the answer only the status is read:
 * its body may be of any size.
 */
export function shopWebhook(options: {
  url: string;
  /** `whsec_…`, one or two. */
  secrets: readonly string[];
  now: () => number;
}): ShopServer {
  const signers = options.secrets.map((secret) => new Webhook(secret));
  return {
    async post(message) {
      const body = bodyOf(message);
      const sentAt = new Date(options.now());
      const signatures = signers.map((signer) => signer.sign(message.id, sentAt, body));
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'SundarBanPay/1',
        'webhook-id': message.id,
        'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
        'webhook-signature': signatures.join(' '),
      };
      try {
        const answer = await fetch(options.url, {
          method: 'POST',
          redirect: 'manual',
          headers,
          body,
          signal: AbortSignal.timeout(answerWithinMs),
        });
        await answer.body?.cancel().catch(() => undefined);
        return answer.ok ? { kind: 'accepted' } : { kind: 'refused', code: `http_${answer.status}` };
      } catch (error) {
        return unanswered(error);
      }
    },
  };
}

function bodyOf({ type, at, order }: ShopPost): string {
  const event: PaymentEvent = { type, timestamp: new Date(at).toISOString(), data: order };
  return JSON.stringify(event);
}

/** fetch says only "fetch failed"; what failed (`ECONNREFUSED`) is inside. The messages stay behind. */
function unanswered(error: unknown): Sending {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return { kind: 'unanswered', code: 'unknown' };
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
  return { kind: 'unanswered', code };
}
