import { describe, expect, it } from 'vitest';
import { readCommand } from '../../../infra/ops/commands.ts';
import { detailsOf } from '../../../infra/ops/details.ts';
import type { ClaimView } from '../../../shared/contract/operation.ts';

const claim: ClaimView = {
  orderId: 'SB-1',
  status: 'pending',
  amount: '10.00',
  trxID: 'DKN7Q7Q7Q7',
  at: '2026-11-28T06:00:00.000Z',
  found: 'nowhere',
  foundAmount: null,
};

describe('a claim in the operator’s list', () => {
  it('stands with its order, and with the command that ends it', () => {
    expect(linesOf({})).toEqual([
      '',
      'SB-1  DKN7Q7Q7Q7  2026-11-28T06:00:00.000Z  pending, costs 10.00',
      '  bKash does not confirm it: mistyped, or bKash does not answer now',
      '  claims close SB-1 DKN7Q7Q7Q7 --reason …',
    ]);
  });

  it('whose money is on the list can be given it by the next line', () => {
    const [, , found, attach = '', close = ''] = linesOf({ found: 'unclaimed', foundAmount: '10.00' });
    expect(found).toBe('  unclaimed money has it: 10.00');
    expect(readCommand(attach.trim().split(' ')).event).toEqual({
      operation: 'unclaimed.attach',
      input: { trxID: 'DKN7Q7Q7Q7', orderId: 'SB-1' },
    });
    expect(readCommand(close.trim().split(' ')).event).toMatchObject({ operation: 'claims.close' });
  });

  it.each<[Partial<ClaimView>, string]>([
    [{ found: 'unclaimed_closed', foundAmount: '10.00' }, 'has been dealt with'],
    [{ found: 'other_order', otherOrder: 'SB-2' }, 'pays SB-2 (not for this customer'],
    [{ found: 'bkash', foundAmount: '9.00', completed: true }, '9.00, completed'],
    [{ found: 'bkash', foundAmount: '9.00', completed: false }, '9.00, not completed'],
    [{ found: 'not_asked' }, 'not asked yet'],
  ])('says of %j that it %s', (changes, words) => {
    const lines = linesOf(changes);
    expect(lines[2]).toContain(words);
    expect(lines.join('\n')).not.toContain('unclaimed attach');
  });
});

describe('a message that can be sent once more', () => {
  it('is a line to type, with its masked recipient', () => {
    const one = { orderId: 'SB-1', fact: 'order.paid', channel: 'email' as const, to: 'r*****@example.com' };
    const [line = ''] = detailsOf({ outcome: 'done', code: 'listed', message: '', resendable: [one] });
    expect(line).toBe('  resend SB-1 order.paid --channel email    (to r*****@example.com)');
    const [typed = ''] = line.split('    (');
    expect(readCommand(typed.trim().split(' ')).event).toEqual({
      operation: 'resend.send',
      input: { orderId: 'SB-1', fact: 'order.paid', channel: 'email' },
    });
  });
});

function linesOf(changes: Partial<ClaimView>): string[] {
  return detailsOf({ outcome: 'done', code: 'listed', message: '', claims: [{ ...claim, ...changes }] });
}
