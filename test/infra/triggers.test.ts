import { describe, expect, it } from 'vitest';
import { configurationSetOf } from '../../shared/config/email-events.ts';
import { ofType, pathOf, synthesize } from './synthesize.ts';

const template = synthesize();
const pathOfId = (id: string) => {
  const resource = template.Resources[id];
  return resource && pathOf(resource);
};
const queue = (path: string) =>
  ofType(template, 'AWS::SQS::Queue').find(([, resource]) => pathOf(resource) === path)?.[1].Properties;
const mappingOf = (name: string) =>
  ofType(template, 'AWS::Lambda::EventSourceMapping').find(
    ([, { Properties }]) => pathOfId(Properties.FunctionName.Ref) === name,
  )?.[1].Properties;

describe('a queue', () => {
  it.each([
    ['settle-payments', 'SettleQueue', 25],
    ['deliver', 'NoticeQueue', 2],
    ['tell-shop', 'ShopQueue', 2],
    ['record-bounce', 'BounceQueue', 2],
  ])('feeds %s ten messages at once and takes back the ones that failed', (name, path, concurrency) => {
    const mapping = mappingOf(name);
    expect(pathOfId(mapping.EventSourceArn['Fn::GetAtt'][0])).toBe(`${path}/Queue`);
    expect(mapping).toMatchObject({
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: concurrency },
    });
    // A filter would delete what it does not match.
    expect(mapping).not.toHaveProperty('FilterCriteria');
  });

  it.each([
    ['SettleQueue', 360],
    ['NoticeQueue', 360],
    ['ShopQueue', 180],
    ['BounceQueue', 90],
  ])('%s hides a message six time-outs long and gives up after five', (path, hiddenSeconds) => {
    const { VisibilityTimeout, MessageRetentionPeriod, RedrivePolicy } = queue(`${path}/Queue`);
    expect({ VisibilityTimeout, MessageRetentionPeriod }).toEqual({
      VisibilityTimeout: hiddenSeconds,
      MessageRetentionPeriod: 14 * 24 * 3600,
    });
    expect(RedrivePolicy.maxReceiveCount).toBe(5);
    expect(pathOfId(RedrivePolicy.deadLetterTargetArn['Fn::GetAtt'][0])).toBe(`${path}/DeadLetters`);
  });
});

describe('the stream', () => {
  it('feeds announce the changes of orders only, and sets aside a record that cannot be read', () => {
    const mapping = mappingOf('announce');
    expect(mapping.EventSourceArn['Fn::GetAtt'][1]).toBe('StreamArn');
    expect(JSON.parse(mapping.FilterCriteria.Filters[0].Pattern)).toEqual({
      dynamodb: { Keys: { sk: { S: ['ORDER'] } } },
    });
    expect(mapping).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: 10,
    });
    const setAside = mapping.DestinationConfig.OnFailure.Destination['Fn::GetAtt'][0];
    expect(pathOfId(setAside)).toBe('announce/StreamDeadLetters');
  });
});

describe('what SES tells of an email', () => {
  it.each([
    ['Bounce', ['bounceType', 'event', 'orderId']],
    ['Complaint', ['event', 'orderId']],
  ])(
    'a %s goes into the queue with the number of its order, and without the address',
    (eventType, fields) => {
      const rules = ofType(template, 'AWS::Events::Rule').map(([, { Properties }]) => Properties);
      const rule = rules.find(({ EventPattern }) => EventPattern.detail.eventType.includes(eventType));
      expect(rule.EventPattern).toEqual({
        source: ['aws.ses'],
        detail: {
          eventType: [eventType],
          mail: { tags: { 'ses:configuration-set': ['sundarban-pay-local'] } },
        },
      });
      const [{ Arn, InputTransformer }, ...others] = rule.Targets;
      expect(others).toEqual([]);
      expect(pathOfId(Arn['Fn::GetAtt'][0])).toBe('BounceQueue/Queue');
      const named = [...InputTransformer.InputTemplate.matchAll(/"(\w+)":/g)].map(([, name]) => name).sort();
      expect(named).toEqual(fields);
      const paths = Object.values(InputTransformer.InputPathsMap);
      expect(['$.detail.mail.tags.orderId', '$.detail.bounce.bounceType']).toEqual(
        expect.arrayContaining(paths),
      );
    },
  );

  it('is asked for by the set that every email is sent with', () => {
    const [[, { Properties } = { Properties: undefined }] = []] = ofType(
      template,
      'AWS::SES::ConfigurationSetEventDestination',
    );
    expect(Properties.EventDestination).toMatchObject({
      Enabled: true,
      MatchingEventTypes: ['bounce', 'complaint'],
    });
    const [[, set] = []] = ofType(template, 'AWS::SES::ConfigurationSet');
    expect(set?.Properties.Name).toBe(configurationSetOf('local'));
  });
});

describe('the clock', () => {
  it('calls the three functions that nobody else calls, and repeats nothing', () => {
    const schedules = ofType(template, 'AWS::Scheduler::Schedule').map(([, { Properties }]) => [
      pathOfId(Properties.Target.Arn['Fn::GetAtt'][0]),
      Properties.ScheduleExpression,
      JSON.parse(Properties.Target.Input),
      Properties.Target.RetryPolicy.MaximumRetryAttempts,
    ]);
    expect(schedules).toEqual([
      ['reconcile-payments', 'rate(1 minute)', {}, 0],
      ['renew-token', 'rate(5 minutes)', {}, 0],
      ['announce', 'rate(1 day)', { sweep: 'facts' }, 0],
    ]);
    const retries = ofType(template, 'AWS::Lambda::EventInvokeConfig').map(([, { Properties }]) => [
      pathOfId(Properties.FunctionName.Ref),
      Properties.MaximumRetryAttempts,
    ]);
    expect(retries).toEqual([
      ['reconcile-payments', 0],
      ['renew-token', 0],
      ['announce', 0],
    ]);
  });
});
