import { isOutage } from '../../domain/outage.ts';
import type { HealthGate } from '../dynamodb/port.ts';
import type { TokenAnswer, TokenCalls } from './token-answer.ts';
import { callTimeoutMs } from './transport.ts';

/** Every call is over after `callTimeoutMs`, and then told of within this. */
const toldWithinMs = 5_000;

/**
 * Token calls that tell the gate as every other call does. bKash allows two an hour, so one that nobody answered
 * closes it at once, for `closeForMs`: the second must not be spent before something else was heard of bKash.
 *
 * A token call may outlive its caller, whose function is then frozen, for hours at times: what it hears on waking is
 * no news, and would close the gate on a bKash that has long been back.
 */
export function tellingGate(
  calls: TokenCalls,
  gate: HealthGate,
  closeForMs: number,
  now: () => number,
): TokenCalls {
  async function told(call: Promise<TokenAnswer>): Promise<TokenAnswer> {
    const askedAt = now();
    const answer = await call;
    if (now() - askedAt > callTimeoutMs + toldWithinMs) return answer;
    const isHeard =
      answer.kind === 'granted' ||
      answer.kind === 'locked_out' ||
      (answer.kind === 'refused' && !isOutage(answer.reason));
    // A token that was granted has to be stored, whatever becomes of the gate's own write.
    await (isHeard ? gate.answered() : gate.failed(closeForMs)).catch(() => {});
    return answer;
  }
  return {
    grantToken: () => told(calls.grantToken()),
    refreshToken: (refreshToken) => told(calls.refreshToken(refreshToken)),
  };
}
