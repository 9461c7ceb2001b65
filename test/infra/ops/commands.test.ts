import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { helpText, readCommand } from '../../../infra/ops/commands.ts';
import { operationSchemas } from '../../../shared/contract/operation.ts';

describe('npm run ops', () => {
  it.each([
    [['unclaimed'], 'unclaimed.list', {}],
    [
      ['unclaimed', 'attach', 'DKN7Q7Q7Q7', 'SB-1'],
      'unclaimed.attach',
      { trxID: 'DKN7Q7Q7Q7', orderId: 'SB-1' },
    ],
    [['unclaimed', 'return', 'DKN7Q7Q7Q7'], 'unclaimed.return', { trxID: 'DKN7Q7Q7Q7' }],
    [
      ['unclaimed', 'write-off', 'DKN7Q7Q7Q7', '--reason', 'paid back by hand'],
      'unclaimed.write-off',
      { trxID: 'DKN7Q7Q7Q7', reason: 'paid back by hand' },
    ],
    [['claims'], 'claims.list', {}],
    [
      ['claims', 'close', 'SB-1', 'DKN7Q7Q7Q7', '--reason', 'mistyped'],
      'claims.close',
      { orderId: 'SB-1', trxID: 'DKN7Q7Q7Q7', reason: 'mistyped' },
    ],
    [['resend', 'SB-1'], 'resend.list', { orderId: 'SB-1' }],
    [
      ['resend', 'SB-1', 'order.refunded:R-1'],
      'resend.send',
      { orderId: 'SB-1', fact: 'order.refunded:R-1' },
    ],
    [
      ['resend', 'SB-1', 'order.paid', '--channel', 'shop'],
      'resend.send',
      { orderId: 'SB-1', fact: 'order.paid', channel: 'shop' },
    ],
    [['review', 'SB-1', 'accept'], 'review.accept', { orderId: 'SB-1' }],
    [['review', 'SB-1', 'return'], 'review.return', { orderId: 'SB-1' }],
    [
      ['refund', 'settle', 'SB-1', 'R-1', 'refused', '--reason', 'says their support'],
      'refund.settle',
      { orderId: 'SB-1', refundId: 'R-1', as: 'refused', reason: 'says their support' },
    ],
    [
      ['surplus', 'settle', 'SB-1', 'DKN7Q7Q7Q7', '--reason', 'in the portal'],
      'surplus.settle',
      { orderId: 'SB-1', trxID: 'DKN7Q7Q7Q7', reason: 'in the portal' },
    ],
  ])('reads %j', (args, operation, input) => {
    expect(readCommand(args).event).toEqual({ operation, input });
    expect(operationSchemas[operation as keyof typeof operationSchemas].safeParse(input).success).toBe(true);
  });

  it('takes the stage and the form of the answer from anywhere in the line', () => {
    expect(readCommand(['--stage', 'live', 'unclaimed', '--json'])).toMatchObject({
      stage: 'live',
      json: true,
    });
  });

  it.each([
    [
      ['unclaimed', 'attach', 'DKN7Q7Q7Q7'],
      /no such command\.\n {2}unclaimed\n {2}unclaimed attach TRX ORDER/,
    ],
    [['review', 'SB-1', 'keep'], /no such command\.\n {2}review ORDER accept\n/],
    [['refunds', 'SB-1'], /^refunds SB-1: no such command\.\nnpm run ops -- COMMAND/],
    [
      ['refund', 'settle', 'SB-1', 'R-1', 'unknown', '--reason', 'x'],
      /no such command\.\n {2}refund settle ORDER REFUNDID succeeded\|refused --reason TEXT/,
    ],
    [['refund', 'settle', 'SB-1', 'R-1', 'refused'], /--reason is missing/],
    [['unclaimed', 'write-off', 'DKN7Q7Q7Q7'], /--reason is missing/],
    [['review', 'SB-1', 'accept', '--reason', 'x'], /takes no --reason/],
    [['resend', 'SB-1', '--channel', 'sms'], /takes no --channel/],
    [['unclaimed', '--force'], /--force/],
  ])('says what is wrong with %j', (args, line) => {
    expect(() => readCommand(args)).toThrow(line);
  });

  it('has a command for every operation', () => {
    const told = helpText().split('\n').length - 5;
    expect(told).toBe(Object.keys(operationSchemas).length);
  });

  it('has every command that the runbook names', () => {
    const runbook = readFileSync(new URL('../../../docs/runbook.md', import.meta.url), 'utf8');
    const named = [...runbook.matchAll(/npm run ops -- ([^\n`]+?)(?: --stage STAGE)?$/gm)].map(
      ([, line = '']) => line,
    );
    expect(named.length).toBeGreaterThan(6);
    for (const line of named) {
      const [words = '', reason] = line.split(' --reason ');
      const args = [...words.split(' '), ...(reason === undefined ? [] : ['--reason', reason])];
      expect(readCommand(args).event, line).toBeDefined();
    }
  });
});
