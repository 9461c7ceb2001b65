import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { functionNames } from '../../shared/config/environment.ts';
import { ofType, pathOf, synthesize } from '../infra/synthesize.ts';

const runbook = readFileSync(join(import.meta.dirname, '../../docs/runbook.md'), 'utf8');
const sections = [...runbook.matchAll(/^## (.+)$/gm)].flatMap(([, title = '']) => title.split(', '));

describe('the runbook', () => {
  it('has a section for every alarm of the template, and none for an alarm that is not there', () => {
    const alarms = ofType(synthesize(), 'AWS::CloudWatch::Alarm').map(([, alarm]) =>
      pathOf(alarm).replace('Monitoring/', ''),
    );
    const ofFunctions = functionNames.map((name) => `${name}-errors`);
    const others = alarms.filter((alarm) => !ofFunctions.includes(alarm));
    expect(sections.sort()).toEqual([...others, 'FUNCTION-errors'].sort());
  });

  it('names every dead-letter queue that a queue has, as CloudFormation will', () => {
    const ids = ofType(synthesize(), 'AWS::SQS::Queue').map(([id]) => id);
    const named = [...new Set(runbook.match(/\b[A-Z][a-z]+QueueDeadLetters\b/g))];
    const deployed = ids.flatMap((id) => /^[A-Z][a-z]+QueueDeadLetters(?=[0-9A-F]{8}$)/.exec(id) ?? []);
    expect(deployed.length).toBeGreaterThan(3);
    expect(named.sort()).toEqual(deployed.sort());
  });
});
