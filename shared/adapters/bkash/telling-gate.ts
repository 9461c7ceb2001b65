import { isOutage } from '../../domain/outage.ts';
import type { HealthGate } from '../dynamodb/port.ts';
import type { TokenAnswer, TokenCalls } from './token-answer.ts';

/**
 * Token calls that tell the gate as every other call does. bKash allows two an hour, so one that nobody answered
 * closes it at once, for `closeForMs`: the second must not be spent before something else was heard of bKash.
 */
export function tellingGate(calls: TokenCalls, gate: HealthGate, closeForMs: number): TokenCalls {
  async function told(call: Promise<TokenAnswer>): Promise<TokenAnswer> {
    const answer = await call;
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
