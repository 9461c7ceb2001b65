import { describe, expect, it } from 'vitest';
import { functionRows } from '../../infra/routes.ts';
import { functionNames } from '../../shared/config/environment.ts';
import { ofType, pathOf, type Resource, synthesize } from './synthesize.ts';

/** What no change of a table or a construct may lose without somebody deciding it here. */
const template = synthesize();

describe('what holds data', () => {
  it('keeps its logical id: another id is an empty table, an empty queue, another secret', () => {
    const stateful = ['AWS::DynamoDB::Table', 'AWS::SecretsManager::Secret', 'AWS::SQS::Queue'];
    expect(stateful.flatMap((type) => ofType(template, type)).map(([id]) => id)).toEqual([
      'DataTableFDBAD0F2',
      'DataSecret23244076',
      'SettleQueueDeadLettersFF036711',
      'SettleQueueD6D513CC',
      'NoticeQueueDeadLetters0053A769',
      'NoticeQueue1D584D5B',
      'announceStreamDeadLetters8739F7C1',
    ]);
  });

  it('survives the removal of its stack', () => {
    const kept = Object.values(template.Resources).filter(
      ({ DeletionPolicy }) => DeletionPolicy === 'Retain',
    );
    expect(kept.map(pathOf)).toEqual(['Data/Table', 'Data/Secret']);
    expect(ofType(template, 'AWS::DynamoDB::Table')[0]?.[1].Properties).toMatchObject({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  it('is encrypted and reached over TLS, queues included', () => {
    const queues = ofType(template, 'AWS::SQS::Queue');
    expect(queues.filter(([, { Properties }]) => Properties.SqsManagedSseEnabled !== true)).toEqual([]);
    const insecureRefused = ofType(template, 'AWS::SQS::QueuePolicy').flatMap(([, { Properties }]) =>
      Properties.PolicyDocument.Statement[0].Condition.Bool['aws:SecureTransport'] === 'false'
        ? Properties.Queues[0].Ref
        : [],
    );
    expect(insecureRefused.sort()).toEqual(queues.map(([id]) => id).sort());
  });
});

describe('nothing is lost in silence:', () => {
  const queues = Object.fromEntries(ofType(template, 'AWS::SQS::Queue'));
  const deadLetters = [
    ...Object.values(queues).map(
      ({ Properties }) => Properties.RedrivePolicy?.deadLetterTargetArn['Fn::GetAtt'][0],
    ),
    ...ofType(template, 'AWS::Lambda::EventSourceMapping').map(
      ([, { Properties }]) => Properties.DestinationConfig?.OnFailure.Destination['Fn::GetAtt'][0],
    ),
  ].filter((id) => id !== undefined);

  it('every queue has a dead-letter queue, or is one', () => {
    const without = Object.entries(queues).filter(
      ([id, { Properties }]) => !Properties.RedrivePolicy && !deadLetters.includes(id),
    );
    expect(without).toEqual([]);
    expect(deadLetters).toHaveLength(3);
  });

  it('what the functions count and a person must answer has an alarm of this stage each', () => {
    const counted = ofType(template, 'AWS::CloudWatch::Alarm')
      .map(([, { Properties }]) => Properties)
      .filter(({ Namespace }) => Namespace === 'SundarBanPay');
    expect(counted.map(({ MetricName }) => MetricName).toSorted()).toEqual([
      'OrderReview',
      'SettledByWebhook',
      'SurplusRecorded',
      'TokenRefused',
      'TopicUnsubscribed',
      'UnclaimedMoney',
    ]);
    for (const { Dimensions } of counted) expect(Dimensions).toEqual([{ Name: 'stage', Value: 'local' }]);
  });

  it('every dead-letter queue, every function and the API have an alarm, and the alarms a topic', () => {
    const alarms = ofType(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
    const ours = alarms.filter(({ Namespace }) => Namespace !== 'SundarBanPay');
    const watched = ours.flatMap(({ Dimensions }) =>
      Dimensions.map(
        ({ Value }: { Value: Record<string, unknown> }) => Value.Ref ?? [Value['Fn::GetAtt']].flat(2)[0],
      ),
    );
    const functions = ofType(template, 'AWS::Lambda::Function').map(([id]) => id);
    const apis = ofType(template, 'AWS::ApiGatewayV2::Api').map(([id]) => id);
    expect(watched.sort()).toEqual([...functions, ...deadLetters, ...apis].sort());
    expect(alarms.filter(({ AlarmActions }) => AlarmActions?.length !== 1)).toEqual([]);
  });

  it('every function has a time-out and a log of its own that is kept a month', () => {
    const logs = ofType(template, 'AWS::Logs::LogGroup').map(([id, { Properties }]) => [
      id,
      Properties.RetentionInDays,
    ]);
    expect(logs.filter(([, days]) => days !== 30)).toEqual([]);
    for (const [, { Properties }] of ofType(template, 'AWS::Lambda::Function')) {
      expect(logs.map(([id]) => id)).toContain(Properties.LoggingConfig.LogGroup.Ref);
      expect(Properties.Timeout).toBeGreaterThan(0);
    }
  });
});

describe('a permission', () => {
  const policies = ofType(template, 'AWS::IAM::Policy').map(([, resource]) => resource);

  it('is for named actions on named things, never for a wildcard', () => {
    const wide = policies
      .flatMap(statementsOf)
      .filter(({ actions }) => actions.some((one) => one.includes('*')));
    expect(wide).toEqual([]);
    const anything = policies.flatMap(statementsOf).filter(({ resource }) => resource === '*');
    expect(anything.map(({ actions }) => actions)).toEqual([['dynamodb:ListStreams']]);
    expect(
      ofType(template, 'AWS::IAM::Role').filter(([, role]) => role.Properties.ManagedPolicyArns),
    ).toEqual([]);
  });

  it.each(functionNames)("of %s is its row's, its own log's and its trigger's, and no other", (name) => {
    const policy = policies.find((each) => pathOf(each) === `${name}-role/DefaultPolicy`);
    const actions = policy ? statementsOf(policy).flatMap((statement) => statement.actions) : [];
    const { may, on } = functionRows[name];
    const ofTriggers = on.flatMap((trigger) =>
      'queue' in trigger ? asConsumer : 'streamOfItems' in trigger ? asReader : [],
    );
    expect(actions.sort()).toEqual([...Object.values(may).flat(), ...ofLog, ...ofTriggers].sort());
  });

  it('to send mail is for the one sender', () => {
    const sending = policies.flatMap(statementsOf).filter(({ actions }) => actions.includes('ses:SendEmail'));
    expect(sending.map(({ condition }) => condition)).toEqual([
      { StringEquals: { 'ses:FromAddress': 'orders@sundarban.example' } },
    ]);
  });
});

const ofLog = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const asConsumer = [
  'sqs:ChangeMessageVisibility',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:GetQueueUrl',
  'sqs:ReceiveMessage',
];
const asReader = [
  'dynamodb:DescribeStream',
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:ListStreams',
  'sqs:GetQueueAttributes',
  'sqs:GetQueueUrl',
  'sqs:SendMessage',
];

function statementsOf({ Properties }: Resource) {
  return (Properties.PolicyDocument.Statement as Array<Record<string, unknown>>).map((statement) => ({
    actions: [statement.Action].flat() as string[],
    resource: statement.Resource,
    condition: statement.Condition,
  }));
}
