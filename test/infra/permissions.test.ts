import { describe, expect, it } from 'vitest';
import { functionRows } from '../../infra/routes.ts';
import { functionNames } from '../../shared/config/environment.ts';
import { ofType, pathOf, type Resource, synthesize } from './synthesize.ts';

/** Who may do what to which thing: nothing beyond the table of functions, and every exception by name. */
const template = synthesize();

describe('a permission', () => {
  const policies = ofType(template, 'AWS::IAM::Policy').map(([, resource]) => resource);

  it('is for named actions on named things, never for a wildcard', () => {
    const wide = policies
      .flatMap(statementsOf)
      .filter(({ actions }) => actions.some((one) => one.includes('*')));
    expect(wide).toEqual([]);
    expect(policies.flatMap(statementsOf).filter(({ allows }) => !allows)).toEqual([]);
  });

  it('is for a wildcard of things where AWS has no narrower name, and in no other place', () => {
    const open = policies
      .flatMap(statementsOf)
      .filter(({ resource }) => JSON.stringify(resource ?? '').includes('*'));
    expect(open.map(({ actions, condition }) => ({ actions, limited: condition !== undefined }))).toEqual([
      // Lists the ARNs of streams and none of their data.
      { actions: ['dynamodb:ListStreams'], limited: false },
      // Any identity, but only from the one sender.
      { actions: ['ses:SendEmail'], limited: true },
    ]);
  });

  it('to send SMS is for phone numbers, which have no name, and for no topic', () => {
    const publishing = policies
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter(({ Action }) => [Action].flat().includes('sns:Publish'));
    expect(publishing).toEqual([
      { Action: 'sns:Publish', Effect: 'Allow', NotResource: 'arn:aws:sns:*:*:*' },
    ]);
  });

  it('is written down here: no role has a policy of its own or one that AWS manages', () => {
    const roles = ofType(template, 'AWS::IAM::Role').map(([, { Properties }]) => Properties);
    expect(roles.filter(({ ManagedPolicyArns, Policies }) => ManagedPolicyArns || Policies)).toEqual([]);
    const trusted = roles.flatMap(({ AssumeRolePolicyDocument }) =>
      AssumeRolePolicyDocument.Statement.map(({ Principal }: { Principal: unknown }) => Principal),
    );
    const services = [{ Service: 'lambda.amazonaws.com' }, { Service: 'scheduler.amazonaws.com' }];
    for (const principal of trusted) expect(services).toContainEqual(principal);
    expect(ofType(template, 'AWS::IAM::ManagedPolicy')).toEqual([]);
  });

  it('to call a function is the gateway’s, on the routes of this API', () => {
    const calls = ofType(template, 'AWS::Lambda::Permission').map(([, { Properties }]) => Properties);
    const [[api] = []] = ofType(template, 'AWS::ApiGatewayV2::Api');
    expect(calls).toHaveLength(ofType(template, 'AWS::ApiGatewayV2::Route').length);
    for (const { Principal, SourceArn } of calls) {
      expect(Principal).toBe('apigateway.amazonaws.com');
      expect(JSON.stringify(SourceArn)).toContain(`{"Ref":"${api}"}`);
    }
  });

  it.each(functionNames)("of %s is its row's, its own log's and its trigger's, and no other", (name) => {
    const policy = policies.find((each) => pathOf(each) === `${name}-role/DefaultPolicy`);
    const actions = (policy ? statementsOf(policy) : []).flatMap((statement) => statement.actions);
    const { may, on } = functionRows[name];
    const ofTriggers = on.flatMap((trigger) =>
      'queue' in trigger ? asConsumer : 'streamOfItems' in trigger ? asReader : [],
    );
    // CDK writes one statement for the same action on several things: the next test names the things.
    const expected = [...Object.values(may).flat(), ...ofLog, ...ofTriggers];
    expect([...new Set(actions)].sort()).toEqual([...new Set(expected)].sort());
  });

  it.each([
    ['announce', ['NoticeQueue/Queue', 'ShopQueue/Queue', 'announce/StreamDeadLetters']],
    ['tell-shop', ['ShopQueue/Queue']],
    ['operate', ['NoticeQueue/Queue', 'SettleQueue/Queue', 'ShopQueue/Queue']],
    ['settle-payments', ['SettleQueue/Queue']],
  ])('of %s to send to a queue is for %j', (name, queues) => {
    const [policy] = policies.filter((each) => pathOf(each) === `${name}-role/DefaultPolicy`);
    const sends = (policy ? statementsOf(policy) : []).filter(({ actions }) =>
      actions.includes('sqs:SendMessage'),
    );
    const ids = sends.flatMap(({ resource }) => [resource].flat() as Array<{ 'Fn::GetAtt': string[] }>);
    const paths = ids
      .map((id) => template.Resources[id['Fn::GetAtt'][0] ?? ''])
      .map((each) => each && pathOf(each));
    expect(paths.sort()).toEqual(queues);
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
    allows: statement.Effect === 'Allow',
    actions: [statement.Action].flat() as string[],
    resource: statement.Resource as unknown,
    condition: statement.Condition,
  }));
}

describe.each(['bkashTokenOwner', 'bkashCheckoutTokenOwner'])(
  'a stage that shares a token of another: %s',
  (name) => {
    const settings = { [name]: 'sandbox:Owners-Table' };
    const sharing = synthesize({ stage: 'rahima', settings });
    const onOwnersTable = ofType(sharing, 'AWS::IAM::Policy')
      .flatMap(([, resource]) => resource.Properties.PolicyDocument.Statement)
      .filter(({ Resource }) => JSON.stringify(Resource ?? '').includes('Owners-Table'));

    it('may read and write that one item of its table, in the functions that call bKash', () => {
      const callers = functionNames.filter((name) => functionRows[name].callsBkash);
      expect(onOwnersTable).toHaveLength(callers.length);
      for (const { Action, Condition } of onOwnersTable) {
        expect(Action).toEqual(['dynamodb:GetItem', 'dynamodb:PutItem']);
        expect(Condition).toEqual({
          'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['TOKEN#sandbox'] },
        });
      }
    });
  },
);
