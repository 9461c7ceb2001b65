import { describe, expect, it } from 'vitest';
import { ofType, pathOf, synthesize } from './synthesize.ts';

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
      'ShopQueueDeadLettersDAAD6653',
      'ShopQueueD170D009',
      'BounceQueueDeadLetters1596BB11',
      'BounceQueueE32A4DD6',
      'announceStreamDeadLetters8739F7C1',
    ]);
  });

  it('survives the removal of its stack, and an update that would replace it', () => {
    for (const policy of ['DeletionPolicy', 'UpdateReplacePolicy'] as const) {
      const kept = Object.values(template.Resources).filter((resource) => resource[policy] === 'Retain');
      expect(kept.map(pathOf), policy).toEqual(['Data/Table', 'Data/Secret']);
    }
    expect(ofType(template, 'AWS::DynamoDB::Table')[0]?.[1].Properties).toMatchObject({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  it('is found again by its keys and its index: a change of either replaces it or leaves orders behind', () => {
    const { KeySchema, GlobalSecondaryIndexes } = template.Resources.DataTableFDBAD0F2?.Properties ?? {};
    const keysOf = (schema: Array<{ AttributeName: string }>) => schema.map((one) => one.AttributeName);
    expect(keysOf(KeySchema)).toEqual(['pk', 'sk']);
    expect(GlobalSecondaryIndexes.map(({ IndexName }: { IndexName: string }) => IndexName)).toEqual(['due']);
    expect(keysOf(GlobalSecondaryIndexes[0].KeySchema)).toEqual(['dueBucket', 'nextCheckAt']);
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

describe('what others hold the address of', () => {
  it('keeps its logical id: links in mails, the callback, the webhook and the alarms would lead nowhere', () => {
    const held = ['AWS::ApiGatewayV2::Api', 'AWS::SNS::Topic'];
    expect(held.flatMap((type) => ofType(template, type)).map(([id]) => id)).toEqual([
      'PaymentApiD76765E0',
      'MonitoringAlarms66989066',
    ]);
  });
});

describe('the guards', () => {
  it('are the same on the live stage: only values differ', () => {
    const settings = { sender: 'orders@shop.example', returnOrigins: 'https://shop.example', sms: 'on' };
    expect(guardsOf(synthesize({ stage: 'live', settings }))).toEqual(guardsOf(template));
  });

  /** An event-source mapping's id holds the name of its stack; nothing is kept under it. */
  function guardsOf({ Resources }: typeof template) {
    return Object.entries(Resources).map(
      ([id, { Type, DeletionPolicy, UpdateReplacePolicy, Properties }]) => {
        const { DeletionProtectionEnabled, RedrivePolicy, RetentionInDays, Timeout } = Properties ?? {};
        const guards = { DeletionProtectionEnabled, RedrivePolicy, RetentionInDays, Timeout };
        const name = Type === 'AWS::Lambda::EventSourceMapping' ? Type : id;
        return [name, Type, DeletionPolicy, UpdateReplacePolicy, guards];
      },
    );
  }
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
    expect(deadLetters).toHaveLength(5);
  });

  it('every dead-letter queue, every function and the API have an alarm, and the alarms a topic', () => {
    const alarms = ofType(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
    const rings = ['Errors', '5xx', 'ApproximateNumberOfMessagesVisible'];
    const watched = alarms
      .filter(({ MetricName }) => rings.includes(MetricName))
      .flatMap(({ Dimensions }) =>
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
