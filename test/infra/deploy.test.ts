import { describe, expect, it } from 'vitest';
import { deployCommand } from '../../infra/deploy.ts';

describe('npm run deploy', () => {
  it('deploys the stage that was named, with its settings', () => {
    expect(deployCommand(['--stage', 'rahima', '--set', 'webhooks=off', '--set', 'shopName=A=B'])).toEqual([
      'deploy',
      '-c',
      'stage=rahima',
      '-c',
      'settings={"webhooks":"off","shopName":"A=B"}',
    ]);
  });

  it.each([
    [[], /^which stage\? npm run deploy -- --stage NAME/],
    [['--stage', 'local'], /^stage local lives on this machine only: npm start$/],
    [['--stage', 'sandbox', '--set', 'webhooks'], /^--set webhooks: expected NAME=VALUE$/],
    [['--stage', 'sandbox', '--set', 'webhooks=perhaps'], /^setting webhooks=perhaps: expected on or off$/],
    [['--stage', 'sandbox', '--force'], /--force/],
  ])('%j is refused before anything starts', (args, line) => {
    expect(() => deployCommand(args)).toThrow(line);
  });
});
