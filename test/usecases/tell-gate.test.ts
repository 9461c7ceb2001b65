import { describe, expect, it } from 'vitest';
import { type Outcome, tellGate } from '../../shared/usecases/tell-gate.ts';
import { FakeTable } from '../fakes/table.ts';

const unanswered = (reason: string): Outcome => ({ kind: 'unanswered', reason, unauthorised: false });

describe('what the gate takes for an outage', () => {
  it.each<[string, Outcome]>([
    ['a create that nobody answered', { kind: 'silent', reason: 'timeout' }],
    ['an Execute whose connection was lost', { kind: 'unknown', reason: 'connection_lost' }],
    ['a connection that was refused', { kind: 'not_sent', reason: 'unreachable' }],
    ['a 5xx of the gateway', unanswered('http_502')],
    ['a page instead of JSON', unanswered('not_json')],
    ['maintenance', { kind: 'silent', reason: 'code_503' }],
    ['a system error', { kind: 'unknown', reason: 'code_9999' }],
    ['a Search that nobody answered', unanswered('timeout')],
  ])('%s', async (_, outcome) => {
    const { gate, counts } = aGate();
    await tellGate(gate, outcome);
    expect(counts()).toEqual({ failures: 1, answers: 0 });
  });

  it.each<[string, Outcome]>([
    ['a token that was turned away', { kind: 'not_sent', reason: 'unauthorised' }],
    ['the same after a Query', { kind: 'unanswered', reason: 'unauthorised', unauthorised: true }],
    ['a Query about a payment bKash does not know', unanswered('code_2002')],
    ['a transaction that Search cannot find yet', unanswered('code_2033')],
    ['an answer of another shape', { kind: 'silent', reason: 'unrecognised' }],
    ['a 4xx nobody documented', { kind: 'unknown', reason: 'http_418' }],
    ['a payment that was made', { kind: 'created', paymentId: 'TR1', bkashUrl: 'https://page.example' }],
  ])('is not %s: bKash spoke', async (_, outcome) => {
    const { gate, counts } = aGate();
    await tellGate(gate, outcome);
    expect(counts()).toEqual({ failures: 0, answers: 1 });
  });
});

function aGate() {
  const table = new FakeTable();
  return {
    gate: table.gate,
    counts: () => ({ failures: table.gateFailures, answers: table.gateAnswers }),
  };
}
